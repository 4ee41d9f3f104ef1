import { boxesIn } from './boxes.ts'

/** What a page must know of a video before it is loaded. */
export interface Video {
  /** pixels */
  width: number
  height: number
  /** how the picture is coded: `avc1` plays everywhere */
  codec: string
}

/**
 * Reads an MP4 file (ISO/IEC 14496-12): the size of its first picture track and how it is coded. Returns undefined
 * when it is none, has no picture or breaks off.
 */
export function readVideo(file: Buffer): Video | undefined {
  try {
    if (file.toString('latin1', 4, 8) !== 'ftyp') return undefined
    const movie = boxesIn(file).find((box) => box.name === 'moov')
    for (const track of movie ? boxesIn(movie.content) : []) {
      if (track.name !== 'trak') continue
      const video = readTrack(track.content)
      if (video) return video
    }
  } catch (error) {
    // Reading past the end of the file.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

/** A track header ends with width and height as 16.16 fixed-point numbers; sound has neither. */
function readTrack(track: Buffer): Video | undefined {
  const header = boxesIn(track).find((box) => box.name === 'tkhd')?.content
  if (!header) return undefined
  const width = Math.round(header.readUInt32BE(header.length - 8) / 65_536)
  const height = Math.round(header.readUInt32BE(header.length - 4) / 65_536)
  const path = ['mdia', 'minf', 'stbl', 'stsd']
  const description = path.reduce<Buffer | undefined>(
    (content, name) => content && boxesIn(content).find((box) => box.name === name)?.content,
    track,
  )
  if (width === 0 || height === 0 || !description) return undefined
  // Four bytes of version and flags, four of how many, then the entry's length and name.
  return { width, height, codec: description.toString('latin1', 12, 16) }
}
