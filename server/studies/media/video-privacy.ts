import { type Box, boxesIn } from './boxes.ts'
import { runsOfTrack } from './track-samples.ts'
import { readVideo } from './videos.ts'

/**
 * What a player needs, by the box it lies in ('' is the file itself). Everything else may tell who filmed what, where
 * and when: udta, meta and uuid (names, places, XMP), free (whatever a program left there), tracks of measurements.
 */
const kept: Record<string, ReadonlySet<string>> = {
  '': new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'mfra']),
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'edts', 'tref', 'mdia', 'tapt']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
  minf: new Set(['vmhd', 'smhd', 'sthd', 'nmhd', 'gmhd', 'hdlr', 'dinf', 'stbl']),
  stbl: new Set([
    ...[
      'stsd',
      'stts',
      'ctts',
      'cslg',
      'stsc',
      'stsz',
      'stz2',
      'stco',
      'co64',
      'stss',
      'stsh',
      'padb',
      'stdp',
    ],
    ...['sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio'],
  ]),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sbgp', 'sgpd', 'sdtp', 'subs', 'saiz', 'saio', 'senc']),
}

/**
 * Returns an MP4 file without what a camera or program wrote into it beside picture and sound. Boxes that hold such
 * things become free space of the same length, and times of making become 0, so no byte of the video moves and every
 * offset stays right (ISO/IEC 14496-12: 8.1.2 free space, 8.2.2, 8.3.2 and 8.4.2 headers, 8.4.3 handler). So does what
 * cameras append behind the last box. Returns undefined where measurements among the video's data cannot be found to
 * be taken out, and where that would take the video itself.
 */
export function withoutHiddenData(file: Buffer): Buffer | undefined {
  const content = Buffer.from(file)
  try {
    const tracks = measurementsIn(file)
    // In fragments they lie among the video's data, told by tables of another kind.
    if (tracks.length > 0 && boxesIn(file).some(({ name }) => name === 'moof')) return undefined
    emptyRuns(content, tracks)
    clean(content, '')
    return readVideo(content) && content
  } catch (error) {
    // Reading past the end of a table.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Empties where the data of tracks lie; runs that together are longer than the file lie, and would take for ever. */
function emptyRuns(content: Buffer, tracks: readonly Buffer[]): void {
  let left = content.length
  for (const track of tracks)
    for (const run of runsOfTrack(track)) {
      const from = Math.min(run.from, content.length)
      const to = Math.min(run.to, content.length)
      left -= to - from
      if (left < 0) throw new RangeError('runs lie over each other')
      content.fill(0, from, to)
    }
}

function measurementsIn(file: Buffer): Buffer[] {
  return boxesIn(file)
    .filter(({ name }) => name === 'moov')
    .flatMap(({ content }) => boxesIn(content))
    .filter(({ name, content }) => name === 'trak' && isMeasurement(content))
    .map(({ content }) => content)
}

function clean(within: Buffer, parent: string): void {
  let end = 0
  for (const box of boxesIn(within)) {
    const { name, head, content } = box
    end += head.length + content.length
    if (!kept[parent]!.has(name) || (name === 'trak' && isMeasurement(content))) empty(box)
    else if (name === 'mvhd' || name === 'tkhd' || name === 'mdhd') withoutTimes(content)
    else if (name === 'hdlr') withoutName(content)
    else if (name in kept) clean(content, name)
  }
  emptyRest(within.subarray(end))
}

/** What follows the last box is nothing that plays, such as the places an action camera appends; a film cut short is. */
function emptyRest(rest: Buffer): void {
  if (rest.toString('latin1', 4, 8) === 'mdat') return
  rest.fill(0)
  if (rest.length < 8) return
  rest.writeUInt32BE(rest.length)
  rest.write('free', 4, 'latin1')
}

function empty({ head, content }: Box): void {
  head.write('free', 4, 'latin1')
  content.fill(0)
}

/** Version and flags (4 bytes), then when it was made and changed, 4 bytes each, in version 1 8 bytes each. */
function withoutTimes(header: Buffer): void {
  header.fill(0, 4, header[0] === 1 ? 20 : 12)
}

/** Version and flags, 4 bytes, the type of the track, 12 bytes, then a name for people. */
function withoutName(handler: Buffer): void {
  handler.fill(0, 24)
}

/** A track that is neither picture nor sound nor subtitles: phones and cameras write where they were into such ones. */
function isMeasurement(track: Buffer): boolean {
  const media = boxesIn(track).find(({ name }) => name === 'mdia')
  const handler = media && boxesIn(media.content).find(({ name }) => name === 'hdlr')
  const type = handler?.content.toString('latin1', 8, 12)
  return type !== undefined && !['vide', 'soun', 'text', 'sbtl', 'subt'].includes(type)
}
