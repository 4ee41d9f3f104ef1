import {
  type CountedGroup,
  type CountedTable,
  countedTable,
  eachChanged,
  lossOfMove,
  numberOf,
  ownLoss,
  smallestMove,
  treeStages,
  withholdNumber,
} from './counted-table.ts'
import type { FunnelStage } from './funnel-stages.ts'

export type { CountedGroup } from './counted-table.ts'

/** Those who did not start, as a reader would subtract. */
const notStarted = [
  ['listed', 'started'],
  ['mailed', 'started'],
  ['not_bounced', 'started'],
] as const
/** Those who left for a reason of their own after the start. */
const leaving = [
  ['started', 'consented'],
  ['consented', 'eligible'],
  ['eligible', 'judged'],
  ['judged', 'completed'],
] as const

/** What is lost with a stage: response rates need the first, the others say little by themselves. */
const losses: Record<FunnelStage, number> = {
  listed: 12,
  mailed: 2,
  not_bounced: 2,
  started: 10,
  consented: 1,
  eligible: 1,
  judged: 1,
  completed: 10,
  analysed: 8,
}

/**
 * Returns a rule that tells of every stage and place (by number) whether its count must not be published; `weights`
 * says of each place how much would be lost without its counts. Protected is every count of 1 to threshold - 1, and
 * every such number of people who left between two neighbouring stages: did not start, and, at places that do not
 * count everybody who started, did not agree, were not eligible, or stopped (of everybody that is told: design rule
 * 8). A protected number is safe when another table exists that agrees with all that is published, with the order of
 * the stages, and with the rule that zeros are never withheld, and in which that number is another one. Counts are
 * withheld, those first that cost least, until every protected number has such a table; withholding more takes none
 * away. tests/fieldwork/withheld.test.ts tries every possible table.
 */
export function protectCounts(
  groups: readonly CountedGroup[],
  weights: readonly number[],
  threshold: number,
): (stage: FunnelStage, place: number) => boolean {
  const isSmall = (n: number) => n > 0 && n < threshold
  const table = countedTable(groups, weights.length, (stage, place) => losses[stage] * weights[place]!)
  const nOf = (stage: FunnelStage, place: number) => table.sums[numberOf(stage, place)]!
  const small = weights.flatMap((_, place) =>
    treeStages.flatMap((stage) => (isSmall(nOf(stage, place)) ? [{ stage, place }] : [])),
  )
  for (const { stage, place } of small) withholdNumber(table, numberOf(stage, place))
  for (const { stage, place } of small) makeSafe(table, place, [stage])
  const began = groups.flatMap(({ counts }, index) => ((counts.started ?? 0) > 0 ? [index] : []))
  weights.forEach((_, place) => {
    const counted = new Set(table.members[place])
    const isEverybody = began.every((index) => counted.has(index))
    for (const [before, after] of isEverybody ? notStarted : [...notStarted, ...leaving])
      if (isSmall(nOf(before, place) - nOf(after, place)) && isComparable(table, place, before, after))
        makeSafe(table, place, [after, before])
  })
  return (stage, place) => table.loss[numberOf(stage, place)] === 0
}

/** People of an open link are on no list: where some of them started, nobody can subtract. */
function isComparable(
  { groups, members }: CountedTable,
  place: number,
  before: FunnelStage,
  after: FunnelStage,
): boolean {
  return members[place]!.every(
    (index) => groups[index]!.counts[before] !== undefined || (groups[index]!.counts[after] ?? 0) === 0,
  )
}

/**
 * Withholds what the cheapest move changes, of those that change the count of a stage at a place, or of exactly one of
 * two stages. There always is one: one more of a single group, with all that counts it withheld. Most often one that
 * costs nothing is there already: it is looked for first, among the groups whose own count is withheld.
 */
function makeSafe(table: CountedTable, place: number, from: readonly FunnelStage[]): void {
  const starts = from.map((stage) => treeStages.indexOf(stage))
  const best: Move = { up: -1, down: -1, bits: 0, loss: Number.MIN_VALUE }
  lookForMove(table, place, starts, best)
  if (best.loss === 0) return
  best.loss = Number.POSITIVE_INFINITY
  lookForMove(table, place, starts, best)
  if (best.bits !== 0)
    eachChanged(table, best.up, best.down, best.bits, (name) => withholdNumber(table, name))
}

/** One more of one group and one less of another (-1: of nobody) at some stages, with what is lost by it. */
interface Move {
  up: number
  down: number
  bits: number
  loss: number
}

/** Puts the cheapest move in place of one that costs more, and stops at one that costs nothing. */
function lookForMove(table: CountedTable, place: number, starts: readonly number[], best: Move): void {
  const both = starts.reduce((bits, stage) => bits | (1 << stage), 0)
  const inside = table.members[place]!
  const isInside = new Set(inside)
  const look = (up: number, down: number): void => {
    for (const stage of starts) {
      if (ownLoss(table, up, stage) + ownLoss(table, down, stage) >= best.loss) continue
      const bits = smallestMove(table, up, down, stage)
      if (bits === 0 || (starts.length === 2 && (bits & both) === both)) continue
      const loss = lossOfMove(table, up, down, bits, best.loss)
      if (loss < best.loss) Object.assign(best, { up, down, bits, loss })
    }
  }
  for (const one of inside) {
    for (let other = 0; other < table.groups.length && best.loss > 0; other++) {
      if (isInside.has(other)) continue
      look(one, other)
      look(other, one)
    }
    look(one, -1)
    if (best.loss === 0) return
  }
}
