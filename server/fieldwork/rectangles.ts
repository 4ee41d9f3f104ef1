import { bitsOf, type CountedTable, depth } from './counted-table.ts'
import { changesBoth, type Move, smallestMove, type Wanted } from './moves.ts'

/**
 * Returns the cheapest move that changes four cells only, with what is lost by it: one more of a cell and of the one
 * across, one less of the two beside them, which share a line with each. Every total stays as it is. Undefined where
 * there is none.
 */
export function findRectangle(
  table: CountedTable,
  cell: number,
  { starts, allowed }: Wanted,
): (Move & { loss: number }) | undefined {
  const { own } = table
  const corners = cornersOf(table, cell)
  const isLarger = (group: number, stage: number) => table.counts[group * depth + stage]! > 1
  let best = { at: -1, bits: 0, loss: Number.POSITIVE_INFINITY }
  for (let at = 0; at < corners.length && best.loss > 0; at += 3) {
    const [one, other, across] = [corners[at]!, corners[at + 1]!, corners[at + 2]!]
    const tryMove = (up: number, down: number, up2: number, down2: number, first: number): void => {
      const bits = smallestMove(table, [up, down, up2, down2], first, allowed)
      if (bits === 0 || changesBoth(starts, bits)) return
      const loss =
        lossOf(table, cell, bits) +
        lossOf(table, one, bits) +
        lossOf(table, other, bits) +
        lossOf(table, across, bits)
      if (loss < best.loss) best = { at, bits, loss }
    }
    for (const first of starts) {
      if (isLarger(one, first) && isLarger(other, first)) tryMove(cell, one, across, other, first)
      if (isLarger(cell, first) && isLarger(across, first)) tryMove(one, cell, other, across, first)
    }
  }
  if (best.at < 0) return undefined
  const places = [cell, ...corners.slice(best.at, best.at + 3)].map((group) => own[group]!)
  return { bits: best.bits, places, loss: best.loss }
}

function lossOf({ own, loss }: CountedTable, group: number, bits: number): number {
  return bitsOf(loss, own[group]! * depth, bits)
}

/** Returns the other three corners of each rectangle of cells, side by side: two beside the cell, and the one across. */
function cornersOf(table: CountedTable, cell: number): readonly number[] {
  const { groups, cellAt, beside, corners } = table
  const known = corners.get(cell)
  if (known) return known
  const near = beside[cell]!
  const found: number[] = []
  for (let a = 0; a < near.length; a++)
    for (let b = a + 1; b < near.length; b++)
      for (const one of near[a]!)
        for (const other of near[b]!) {
          const across = cellAt(groups[one]!.lines.with(b, groups[other]!.lines[b]!))
          if (across !== undefined) found.push(one, other, across)
        }
  corners.set(cell, found)
  return found
}
