import { numberText, rangeText } from '../pictures/number-text.ts'
import type { Value } from './estimate.ts'
import type { GroupDifference } from './group-differences.ts'
import { type Influence, type LeftOut, largestSet } from './influence.ts'
import type { TargetSensitivity } from './pack.ts'
import type { Variant } from './variant.ts'

type Tried = Variant & { result: Value & { difference: number | null } }

/** Returns the variants that have a value, on the construct of the plan. */
export function variantsWithValue(given: TargetSensitivity): Tried[] {
  return given.variants.filter(
    (variant): variant is Tried => variant.kind !== 'construct' && variant.result.outcome === 'value',
  )
}

/** What the other analyses say together: from where to where their values go, and which of them lie apart. */
export function rangeSentences(given: TargetSensitivity): string[] {
  const { plan } = given
  const tried = variantsWithValue(given).sort((a, b) => a.result.predicted - b.result.predicted)
  const [lowest, highest] = [tried[0], tried.at(-1)]
  if (!lowest || !highest) return ['No other analysis has a value.']
  if (plan.outcome !== 'value')
    return [
      `The planned analysis has no value: ${plan.sentence}`,
      'Other analyses have one; none of them is the plan.',
    ]
  const shown = (value: number) => numberText(value, plan.decimals)
  const outside = tried.filter(({ result }) => result.predicted < plan.low || result.predicted > plan.high)
  return [
    `${tried.length} other analyses have a value. They go from ${shown(lowest.result.predicted)} (${lowest.name}) to ${shown(highest.result.predicted)} (${highest.name}); the plan’s is ${shown(plan.predicted)}, with a 95 % prediction interval of ${rangeText([plan.low, plan.high], plan.decimals)}.`,
    outside.length === 0
      ? 'All of them lie within that interval.'
      : `Outside that interval: ${outside.map(({ name, result }) => `${name} (${shown(result.predicted)})`).join(', ')}.`,
  ]
}

/** What a few respondents can do, in a sentence that the plan's rounding decides. */
export function influenceSentence(influence: Influence | undefined, plan: TargetSensitivity['plan']): string {
  if (!influence || plan.outcome !== 'value') return 'Without a planned value nothing can be left out of it.'
  const shown = (value: number) => numberText(value, plan.decimals)
  const { smallest } = influence
  if (!smallest)
    return `No ${inWords(largestOf(influence))} surgeons were found who change the rounded result of ${shown(plan.predicted)}.`
  const moved = `would move it from ${shown(plan.predicted)} to ${shown(smallest.predicted)}`
  if (smallest.respondents.length === 1) return `Leaving out one surgeon ${moved}.`
  const none =
    influence.tried === influence.respondents
      ? 'No single surgeon changes'
      : 'No single surgeon tried changes'
  return `${none} the rounded result. Leaving out ${these(smallest)} ${moved}.`
}

/** How the few were looked for: what is exact, and what is not. */
export function searchSentence(influence: Influence): string {
  const { tried, respondents } = influence
  const singles =
    tried >= respondents
      ? `Each of the ${respondents} surgeons was left out once and everything fitted anew (exact).`
      : `Of the ${respondents.toLocaleString('en')} surgeons the ${tried} that a first-order approximation puts first were left out one at a time and everything fitted anew.`
  return `${singles} Sets of two to ${inWords(largestSet)} were built by adding whoever moves the value furthest in the same direction, each refitted: a set that moves it more may exist.`
}

/** How far the value goes when the few who move it most are left out, down and up. */
export function reachSentence(influence: Influence, plan: Value): string {
  const shown = (value: number) => numberText(value, plan.decimals)
  const furthest = (direction: number): LeftOut | undefined =>
    influence.sets
      .filter(({ change }) => direction * change > 0)
      .sort((a, b) => direction * (b.change - a.change))[0]
  const parts = [furthest(-1), furthest(1)].flatMap((one) =>
    one ? [`${shown(one.predicted)} without ${inWords(one.respondents.length)} surgeons`] : [],
  )
  return parts.length === 0 ? '' : `The furthest that was reached: ${parts.join(', ')}.`
}

/** Whether groups place comparators differently: one test over all of them, then each against the others. */
export function differenceSentence(found: GroupDifference): string {
  const groups = `${found.groups.slice(0, -1).join(', ')} and ${found.groups.at(-1)}`
  return [`${groups}: ${testSentence(found)}`, ...contrastSentences(found)].join(' ')
}

function testSentence({ test, sentence }: GroupDifference): string {
  if (!test) return `no single test over all of them can be made. ${sentence}`
  const { chi2, df, p } = test
  const words = p < 0.05 ? 'judge differently' : 'no difference is shown'
  return `${words}, by one test over all comparators (χ² ${numberText(chi2, 1)}, ${df} degrees of freedom, ${pText(p)}).`
}

function contrastSentences({ flagged, failed, groups }: GroupDifference): string[] {
  const named = flagged.map(
    ({ group, item, contrast, p }) =>
      `${group} places ${item} ${numberText(Math.abs(contrast), 2)} logits ${contrast > 0 ? 'higher' : 'lower'} than the others do (${pText(p)} after Holm).`,
  )
  const compared = groups.length - failed.length
  const none =
    flagged.length === 0 && compared > 0
      ? ['One by one against the others, none places a comparator otherwise by half a logit or more.']
      : []
  const without =
    failed.length === 0
      ? []
      : [`Not compared with the others: ${failed.map(({ group }) => group).join(', ')}.`]
  return [...named, ...none, ...without]
}

/** Returns a probability as papers print it. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`
}

function these(set: LeftOut): string {
  return `these ${inWords(set.respondents.length)}`
}

function largestOf(influence: Influence): number {
  return Math.max(1, ...influence.sets.map(({ respondents }) => respondents.length))
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count)
}
