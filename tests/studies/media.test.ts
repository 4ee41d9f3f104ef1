import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rangeOf } from '../../server/http/send-media.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { readPicture } from '../../server/studies/media/pictures.ts'
import { mostBytes, saveMedia } from '../../server/studies/media/save-media.ts'
import { withoutHiddenData } from '../../server/studies/media/video-privacy.ts'
import { readVideo } from '../../server/studies/media/videos.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { count } from '../support/dump.ts'
import { jpegFile, mp4File, phoneVideo, pngFile, webpFile } from '../support/media-files.ts'
import { givenContext } from '../support/test-context.ts'

const who = 'coordinator@society.example'

describe('a picture', () => {
  test('is known by its content, with its size', () => {
    expect(readPicture(pngFile(80, 50))).toMatchObject({ type: 'image/png', width: 80, height: 50 })
    expect(readPicture(jpegFile(640, 480))).toMatchObject({ type: 'image/jpeg', width: 640, height: 480 })
    expect(readPicture(webpFile(300, 200))).toMatchObject({ type: 'image/webp', width: 300, height: 200 })
  })

  test('that lies on its side keeps its orientation, and its size is that of the upright picture', () => {
    for (const little of [true, false]) {
      const picture = readPicture(jpegFile(640, 480, { orientation: 6, little }))!
      expect(picture).toMatchObject({ width: 480, height: 640 })
      // What is kept reads the same again.
      expect(readPicture(picture.content)).toEqual(picture)
    }
  })

  test('loses what was hidden in it, and nothing else', () => {
    const png = pngFile()
    const text = Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from('tEXtPATIENT NAME'), Buffer.alloc(4)])
    const marked = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)])
    expect(readPicture(marked)!.content.equals(png)).toBe(true)
    for (const file of [marked, jpegFile(6, 4), jpegFile(6, 4, { orientation: 8 }), webpFile(6, 4)]) {
      expect(file.includes('PATIENT NAME')).toBe(true)
      expect(readPicture(file)!.content.includes('PATIENT NAME')).toBe(false)
    }
    for (const file of [jpegFile(6, 4), webpFile(6, 4)])
      expect(readPicture(file)!.content.includes('picture data')).toBe(true)
  })
})

test('a video tells its size and how it is coded; its sound track is not its picture', () => {
  expect(readVideo(mp4File())).toEqual({ width: 1280, height: 720, codec: 'avc1' })
})

describe('a video loses what was hidden in it', () => {
  const hidden = [
    'XMP OF',
    'MAKER IN',
    'DATE IN',
    'LEFT BY',
    'PHONE OF',
    'NAME OF',
    '+40.4168',
    'apple',
    'PLACE',
  ]

  test('names, places, times and tracks of places; not a byte of the video moves', () => {
    const file = phoneVideo()
    const cleaned = withoutHiddenData(file)!
    for (const text of hidden) {
      expect(file.includes(text), text).toBe(true)
      expect(cleaned.includes(text), text).toBe(false)
    }
    const made = Buffer.alloc(4)
    made.writeUInt32BE(3_800_000_000)
    expect([file.includes(made), cleaned.includes(made)]).toEqual([true, false])
    expect(cleaned).toHaveLength(file.length)
    for (let at = file.indexOf('film'); at >= 0; at = file.indexOf('film', at + 1))
      expect(cleaned.toString('latin1', at, at + 4)).toBe('film')
    expect(readVideo(cleaned)).toEqual({ width: 640, height: 480, codec: 'avc1' })
    // What is kept stays as it is when it is added again, here or on another installation.
    expect(withoutHiddenData(cleaned)!.equals(cleaned)).toBe(true)
  })

  test('it is kept so; one whose places cannot be taken out is refused in words', () => {
    const { context } = givenContext()
    const { sha256 } = saveMedia(context, phoneVideo(), who)
    const kept = context.queries.media.findPart.get(sha256, 0)!
    expect(hidden.filter((text) => kept.includes(text))).toEqual([])
    expect(() => saveMedia(context, phoneVideo({ fragmented: true }), who)).toThrow(
      'holds measurements, such as places, that cannot be taken out',
    )
    expect(count(context.db, 'media_file')).toBe(1)
  })

  test('also what a camera appends behind the last box; a film cut short keeps what there is of it', () => {
    const tail = Buffer.from('0123GYRO PLACE 40.4168 of somebody')
    const cleaned = withoutHiddenData(Buffer.concat([mp4File(), tail]))!
    expect(cleaned.includes('40.4168')).toBe(false)
    expect(cleaned).toHaveLength(mp4File().length + tail.length)
    expect(readVideo(cleaned)).toEqual(readVideo(mp4File()))
    const cut = mp4File().subarray(0, -10)
    expect(withoutHiddenData(cut)!.equals(cut)).toBe(true)
  })
})

describe('a file made to keep the program busy is refused at once', () => {
  const refused = (file: Buffer) => {
    const began = performance.now()
    expect(() => saveMedia(givenContext().context, file, who)).toThrow('damaged')
    expect(performance.now() - began).toBeLessThan(2000)
  }

  test('a video full of empty boxes', () => {
    const boxes = Buffer.alloc(31 * 2 ** 20, Buffer.from('\0\0\0\u0008free', 'latin1'))
    refused(Buffer.concat([mp4File(), boxes]))
  })

  test('also a picture full of empty parts', () => {
    const [jpeg, webp] = [jpegFile(64, 48), webpFile(30, 20)]
    const segments = Buffer.alloc(4 * 100_000, Buffer.from([0xff, 0xe0, 0, 2]))
    refused(Buffer.concat([jpeg.subarray(0, 2), segments, jpeg.subarray(2)]))
    refused(Buffer.concat([webp, Buffer.alloc(8 * 100_000, Buffer.from('ABCD\0\0\0\0'))]))
  })

  test('a video whose places lie over the whole file many times', () => {
    const file = phoneVideo({ chunks: 500_000 })
    refused(Buffer.concat([file, Buffer.alloc(28 * 2 ** 20)]))
  })
})

test('nothing that arrives breaks the readers: cut, changed or foreign files are no pictures or still readable', () => {
  const files = [
    pngFile(),
    jpegFile(64, 48, { orientation: 6 }),
    webpFile(30, 20),
    mp4File({ bytes: 40 }),
    phoneVideo(),
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      (file, share, changes) => {
        const cut = Buffer.from(file.subarray(0, Math.floor(file.length * share)))
        for (const [at, value] of changes) if (cut.length > 0) cut[at % cut.length] = value
        const picture = readPicture(cut)
        if (picture) expect(picture.width * picture.height).toBeGreaterThanOrEqual(0)
        readVideo(cut)
        const cleaned = withoutHiddenData(cut)
        if (cleaned) expect(cleaned).toHaveLength(cut.length)
      },
    ),
    { numRuns: 2000 },
  )
})

describe('keeping a file', () => {
  test('twice keeps it once, named by its content, and logs who added it', () => {
    const { context } = givenContext()
    const first = saveMedia(context, mp4File({ bytes: 600_000 }), who)
    expect(saveMedia(context, mp4File({ bytes: 600_000 }), who)).toEqual(first)
    expect(first).toMatchObject({ type: 'video/mp4', width: 1280, height: 720 })
    expect(count(context.db, 'media_file')).toBe(1)
    expect(count(context.db, 'media_part')).toBe(3)
    expect(count(context.db, `audit_event WHERE action = 'media added'`)).toBe(1)
    expect(() => context.db.exec(`UPDATE media_part SET content = x'00'`)).toThrow('named by its content')
  })

  test('of subtitles needs WebVTT', () => {
    const { context } = givenContext()
    const row = saveMedia(context, Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nVértebra\n'), who)
    expect(row).toMatchObject({ type: 'text/vtt', width: null })
  })

  test.each([
    ['a text', Buffer.from('hello'), 'no picture (JPEG, PNG or WebP)'],
    ['nothing', Buffer.alloc(0), 'no picture'],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'no picture'],
    ['a page', Buffer.from('<!doctype html><script>1</script>'), 'no picture'],
    ['a video that not every browser plays', mp4File({ codec: 'hvc1' }), 'MP4 with H.264'],
    ['a large video', mp4File({ bytes: mostBytes.video }), 'A video may have 32 MB at most'],
    [
      'a large picture',
      Buffer.concat([jpegFile(6, 4), Buffer.alloc(mostBytes.picture)]),
      'A picture may have 2 MB at most',
    ],
    ['a picture of a wall', jpegFile(9000, 10), '8000 pixels'],
  ])('%s is refused in words', (_what, file, sentence) => {
    const { context } = givenContext()
    expect(() => saveMedia(context, file, who)).toThrow(sentence)
    expect(count(context.db, 'media_file')).toBe(0)
  })
})

test('a study whose picture is not on this installation is not published, and the file is named', () => {
  const { context } = givenContext()
  const definition = requireTemplate('cpt-62380-2024')
  const file = 'f'.repeat(64)
  const alternative = definition.title
  definition.targets[0]!.media = [{ file, type: 'image/png', width: 8, height: 5, alternative }]
  createStudy(context, 'endo', definition, who)
  let details: readonly string[] = []
  try {
    publishStudy(context, 'endo', who)
  } catch (error) {
    details = (error as { details?: readonly string[] }).details ?? []
  }
  expect(details).toEqual(['A picture or video is missing: add the file ffffffffffff… again.'])
})

test.each([
  [undefined, undefined],
  ['bytes=0-', [0, 99]],
  ['bytes=10-19', [10, 19]],
  ['bytes=90-500', [90, 99]],
  ['bytes=-30', [70, 99]],
  ['bytes=-500', [0, 99]],
  ['bytes=100-', 'impossible'],
  ['bytes=20-10', 'impossible'],
  ['bytes=-0', 'impossible'],
  ['bytes=0-1,5-6', undefined],
  ['items=0-1', undefined],
  ['bytes=-', undefined],
])('of 100 bytes, %s means %s', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range)
})
