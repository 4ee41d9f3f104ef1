import { bitsOf, type CountedTable, children, depth, parents } from './counted-table.ts'
import { findRectangle } from './rectangles.ts'

/**
 * What makes another table of one: one more of some groups and one less of others at some stages (as bits). Listed are
 * the places whose counts it changes.
 */
export interface Move {
  bits: number
  places: readonly number[]
}

/** A number that another table must have otherwise. */
export interface Wanted {
  place: number
  /** its stage by number, or two stages of which exactly one must change */
  starts: readonly number[]
  /** stages that may change, as bits */
  allowed: number
}

/**
 * Returns a move that changes a number: one that changes nothing but what is withheld already, else one of four cells,
 * which leaves every total as it is, else the cheapest of one or two cells.
 */
export function findMove(table: CountedTable, wanted: Wanted): Move | undefined {
  const cell = table.members[wanted.place]![0]!
  const rectangle = table.own[cell] === wanted.place ? findRectangle(table, cell, wanted) : undefined
  if (rectangle?.loss === 0) return rectangle
  return (
    findTransfer(table, wanted, Number.MIN_VALUE) ??
    rectangle ??
    findTransfer(table, wanted, Number.POSITIVE_INFINITY)
  )
}

/**
 * Returns the stages of the smallest move that begins with one, as bits: further stages join where a group would
 * otherwise have more at a stage than at the one before. One more of groups `up` and `up2`, one less of `down` and
 * `down2` (-1: none). 0 where a zero would change, or a withheld count become one (zeros are never withheld), or a
 * stage that may not change.
 */
export function smallestMove(
  { counts }: CountedTable,
  [up, down, up2, down2]: readonly [number, number, number, number],
  first: number,
  allowed: number,
): number {
  let bits = 1 << first
  for (let left = bits; left !== 0; ) {
    const stage = 31 - Math.clz32(left)
    left &= ~(1 << stage)
    const joining =
      joiningAbove(counts, up, stage) |
      joiningAbove(counts, up2, stage) |
      joiningBelow(counts, down, stage) |
      joiningBelow(counts, down2, stage)
    if (joining === impossible) return 0
    const fresh = joining & ~bits
    if ((fresh & ~allowed) !== 0) return 0
    bits |= fresh
    left |= fresh
  }
  return bits
}

/** Every bit: no stage has the last. */
const impossible = -1

function joiningAbove(counts: Int32Array, group: number, stage: number): number {
  if (group < 0) return 0
  const at = group * depth
  const n = counts[at + stage]!
  if (n < 1) return impossible
  const parent = parents[stage]!
  return parent >= 0 && counts[at + parent]! >= 0 && counts[at + parent]! <= n ? 1 << parent : 0
}

function joiningBelow(counts: Int32Array, group: number, stage: number): number {
  if (group < 0) return 0
  const at = group * depth
  const n = counts[at + stage]!
  if (n < 2) return impossible
  let bits = 0
  for (const child of children[stage]!) if (counts[at + child]! >= n) bits |= 1 << child
  return bits
}

/** Tells whether a move changes both of two stages, and so not their difference. */
export function changesBoth(starts: readonly number[], bits: number): boolean {
  return starts.length === 2 && starts.every((stage) => (bits & (1 << stage)) !== 0)
}

/**
 * Returns the cheapest move below a loss, of one more of one group and one less of another, or of nobody; the first
 * that costs nothing ends the search.
 */
function findTransfer(
  table: CountedTable,
  { place, starts, allowed }: Wanted,
  below: number,
): Move | undefined {
  const { groups, own, loss, members, counts } = table
  const inside = members[place]!
  const isInside = new Set(inside)
  let best = { up: -1, down: -1, bits: 0, loss: below }
  const tryMove = (up: number, down: number, first: number): void => {
    const bits = smallestMove(table, [up, down, -1, -1], first, allowed)
    if (bits === 0 || changesBoth(starts, bits)) return
    const lost = lossOfTransfer(table, up, down, bits, best.loss)
    if (lost < best.loss) best = { up, down, bits, loss: lost }
  }
  const ownLoss = (group: number, stage: number) => loss[own[group]! * depth + stage]!
  for (const first of starts) {
    // Whose own count alone costs as much as the best move makes no better one.
    const others: number[] = []
    for (let group = 0; group < groups.length; group++)
      if (counts[group * depth + first]! > 0 && ownLoss(group, first) < best.loss && !isInside.has(group))
        others.push(group)
    for (const one of inside) {
      if (counts[one * depth + first]! < 1 || ownLoss(one, first) >= best.loss) continue
      tryMove(one, -1, first)
      for (let at = 0; at < others.length && best.loss > 0; at++) {
        const other = others[at]!
        if (ownLoss(one, first) + ownLoss(other, first) >= best.loss) continue
        if (counts[other * depth + first]! > 1) tryMove(one, other, first)
        if (counts[one * depth + first]! > 1) tryMove(other, one, first)
      }
      if (best.loss === 0) return toMove(table, best)
    }
  }
  return best.bits === 0 ? undefined : toMove(table, best)
}

function toMove({ groups }: CountedTable, move: { up: number; down: number; bits: number }): Move {
  const mine = groups[move.up]!.places
  const theirs = move.down < 0 ? [] : groups[move.down]!.places
  const places = [
    ...mine.filter((one) => !theirs.includes(one)),
    ...theirs.filter((one) => !mine.includes(one)),
  ]
  return { bits: move.bits, places }
}

const none: readonly number[] = []

/** Returns what is lost by a transfer, at the places that count one of its two groups only; gives up at `most`. */
function lossOfTransfer(
  { groups, loss }: CountedTable,
  up: number,
  down: number,
  bits: number,
  most: number,
): number {
  const mine = groups[up]!.places
  const theirs = down < 0 ? none : groups[down]!.places
  let sum = 0
  // A group's own cell comes last, and is the likeliest that is not withheld.
  for (let at = mine.length - 1; at >= 0 && sum < most; at--)
    if (!theirs.includes(mine[at]!)) sum += bitsOf(loss, mine[at]! * depth, bits)
  for (let at = theirs.length - 1; at >= 0 && sum < most; at--)
    if (!mine.includes(theirs[at]!)) sum += bitsOf(loss, theirs[at]! * depth, bits)
  return sum
}
