import { type Box, boxesIn } from './boxes.ts'
import { runsOfTrack } from './track-samples.ts'

/**
 * What a player needs, by the box it lies in ('' is the file itself). Everything else may tell who filmed what, where
 * and when: udta, meta and uuid (names, places, XMP), free (whatever a program left there), tracks of measurements.
 */
const kept: Record<string, ReadonlySet<string>> = {
  '': new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'mfra']),
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'edts', 'tref', 'mdia', 'tapt']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sbgp', 'sgpd', 'sdtp', 'subs', 'saiz', 'saio', 'senc']),
}

/**
 * Returns an MP4 file without what a camera or program wrote into it beside picture and sound. Boxes that hold such
 * things become free space of the same length, and times of making become 0, so no byte of the video moves and every
 * offset stays right (ISO/IEC 14496-12: 8.1.2 free space, 8.2.2, 8.3.2 and 8.4.2 headers, 8.4.3 handler). Returns
 * undefined where measurements among the video's data cannot be found to be taken out.
 */
export function withoutHiddenData(file: Buffer): Buffer | undefined {
  const content = Buffer.from(file)
  try {
    for (const track of measurementsIn(content)) {
      // In fragments they lie among the video's data, told by tables of another kind.
      if (boxesIn(content).some(({ name }) => name === 'moof')) return undefined
      for (const { from, to } of runsOfTrack(track))
        content.fill(0, Math.min(from, content.length), Math.min(to, content.length))
    }
    clean(content, '')
    return content
  } catch (error) {
    // Reading past the end of a table.
    if (error instanceof RangeError) return undefined
    throw error
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
  for (const box of boxesIn(within)) {
    const { name, content } = box
    if (!kept[parent]!.has(name) || (name === 'trak' && isMeasurement(content))) empty(box)
    else if (name === 'mvhd' || name === 'tkhd' || name === 'mdhd') withoutTimes(content)
    else if (name === 'hdlr') withoutName(content)
    else if (name in kept) clean(content, name)
  }
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
