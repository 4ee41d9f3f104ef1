import { Resvg } from '@resvg/resvg-js'

/** A picture that browsers show. */
export function pngFile(width = 80, height = 50): Buffer {
  const shape = `<rect width="${width}" height="${height}" fill="#0e5e5b"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shape}</svg>`
  return Buffer.from(new Resvg(svg).render().asPng())
}

/** The bones of a JPEG: its segments, with hidden data and an orientation, but no picture. */
export function jpegFile(width: number, height: number, { orientation = 1, little = false } = {}): Buffer {
  const entry = Buffer.alloc(12)
  const tiff = Buffer.alloc(10)
  const write = (to: Buffer, value: number, at: number) =>
    little ? to.writeUInt16LE(value, at) : to.writeUInt16BE(value, at)
  tiff.write(little ? 'II' : 'MM', 'latin1')
  write(tiff, 42, 2)
  if (little) tiff.writeUInt32LE(8, 4)
  else tiff.writeUInt32BE(8, 4)
  write(tiff, 1, 8)
  write(entry, 0x0112, 0)
  write(entry, 3, 2)
  write(entry, orientation, 8)
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, entry, Buffer.from('PATIENT NAME')])),
    segment(0xed, Buffer.from('Photoshop PATIENT NAME')),
    segment(0xfe, Buffer.from('PATIENT NAME')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1])),
    Buffer.from('picture data\xff\xd9', 'latin1'),
  ])
}

function segment(mark: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, mark, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** The bones of a WebP with hidden data. */
export function webpFile(width: number, height: number): Buffer {
  const extended = Buffer.alloc(10)
  extended[0] = 0x0c
  extended.writeUIntLE(width - 1, 4, 3)
  extended.writeUIntLE(height - 1, 7, 3)
  const chunk = (name: string, content: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(content.length, 4)
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
  }
  return chunk(
    'RIFF',
    Buffer.concat([
      Buffer.from('WEBP'),
      chunk('VP8X', extended),
      chunk('VP8 ', Buffer.from('picture data!')),
      chunk('EXIF', Buffer.from('PATIENT NAME')),
    ]),
  )
}

/** The bones of an MP4 video: the boxes that say what it is, then data that mean nothing. */
export function mp4File({ codec = 'avc1', width = 1280, height = 720, bytes = 1000 } = {}): Buffer {
  const header = Buffer.alloc(84)
  header.writeUInt32BE(width * 65_536, 76)
  header.writeUInt32BE(height * 65_536, 80)
  const track = (size: Buffer, name: string) =>
    box(
      'trak',
      box('tkhd', size),
      box('mdia', box('minf', box('stbl', box('stsd', Buffer.alloc(8), box(name, Buffer.alloc(20)))))),
    )
  return Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    box('moov', track(Buffer.alloc(84), 'mp4a'), track(header, codec)),
    box('mdat', Buffer.from(Array.from({ length: bytes }, (_, index) => index % 251))),
  ])
}

function box(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

/**
 * A video as a telephone makes it: its name, its place and its times in boxes, and a track of places whose samples lie
 * among the film's data, two in the first chunk and one in the second. `chunks` says instead that so many lie one over
 * the other, each over the whole file.
 */
export function phoneVideo({ fragmented = false, chunks = 0 } = {}): Buffer {
  const numbers = (...values: number[]) => {
    const buffer = Buffer.alloc(4 * values.length)
    values.forEach((value, index) => {
      buffer.writeUInt32BE(value, 4 * index)
    })
    return buffer
  }
  const handler = (type: string, name: string) =>
    box('hdlr', Buffer.alloc(8), Buffer.from(type), Buffer.alloc(12), Buffer.from(`${name}\0`))
  const picture = mp4File({ bytes: 1 })
  const [head, film] = [picture.subarray(0, 12), Buffer.from('film film film')]
  const places = ['PLACE 1', 'PLACE 2', 'PLACE 3'].map((text) => Buffer.from(text))
  const at = head.length + 8
  const samples = box(
    'stbl',
    box('stsc', numbers(0, 2, 1, 2, 1, 2, 1, 1)),
    box('stsz', numbers(0, 0, 3, 7, 7, 7)),
    box('stco', numbers(0, 2, at + film.length, at + 2 * film.length + 14)),
  )
  const overAll = box(
    'stbl',
    box('stsc', numbers(0, 1, 1, 1, 1)),
    box('stsz', numbers(0, 0xff_ff_ff_ff, chunks)),
    box('stco', numbers(0, chunks), Buffer.alloc(4 * chunks)),
  )
  const times = numbers(0, 3_800_000_000, 3_800_000_001, 1000, 5000)
  const track = Buffer.concat([Buffer.alloc(84)])
  track.writeUInt32BE(640 * 65_536, 76)
  track.writeUInt32BE(480 * 65_536, 80)
  track.writeUInt32BE(3_800_000_000, 4)
  return Buffer.concat([
    head,
    box('mdat', film, places[0]!, places[1]!, film, places[2]!, film),
    box('uuid', Buffer.from('XMP OF SOMEBODY')),
    box('free', Buffer.from('LEFT BY A PROGRAM')),
    ...(fragmented ? [box('moof', box('mfhd', Buffer.alloc(8)))] : []),
    box(
      'moov',
      box('mvhd', times, Buffer.alloc(80)),
      box(
        'trak',
        box('tkhd', track),
        box(
          'mdia',
          box('mdhd', times, Buffer.alloc(4)),
          handler('vide', 'PHONE OF SOMEBODY'),
          box(
            'minf',
            box('uuid', Buffer.from('MAKER IN THE TRACK')),
            box(
              'stbl',
              box('stsd', Buffer.alloc(8), box('avc1', Buffer.alloc(20))),
              box('free', Buffer.from('DATE IN THE TABLES')),
            ),
          ),
        ),
        box('udta', box('name', Buffer.from('NAME OF A FILE'))),
      ),
      box(
        'trak',
        box('tkhd', Buffer.alloc(84)),
        box('mdia', handler('meta', ''), box('minf', chunks > 0 ? overAll : samples)),
      ),
      box('udta', box('\u00a9xyz', Buffer.from('+40.4168-003.7038/'))),
      box('meta', Buffer.from('com.apple.quicktime.make')),
    ),
  ])
}
