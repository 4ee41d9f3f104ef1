import { type Box, boxesIn } from './boxes.ts'

/** A run of bytes in a file. */
export interface Run {
  from: number
  to: number
}

/**
 * Tells where the data of a track lie in its file, a run a chunk (ISO/IEC 14496-12: 8.7.3 sample sizes, 8.7.4 samples
 * to chunks, 8.7.5 chunk offsets). Throws a RangeError where its tables break off.
 */
export function* runsOfTrack(track: Buffer): Generator<Run> {
  const table = ['mdia', 'minf', 'stbl'].reduce<Buffer | undefined>(
    (content, name) => content && boxNamed(content, name)?.content,
    track,
  )
  const offsets = table && (boxNamed(table, 'stco') ?? boxNamed(table, 'co64'))
  if (!table || !offsets) return
  const samplesIn = samplesPerChunk(requireBox(table, 'stsc'))
  const sizes = requireBox(table, 'stsz')
  let sample = 0
  for (let chunk = 0; chunk < offsets.content.readUInt32BE(4); chunk++) {
    const from =
      offsets.name === 'stco'
        ? offsets.content.readUInt32BE(8 + 4 * chunk)
        : Number(offsets.content.readBigUInt64BE(8 + 8 * chunk))
    const samples = samplesIn(chunk + 1)
    yield { from, to: from + bytesOfSamples(sizes, sample, samples) }
    sample += samples
  }
}

/** A list of first chunk, samples a chunk, description: each entry holds until the next one's first chunk. */
function samplesPerChunk(table: Buffer): (chunk: number) => number {
  let entry = 0
  const last = table.readUInt32BE(4) - 1
  return (chunk) => {
    while (entry < last && table.readUInt32BE(8 + 12 * (entry + 1)) <= chunk) entry++
    return table.readUInt32BE(12 + 12 * entry)
  }
}

/** One size for all, or 0 and then how many samples and a size for each. */
function bytesOfSamples(sizes: Buffer, first: number, samples: number): number {
  const each = sizes.readUInt32BE(4)
  if (each > 0) return each * samples
  let bytes = 0
  for (let sample = first; sample < first + samples; sample++) bytes += sizes.readUInt32BE(12 + 4 * sample)
  return bytes
}

function boxNamed(content: Buffer, name: string): Box | undefined {
  return boxesIn(content).find((box) => box.name === name)
}

function requireBox(content: Buffer, name: string): Buffer {
  const box = boxNamed(content, name)
  if (!box) throw new RangeError(`no ${name}`)
  return box.content
}
