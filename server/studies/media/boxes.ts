/** A box of an MP4 file (ISO/IEC 14496-12, 4.2): its head, with length and name, and what it holds; views of the file. */
export interface Box {
  name: string
  head: Buffer
  content: Buffer
}

/** A film of an hour in pieces of half a second has this many; a file full of empty boxes would fill the memory. */
const mostBoxes = 20_000

/**
 * Returns the boxes in a file or in another box's content; what breaks off ends the list. Throws a RangeError where
 * they are more than any film has.
 */
export function boxesIn(content: Buffer): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= content.length; ) {
    const short = content.readUInt32BE(at)
    const isLong = short === 1
    // 0 means "to the end"; 1 that a length of eight bytes follows the name.
    const length = isLong ? Number(content.readBigUInt64BE(at + 8)) : short || content.length - at
    const begin = at + (isLong ? 16 : 8)
    if (length < begin - at || at + length > content.length) return boxes
    if (boxes.length === mostBoxes) throw new RangeError('too many boxes')
    boxes.push({
      name: content.toString('latin1', at + 4, at + 8),
      head: content.subarray(at, begin),
      content: content.subarray(begin, at + length),
    })
    at += length
  }
  return boxes
}
