import type { FunnelStage } from './funnel-stages.ts'

/** A group that no table divides further, with its counts, and the places (by number) that count it. */
export interface CountedGroup {
  counts: Partial<Record<FunnelStage, number>>
  /** the last one is the group's own, which counts no other */
  places: readonly number[]
}

/** The stages as a tree: nobody reaches one without the one it lies in. */
export const treeStages: readonly FunnelStage[] = [
  'listed',
  'mailed',
  'not_bounced',
  'started',
  'consented',
  'eligible',
  'judged',
  'completed',
  'analysed',
]
const parentOf: Partial<Record<FunnelStage, FunnelStage>> = {
  mailed: 'listed',
  not_bounced: 'mailed',
  started: 'listed',
  consented: 'started',
  eligible: 'consented',
  judged: 'eligible',
  completed: 'judged',
  analysed: 'completed',
}
const depth = treeStages.length

/** By number of the stage: the number of the one it lies in (-1: none), and of those that lie in it. */
const parents = treeStages.map((stage) =>
  parentOf[stage] === undefined ? -1 : treeStages.indexOf(parentOf[stage]),
)
const children = treeStages.map((_, at) =>
  treeStages.flatMap((_, child) => (parents[child] === at ? [child] : [])),
)

const none: readonly number[] = []

/** Groups and places as numbers, because all pairs of groups are looked at many times. */
export interface CountedTable {
  groups: readonly CountedGroup[]
  /** groups that a place counts, by place */
  members: readonly (readonly number[])[]
  /** counts by group and stage (group * 9 + stage); -1: a group of an open link has no such stage */
  counts: Int32Array
  /** what is lost without a count, by place and stage (place * 9 + stage); 0: it is withheld already */
  loss: Float64Array
  /** sums by place and stage */
  sums: Int32Array
  /** the place of its own, by group */
  own: Int32Array
}

/** Returns groups as a table; `lossOf` says what is lost without a stage of a place. */
export function countedTable(
  groups: readonly CountedGroup[],
  places: number,
  lossOf: (stage: FunnelStage, place: number) => number,
): CountedTable {
  const counts = new Int32Array(groups.length * depth)
  const sums = new Int32Array(places * depth)
  const loss = new Float64Array(places * depth)
  const members: number[][] = Array.from({ length: places }, () => [])
  groups.forEach((group, index) => {
    for (const place of group.places) members[place]!.push(index)
    treeStages.forEach((stage, at) => {
      counts[index * depth + at] = group.counts[stage] ?? -1
      for (const place of group.places) sums[place * depth + at]! += group.counts[stage] ?? 0
    })
  })
  for (let name = 0; name < loss.length; name++)
    // Of two equal losses the smaller count is the smaller one.
    loss[name] = lossOf(treeStages[name % depth]!, Math.floor(name / depth)) * (1 + sums[name]! / 1e6)
  const own = Int32Array.from(groups, (group) => group.places.at(-1)!)
  return { groups, members, counts, loss, sums, own }
}

/** A number of a stage at a place as `place * 9 + stage`. */
export function numberOf(stage: FunnelStage, place: number): number {
  return place * depth + treeStages.indexOf(stage)
}

/** Withholds a count: it costs nothing any more. */
export function withholdNumber(table: CountedTable, name: number): void {
  table.loss[name] = 0
}

/**
 * A move makes one table of another: one more of group `up` and one less of group `down` (-1: of nobody) at some
 * stages. Returns the stages of the smallest move that begins with one, as bits: further stages join where a group
 * would otherwise have more at a stage than at the one before. 0 where a zero would change, or a withheld count become
 * one: zeros are never withheld.
 */
export function smallestMove({ counts }: CountedTable, up: number, down: number, first: number): number {
  const more = up * depth
  const less = down * depth
  let bits = 1 << first
  for (let left = bits; left !== 0; ) {
    const stage = 31 - Math.clz32(left)
    left &= ~(1 << stage)
    if (counts[more + stage]! < 1) return 0
    if (down >= 0 && counts[less + stage]! < 2) return 0
    const parent = parents[stage]!
    const joined = joinsAbove(counts, more, stage, parent) ? 1 << parent : 0
    const fresh = (joined | (down < 0 ? 0 : joiningBelow(counts, less, stage))) & ~bits
    bits |= fresh
    left |= fresh
  }
  return bits
}

function joinsAbove(counts: Int32Array, at: number, stage: number, parent: number): boolean {
  return parent >= 0 && counts[at + parent]! >= 0 && counts[at + parent]! <= counts[at + stage]!
}

function joiningBelow(counts: Int32Array, at: number, stage: number): number {
  let bits = 0
  for (const child of children[stage]!) if (counts[at + child]! >= counts[at + stage]!) bits |= 1 << child
  return bits
}

/** Returns what is lost without a group's own count of a stage: the least that a move of it at the stage can cost. */
export function ownLoss({ own, loss }: CountedTable, group: number, stage: number): number {
  return group < 0 ? 0 : loss[own[group]! * depth + stage]!
}

/**
 * Returns what is lost by a move: the sum over every count that it changes, at the places that count one of its two
 * groups only. Gives up where that comes to `most`.
 */
export function lossOfMove(
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
    if (!theirs.includes(mine[at]!)) sum += lossAt(loss, mine[at]! * depth, bits)
  for (let at = theirs.length - 1; at >= 0 && sum < most; at--)
    if (!mine.includes(theirs[at]!)) sum += lossAt(loss, theirs[at]! * depth, bits)
  return sum
}

function lossAt(loss: Float64Array, at: number, bits: number): number {
  let sum = 0
  for (let left = bits; left !== 0; left &= left - 1) sum += loss[at + 31 - Math.clz32(left & -left)]!
  return sum
}

/** Calls back with every count that a move changes: at the places that count one of its two groups only. */
export function eachChanged(
  { groups }: CountedTable,
  up: number,
  down: number,
  bits: number,
  tell: (name: number) => void,
): void {
  const mine = groups[up]!.places
  const theirs = down < 0 ? [] : groups[down]!.places
  const tellStages = (place: number) => {
    for (let stage = 0; stage < depth; stage++) if ((bits & (1 << stage)) !== 0) tell(place * depth + stage)
  }
  for (const place of mine) if (!theirs.includes(place)) tellStages(place)
  for (const place of theirs) if (!mine.includes(place)) tellStages(place)
}
