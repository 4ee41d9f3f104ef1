/**
 * Moves places along a line apart so that neighbours are at least `gap` from each other, each as near to where it
 * wants to be as the others allow (pool adjacent violators: neighbours that touch move as one block about their
 * mean). The order of the answer is that of the places. Within the limits where there is room for all.
 * Source: isotonic regression, Barlow et al. 1972, ch. 1.
 */
export function spread(places: readonly number[], gap: number, from: number, to: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!)
  const blocks: { sum: number; count: number }[] = []
  order.forEach((index, rank) => {
    // Without the gaps every place may be where the one before it is.
    blocks.push({ sum: places[index]! - rank * gap, count: 1 })
    while (blocks.length > 1 && middle(blocks.at(-2)!) > middle(blocks.at(-1)!)) {
      const last = blocks.pop()!
      const into = blocks.at(-1)!
      into.sum += last.sum
      into.count += last.count
    }
  })
  const most = Math.max(from, to - (places.length - 1) * gap)
  const spreadOut = blocks
    .flatMap((block) => new Array<number>(block.count).fill(Math.min(Math.max(middle(block), from), most)))
    .map((place, rank) => place + rank * gap)
  const result = places.map(() => 0)
  order.forEach((index, rank) => {
    result[index] = spreadOut[rank]!
  })
  return result
}

function middle({ sum, count }: { sum: number; count: number }): number {
  return sum / count
}
