import {
  bitsOfMail,
  type CountedGroup,
  type CountedTable,
  countedTable,
  depth,
  numberOf,
  treeStages,
  withholdNumber,
} from './counted-table.ts'
import type { FunnelStage } from './funnel-stages.ts'
import { findMove, type Wanted } from './moves.ts'

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
const losses: Partial<Record<FunnelStage, number>> = {
  listed: 12,
  mailed: 2,
  not_bounced: 2,
  started: 10,
  consented: 1,
  eligible: 1,
  judged: 1,
  completed: 10,
}

/**
 * Returns a rule that tells of every stage up to the end and every place (by number) whether its count must not be
 * published; `weights` says of each place how much would be lost without its counts. Protected is every count of 1 to
 * threshold - 1, and every such number of people who left between two neighbouring stages: did not start, and, at
 * places that do not count everybody who started, did not agree, were not eligible, or stopped (of everybody that is
 * told: design rule 8). A protected number is safe when another table exists that agrees with all that is published,
 * with the order of the stages, and with the rule that zeros are never withheld, and in which that number is another
 * one. Of those who did not start, and of the stages before, the other table must also agree with everything from the
 * start on: whoever holds the files of answers can count that, published or not. Counts are withheld, those first that
 * cost least, until every protected number has such a table; withholding more takes none away.
 * tests/fieldwork/withheld.test.ts tries every possible table.
 */
export function protectCounts(
  groups: readonly CountedGroup[],
  weights: readonly number[],
  threshold: number,
): (stage: FunnelStage, place: number) => boolean {
  const isSmall = (n: number) => n > 0 && n < threshold
  const table = countedTable(groups, weights.length, (stage, place) => losses[stage]! * weights[place]!)
  const safe = new Uint8Array(table.sums.length)
  const nOf = (stage: FunnelStage, place: number) => table.sums[numberOf(stage, place)]!
  const small = weights.flatMap((_, place) =>
    treeStages.flatMap((stage, at) => (isSmall(nOf(stage, place)) ? [{ stage, at, place }] : [])),
  )
  for (const { stage, place } of small) withholdNumber(table, numberOf(stage, place))
  const isMail = ({ at }: { at: number }) => ((1 << at) & bitsOfMail) !== 0
  for (const { at, place } of small.filter(isMail))
    makeSafe(table, safe, { place, starts: [at], allowed: bitsOfMail })
  weights.forEach((_, place) => {
    for (const [before, after] of notStarted)
      if (isSmall(nOf(before, place) - nOf(after, place)) && isComparable(table, place, before, after))
        makeSafe(table, safe, { place, starts: [treeStages.indexOf(before)], allowed: bitsOfMail })
  })
  for (const { at, place } of small.filter((one) => !isMail(one)))
    makeSafe(table, safe, { place, starts: [at], allowed: -1 })
  const began = groups.flatMap(({ counts }, index) => ((counts.started ?? 0) > 0 ? [index] : []))
  weights.forEach((_, place) => {
    const counted = new Set(table.members[place])
    if (began.every((index) => counted.has(index))) return
    for (const [before, after] of leaving)
      if (isSmall(nOf(before, place) - nOf(after, place)))
        makeSafe(table, undefined, {
          place,
          starts: [after, before].map((one) => treeStages.indexOf(one)),
          allowed: -1,
        })
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
 * Withholds what a move changes that changes the count of a stage at a place, or of exactly one of two stages. There
 * always is one: one more of a single group, with all that counts it withheld. `safe` remembers the counts that such a
 * move changes: none of them needs another.
 */
function makeSafe(table: CountedTable, safe: Uint8Array | undefined, wanted: Wanted): void {
  if (safe !== undefined && safe[wanted.place * depth + wanted.starts[0]!] === 1) return
  const move = findMove(table, wanted)
  if (move === undefined) return
  for (const place of move.places)
    for (let stage = 0; stage < depth; stage++) {
      if ((move.bits & (1 << stage)) === 0) continue
      withholdNumber(table, place * depth + stage)
      if (safe !== undefined) safe[place * depth + stage] = 1
    }
}
