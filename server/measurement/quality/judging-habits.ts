import { normalTwoSided } from '../numeric/distributions.ts'
import { mean, sortedQuantile } from '../numeric/statistics.ts'
import type { Judgements } from '../paired/judgements.ts'
import { MISSING, type Responses } from '../person-item/responses.ts'

/** Judgements that one respondent gave twice on the same pair. */
export type RepeatAgreement = { repeats: number; agreeing: number; share: number | null }

/**
 * How often a respondent gave the same answer when a pair was shown again, in either order. Consecutive
 * answers to one pair are compared. `share` is null without repeats. Source: METHODS 2.3.
 */
export function repeatAgreement(judgements: Judgements): RepeatAgreement {
  const last = new Map<string, number>()
  let repeats = 0
  let agreeing = 0
  for (let n = 0; n < judgements.a.length; n++) {
    const flipped = judgements.a[n]! > judgements.b[n]!
    const low = flipped ? judgements.b[n]! : judgements.a[n]!
    const high = flipped ? judgements.a[n]! : judgements.b[n]!
    const answer = flipped ? 2 - judgements.more[n]! : judgements.more[n]!
    const key = `${judgements.respondent[n]} ${low} ${high}`
    const earlier = last.get(key)
    if (earlier !== undefined) repeats++
    if (earlier === answer) agreeing++
    last.set(key, answer)
  }
  return { repeats, agreeing, share: repeats > 0 ? agreeing / repeats : null }
}

/** How often the side shown first was chosen, with a normal-approximation test against one half. */
export type SideBias = { decisive: number; firstChosen: number; share: number | null; z: number; p: number }

/**
 * Share of decisive answers that favoured the item shown first; null when no side is known. Sign test.
 * Source: METHODS 2.3.
 */
export function sideBias(judgements: Judgements): SideBias {
  let decisive = 0
  let firstChosen = 0
  for (let n = 0; n < judgements.a.length; n++) {
    if (judgements.first[n] === 0 || judgements.more[n] === 1) continue
    decisive += judgements.weight[n]!
    if ((judgements.more[n]! - 1) * judgements.first[n]! > 0) firstChosen += judgements.weight[n]!
  }
  const z = decisive > 0 ? (firstChosen - decisive / 2) / Math.sqrt(decisive / 4) : 0
  return {
    decisive,
    firstChosen,
    share: decisive > 0 ? firstChosen / decisive : null,
    z,
    p: normalTwoSided(z),
  }
}

/** What a respondent's answers look like apart from their content. */
export type JudgingHabit = {
  respondent: number
  answers: number
  mostUsedShare: number
  straightLining: boolean
}

/** A respondent with at least this many answers, all the same, is straight-lining. */
export const STRAIGHT_LINE_MINIMUM = 4

/**
 * Straight-lining in a person-by-item table: `mostUsedShare` is the share of the most used category, and a
 * respondent is flagged when at least four answers are all the same. Source: METHODS 2.3.
 */
export function answerHabits(responses: Responses): JudgingHabit[] {
  return Array.from({ length: responses.persons }, (_, respondent) => {
    const row = responses.scores.subarray(respondent * responses.items, (respondent + 1) * responses.items)
    return describeHabit(respondent, Array.from(row.filter((score) => score !== MISSING)))
  })
}

/**
 * Straight-lining of judges: always equal, or always the side shown first (or second); without known sides
 * the answer relative to item a is used instead.
 * Source: METHODS 2.3.
 */
export function judgeHabits(judgements: Judgements): JudgingHabit[] {
  const answers = new Map<number, number[]>()
  for (let n = 0; n < judgements.a.length; n++) {
    const toFirst = judgements.first[n] === -1 ? 2 - judgements.more[n]! : judgements.more[n]!
    const own = answers.get(judgements.respondent[n]!)
    if (own) own.push(toFirst)
    else answers.set(judgements.respondent[n]!, [toFirst])
  }
  return Array.from(answers, ([respondent, own]) => describeHabit(respondent, own))
}

function describeHabit(respondent: number, answers: number[]): JudgingHabit {
  const counts = new Map<number, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  return {
    respondent,
    answers: answers.length,
    mostUsedShare: answers.length > 0 ? most / answers.length : 0,
    straightLining: answers.length >= STRAIGHT_LINE_MINIMUM && most === answers.length,
  }
}

/** Answering time of respondents in seconds, and who was hasty. */
export type AnsweringSpeed = { medians: (number | null)[]; overallMedian: number | null; hasty: boolean[] }

/**
 * Median seconds per answer for each respondent's list of times; `hasty` when below a third of the median of
 * all respondents. Times that are not positive numbers are ignored. Source: the relative-speed rule of
 * Leiner 2019, Surv Res Methods 13:229 (speed factor), with factor 3.
 */
export function answeringSpeed(seconds: readonly (readonly number[])[]): AnsweringSpeed {
  const medians = seconds.map((times) => medianOf(times.filter((time) => Number.isFinite(time) && time > 0)))
  const overallMedian = medianOf(medians.filter((value) => value !== null))
  const hasty = medians.map((value) => value !== null && overallMedian !== null && value < overallMedian / 3)
  return { medians, overallMedian, hasty }
}

function medianOf(values: number[]): number | null {
  return values.length === 0
    ? null
    : sortedQuantile(
        [...values].sort((a, b) => a - b),
        0.5,
      )
}

/** One category of one item: how often it was chosen and the mean measure of those who chose it. */
export type CategoryStatistic = {
  item: number
  category: number
  count: number
  share: number
  meanMeasure: number | null
}

/**
 * Category use per item; mean measures should rise with the category. `measures` has one value per row,
 * null for respondents without one. Source: Linacre 2002, J Appl Meas 3:85.
 */
export function categoryStatistics(
  responses: Responses,
  measures: readonly (number | null)[],
): CategoryStatistic[] {
  const { items, maxScore, persons, scores } = responses
  const statistics: CategoryStatistic[] = []
  for (let item = 0; item < items; item++) {
    const chosen: number[][] = Array.from({ length: maxScore + 1 }, () => [])
    let answered = 0
    for (let n = 0; n < persons; n++) {
      const score = scores[n * items + item]!
      if (score === MISSING) continue
      answered++
      chosen[score]!.push(n)
    }
    chosen.forEach((rows, category) => {
      const known = rows.map((n) => measures[n] ?? null).filter((value) => value !== null)
      const share = answered > 0 ? rows.length / answered : 0
      statistics.push({
        item,
        category,
        count: rows.length,
        share,
        meanMeasure: known.length > 0 ? mean(known) : null,
      })
    })
  }
  return statistics
}
