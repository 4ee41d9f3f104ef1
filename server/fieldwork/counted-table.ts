import type { FunnelStage } from './funnel-stages.ts'

/** A group that no table divides further, with its counts, and the places (by number) that count it. */
export interface CountedGroup {
  counts: Partial<Record<FunnelStage, number>>
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
  return { groups, members, counts, loss, sums }
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
  const moved = [first]
  let bits = 1 << first
  for (let next = 0; next < moved.length; next++) {
    const stage = moved[next]!
    const more = counts[up * depth + stage]!
    if (more < 1) return 0
    const parent = parents[stage]!
    const above = parent < 0 ? -1 : counts[up * depth + parent]!
    if (above >= 0 && above <= more && (bits & (1 << parent)) === 0) {
      bits |= 1 << parent
      moved.push(parent)
    }
    if (down < 0) continue
    const less = counts[down * depth + stage]!
    if (less < 2) return 0
    for (const child of children[stage]!) {
      if (counts[down * depth + child]! < less || (bits & (1 << child)) !== 0) continue
      bits |= 1 << child
      moved.push(child)
    }
  }
  return bits
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
