/** A picture as it is kept: without what a camera or program wrote into it beside the pixels. */
export interface Picture {
  type: 'image/jpeg' | 'image/png' | 'image/webp'
  /** pixels, upright */
  width: number
  height: number
  content: Buffer
}

/**
 * Reads a JPEG, PNG or WebP file and takes out hidden data (place, camera, names, thumbnails), which may tell who a
 * patient is; only the orientation stays. Returns undefined when it is none of these or breaks off.
 */
export function readPicture(file: Buffer): Picture | undefined {
  try {
    if (file.subarray(0, 8).equals(pngSignature)) return readPng(file)
    if (file.length > 4 && file.readUInt16BE(0) === 0xffd8) return readJpeg(file)
    if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP')
      return readWebp(file)
  } catch (error) {
    // Reading past the end of the file.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

/** A picture of 2 MB has some hundred parts; one full of empty parts would fill the memory. */
const mostParts = 20_000

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** PNG (W3C, third edition): chunks of length, name, data, checksum; the first one is IHDR. */
function readPng(file: Buffer): Picture | undefined {
  if (file.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const kept: Buffer[] = [pngSignature]
  for (let at = 8; ; ) {
    const name = file.toString('latin1', at + 4, at + 8)
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length || kept.length > mostParts) return undefined
    if (!['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'].includes(name)) kept.push(file.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  const content = Buffer.concat(kept)
  return { type: 'image/png', width: file.readUInt32BE(16), height: file.readUInt32BE(20), content }
}

/** JPEG (ITU T.81, annex B): segments of a mark and a length until the picture's own data begin. */
function readJpeg(file: Buffer): Picture | undefined {
  const kept: Buffer[] = [file.subarray(0, 2)]
  let [width, height, orientation] = [0, 0, 1]
  for (let at = 2; ; ) {
    if (file[at] !== 0xff || kept.length > mostParts) return undefined
    const mark = file[at + 1]!
    const end = at + 2 + file.readUInt16BE(at + 2)
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)
    if (isFrame) [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)]
    if (mark === 0xe1) orientation = orientationOf(file.subarray(at + 4, end)) ?? orientation
    // APP1 is Exif and XMP, APP13 is Photoshop's, COM a comment; colour profiles stay.
    if (![0xe1, 0xed, 0xfe].includes(mark)) kept.push(file.subarray(at, end))
    at = end
    if (mark === 0xda) {
      kept.push(file.subarray(at))
      break
    }
  }
  if (width === 0 || height === 0) return undefined
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation))
  // Orientations 5 to 8 lie on their side; browsers turn them.
  const [across, down] = orientation > 4 ? [height, width] : [width, height]
  return { type: 'image/jpeg', width: across, height: down, content: Buffer.concat(kept) }
}

/** Exif 2.3: a TIFF header, then a list of entries of 12 bytes; 0x0112 is the orientation, 1 to 8. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined
  const tiff = segment.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const list = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < short(list); entry++) {
    const at = list + 2 + 12 * entry
    const value = short(at + 8)
    if (short(at) === 0x0112) return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An APP1 segment that holds nothing but the orientation. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.from(
    'ffe100224578696600004d4d002a00000008000101120003000000010000000000000000',
    'hex',
  )
  segment.writeUInt16BE(segment.length - 2, 2)
  segment.writeUInt16BE(orientation, 28)
  return segment
}

/** WebP (RFC 9649): RIFF chunks of name, length and data, padded to even lengths. */
function readWebp(file: Buffer): Picture | undefined {
  const kept: Buffer[] = []
  let size: { width: number; height: number } | undefined
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4)
    const length = file.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > file.length || kept.length > mostParts) return undefined
    const chunk = Buffer.from(file.subarray(at, end))
    // Bits 3 and 2 of VP8X promise Exif and XMP.
    if (name === 'VP8X') chunk[8] = chunk[8]! & ~0x0c
    size ??= webpSize(name, chunk.subarray(8))
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = end
  }
  if (!size) return undefined
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept])
  const head = Buffer.alloc(8)
  head.write('RIFF')
  head.writeUInt32LE(body.length, 4)
  return { type: 'image/webp', ...size, content: Buffer.concat([head, body]) }
}

function webpSize(name: string, data: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X') return { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) }
  if (name === 'VP8 ') return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  if (name !== 'VP8L') return undefined
  const bits = data.readUInt32LE(1)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}
