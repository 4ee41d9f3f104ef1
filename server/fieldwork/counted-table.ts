import type { FunnelStage } from './funnel-stages.ts'

/** A group that no table divides further, with its counts, and the places (by number) that count it. */
export interface CountedGroup {
  counts: Partial<Record<FunnelStage, number>>
  /** the last one is the group's own, which counts no other */
  places: readonly number[]
  /** places (by number) of its own society, language and wave with its route: no two groups have all three */
  lines: readonly number[]
}

/** The stages up to the end as a tree: nobody reaches one without the one it lies in. */
export const treeStages: readonly FunnelStage[] = [
  'listed',
  'mailed',
  'not_bounced',
  'started',
  'consented',
  'eligible',
  'judged',
  'completed',
]
const parentOf: Partial<Record<FunnelStage, FunnelStage>> = {
  mailed: 'listed',
  not_bounced: 'mailed',
  started: 'listed',
  consented: 'started',
  eligible: 'consented',
  judged: 'eligible',
  completed: 'judged',
}
/** How many stages there are: counts of one group or place lie side by side. */
export const depth = treeStages.length

/** By number of the stage: the number of the one it lies in (-1: none), and of those that lie in it. */
export const parents = treeStages.map((stage) =>
  parentOf[stage] === undefined ? -1 : treeStages.indexOf(parentOf[stage]),
)
export const children = treeStages.map((_, at) =>
  treeStages.flatMap((_, child) => (parents[child] === at ? [child] : [])),
)

/** Groups and places as numbers, because all pairs of groups are looked at many times. */
export interface CountedTable {
  groups: readonly CountedGroup[]
  /** groups that a place counts, by place */
  members: readonly (readonly number[])[]
  /** counts by group and stage (group * 8 + stage); -1: a group of an open link has no such stage */
  counts: Int32Array
  /** what is lost without a count, by place and stage (place * 8 + stage); 0: it is withheld already */
  loss: Float64Array
  /** sums by place and stage */
  sums: Int32Array
  /** the place of its own, by group */
  own: Int32Array
  /** groups that differ in one line only, by group and line */
  beside: readonly (readonly (readonly number[])[])[]
  /** the group with these lines */
  cellAt: (lines: readonly number[]) => number | undefined
  /** what was looked up of rectangles, by group */
  corners: Map<number, readonly number[]>
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
  return { groups, members, counts, loss, sums, own, corners: new Map(), ...neighbours(groups, places) }
}

function neighbours(
  groups: readonly CountedGroup[],
  places: number,
): Pick<CountedTable, 'beside' | 'cellAt'> {
  const keyOf = (lines: readonly number[]) => lines.reduce((key, line) => key * places + line, 0)
  const cells = new Map(groups.map(({ lines }, index) => [keyOf(lines), index]))
  // Groups that share all lines but one have a key in common once that line is left out.
  const without = (lines: readonly number[], at: number) => keyOf(lines.with(at, places - 1)) * 3 + at
  const alike = new Map<number, number[]>()
  groups.forEach(({ lines }, index) => {
    lines.forEach((_, at) => {
      const key = without(lines, at)
      alike.set(key, [...(alike.get(key) ?? []), index])
    })
  })
  const beside = groups.map(({ lines }, index) =>
    lines.map((_, at) => alike.get(without(lines, at))!.filter((other) => other !== index)),
  )
  return { beside, cellAt: (lines) => cells.get(keyOf(lines)) }
}

/** Stages before the start, as bits. */
export const bitsOfMail = 0b111

/** A number of a stage at a place as `place * 8 + stage`. */
export function numberOf(stage: FunnelStage, place: number): number {
  return place * depth + treeStages.indexOf(stage)
}

/** Withholds a count: it costs nothing any more. */
export function withholdNumber(table: CountedTable, name: number): void {
  table.loss[name] = 0
}

/** Returns the sum of the numbers of some stages, given as bits, of those that lie side by side from `at` on. */
export function bitsOf(numbers: Float64Array, at: number, bits: number): number {
  let sum = 0
  for (let left = bits; left !== 0; left &= left - 1) sum += numbers[at + 31 - Math.clz32(left & -left)]!
  return sum
}
