import type { Expectation, Expectations } from './expectations.ts'
import { judgementsOf, minutesOf } from './study-plan.ts'

/** More asks too much of somebody between two operations. */
const mostJudgements = 48
const mostMinutes = 12

/** Returns a width or half of it in two significant figures, wRVU. */
export function widthText(width: number): string {
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(Math.max(width, 0.01))))
  return width.toFixed(Math.min(decimals, 2))
}

/** Returns a share as whole percent; rare and nearly sure ones as such. */
export function shareText(share: number, n: number): string {
  if (share === 0) return n > 0 ? `under ${Math.max(1, Math.ceil(100 / n))} %` : 'unknown'
  return `${Math.round(100 * share)} %`
}

/** Returns what a plan leads to expect, in sentences a coordinator reads. */
export function foundSentences({ plan, bySurgeons, moreComparators, replications }: Expectations): string[] {
  const planned = bySurgeons.find(({ surgeons }) => surgeons === plan.surgeons)
  if (!planned?.result)
    return ['No simulated study of this plan gave a value. Take more comparators or surgeons.']
  const { width, unanimous } = planned.result
  const half = widthText(width / 2)
  return [
    `With ${plan.surgeons} surgeons, expect the implied work RVU with a 95 % prediction interval about ${widthText(width)} wide: the value ± ${half} wRVU.`,
    ...compareSentences(planned, bySurgeons, moreComparators),
    `The chance that all surgeons agree about some comparator, so that it has no measure, is ${shareText(unanimous, replications)}.`,
  ]
}

function compareSentences(
  planned: Expectation,
  bySurgeons: readonly Expectation[],
  moreComparators: Expectation | undefined,
): string[] {
  const width = planned.result!.width
  const most = bySurgeons.at(-1)!
  const bySize =
    most.result && most.surgeons > planned.surgeons
      ? [
          widthText(most.result.width) === widthText(width)
            ? `Even ${most.surgeons} surgeons would hardly make it narrower: what is left comes from the comparators.`
            : `${most.surgeons} surgeons would make it ${widthText(most.result.width)}.`,
        ]
      : []
  if (!moreComparators?.result || moreComparators.comparators === planned.comparators) return bySize
  const other = moreComparators.result.width
  const better = other < (most.result?.width ?? width) ? ' That helps more than more surgeons.' : ''
  return [
    ...bySize,
    `${moreComparators.comparators} comparators instead of ${planned.comparators}, with as many surgeons, would make it ${widthText(other)}.${better}`,
  ]
}

/** Returns what is too much, or cannot be relied on. */
export function foundWarnings({ plan, bySurgeons }: Expectations): string[] {
  const judgements = judgementsOf(plan)
  const minutes = minutesOf(plan)
  const planned = bySurgeons.find(({ surgeons }) => surgeons === plan.surgeons)?.result
  const failed = planned?.failed ?? 1
  return [
    ...(judgements > mostJudgements
      ? [
          `${judgements} judgements are more than the ${mostJudgements} that surgeons can be asked for. Deal comparators out, or drop a construct.`,
        ]
      : []),
    ...(minutes > mostMinutes
      ? [
          `About ${Math.round(minutes)} minutes are more than the ${mostMinutes} that fit between two operations.`,
        ]
      : []),
    ...(failed > 0.05
      ? [`In ${Math.round(100 * failed)} % of the simulated studies no value could be read.`]
      : []),
    ...(planned && planned.width > plan.meanWrvu
      ? [
          'The interval is wider than the mean work RVU itself: such a result decides nothing. Take comparators that spread further, and more of them.',
        ]
      : []),
  ]
}

/** Returns a stopping rule that says what was planned, to be kept or rewritten. */
export function stoppingRuleText({ plan }: Expectations): string {
  return `Answers are collected until the announced closing date; the aim is ${plan.surgeons} completed responses. Nobody sees the estimate before the study is closed, and collection is neither shortened nor prolonged because of a result.`
}
