import { numberText, rangeText, sharedDecimals } from '../pictures/number-text.ts'
import type { Estimate, Value } from './estimate.ts'
import type { TargetSensitivity } from './pack.ts'
import type { Variant } from './variant.ts'

type Tried = Variant & { result: Value & { difference: number | null } }

/**
 * The other analyses of a target, each in one list: those of the construct of the plan by what came of them, and those
 * of other constructs, which answer another question. Every count on a page, in a picture or in a report is of these.
 */
export interface Account {
  /** every other analysis of the construct of the plan: `withValue`, `withoutEstimate` and `notMade` together */
  main: Variant[]
  withValue: Tried[]
  withoutEstimate: Variant[]
  /** withheld, too few respondents, nothing to leave out, or not asked */
  notMade: Variant[]
  constructs: Variant[]
}

/** Returns the other analyses of a target by what came of them. */
export function accountOf({ variants }: Pick<TargetSensitivity, 'variants'>): Account {
  const main = variants.filter(({ kind }) => kind !== 'construct')
  return {
    main,
    withValue: main.filter(hasValue),
    withoutEstimate: main.filter(({ result }) => result.outcome === 'none'),
    notMade: main.filter(({ result }) => result.outcome !== 'value' && result.outcome !== 'none'),
    constructs: variants.filter(({ kind }) => kind === 'construct'),
  }
}

export function hasValue(variant: Variant): variant is Tried {
  return variant.result.outcome === 'value'
}

/**
 * Returns the decimals in which a variant is printed: the plan's, so that values can be compared by eye, or fewer where
 * its interval is wider. Another construct has its own, as where its result stands by itself.
 */
export function decimalsOf({ kind, result }: Tried, plan: Estimate): number {
  return kind === 'construct' || plan.outcome !== 'value' ? result.decimals : sharedDecimals(result, plan)
}

/** Returns how many other analyses there are and what came of each kind, with the names of those without an estimate. */
export function countSentences(given: TargetSensitivity): string[] {
  const { main, withValue, withoutEstimate, notMade, constructs } = accountOf(given)
  const on = given.construct.toLowerCase()
  if (main.length === 0) return ['There are no other analyses.']
  return [
    `Beside the plan, ${main.length} other ${main.length === 1 ? 'analysis' : 'analyses'} of ${on} ${main.length === 1 ? 'is' : 'are'} listed: ${withValue.length} with a value, ${withoutEstimate.length} without an estimate, ${notMade.length} that could not be made or would repeat the plan.`,
    ...(withoutEstimate.length > 0 ? [`Without an estimate: ${reasonsText(withoutEstimate)}.`] : []),
    ...(notMade.length > 0 ? [`Not made: ${notMadeText(notMade)}.`] : []),
    ...(constructs.length > 0
      ? [
          `The ${constructs.length === 1 ? 'other construct is' : `${constructs.length} other constructs are`} not counted among them: ${constructs.length === 1 ? 'it asks' : 'they ask'} another question. ${constructsText(given, constructs)}`,
        ]
      : []),
  ]
}

/**
 * What the other analyses say together: from where to where their values go, and which of them lie apart.
 * `isPlanBeside`: the planned value and its interval stand right beside and are not said again.
 */
export function rangeSentences(given: TargetSensitivity, isPlanBeside = false): string[] {
  const { plan } = given
  const tried = accountOf(given).withValue.sort((a, b) => a.result.predicted - b.result.predicted)
  const [lowest, highest] = [tried[0], tried.at(-1)]
  if (!lowest || !highest) return ['No other analysis has a value.']
  if (plan.outcome !== 'value')
    return [
      `The planned analysis has no value: ${plan.sentence}`,
      `Of the other analyses of ${given.construct.toLowerCase()}, ${tried.length} ${tried.length === 1 ? 'has' : 'have'} one; none of them is the plan.`,
    ]
  const shown = (one: Tried) => numberText(one.result.predicted, decimalsOf(one, plan))
  const outside = tried.filter(({ result }) => result.predicted < plan.low || result.predicted > plan.high)
  const many = `${tried.length} other ${tried.length === 1 ? 'analysis' : 'analyses'} of ${given.construct.toLowerCase()} ${tried.length === 1 ? 'has' : 'have'} a value`
  const span =
    shown(lowest) === shown(highest)
      ? `${many}, ${tried.length === 1 ? shown(lowest) : `all of them ${shown(lowest)}`}.`
      : `${many}, from ${shown(lowest)} (${lowest.name}) to ${shown(highest)} (${highest.name}).`
  const planned = isPlanBeside
    ? ''
    : `The planned value is ${numberText(plan.predicted, plan.decimals)}, its 95 % prediction interval ${rangeText([plan.low, plan.high], plan.decimals)}. `
  const interval = isPlanBeside ? 'the prediction interval of the planned value' : 'that interval'
  return [
    span,
    outside.length === 0
      ? `${planned}${tried.length === 1 ? 'It lies' : 'All of them lie'} within ${interval}.`
      : `${planned}Outside ${interval}: ${outside.map((one) => `${one.name} (${shown(one)})`).join(', ')}.`,
  ]
}

/** Returns which analyses gave no estimate, in a few words; '' where every one did. */
export function withoutEstimateText(given: TargetSensitivity): string {
  const { withoutEstimate } = accountOf(given)
  if (withoutEstimate.length === 0) return ''
  return `${withoutEstimate.length} more gave no estimate (${withoutEstimate.map(({ name }) => name).join('; ')}).`
}

/** The value of each other construct, as where it stands by itself. */
function constructsText({ plan }: TargetSensitivity, constructs: readonly Variant[]): string {
  const told = constructs.map((one) =>
    hasValue(one)
      ? `${one.name.toLowerCase()} ${numberText(one.result.predicted, decimalsOf(one, plan))}`
      : `${one.name.toLowerCase()} none`,
  )
  return `Value by construct: ${told.join(', ')}.`
}

/** Names with the reason they share: `A; B: the reason`. */
function reasonsText(variants: readonly Variant[]): string {
  const byReason = new Map<string, string[]>()
  for (const { name, result } of variants) {
    const reason = result.outcome === 'value' ? '' : result.sentence.replace(/\.$/, '')
    byReason.set(reason, [...(byReason.get(reason) ?? []), name])
  }
  return [...byReason].map(([reason, names]) => `${names.join(', ')} (${reason})`).join('; ')
}

const notMadeWords = {
  'too-few': 'too few respondents for an estimate of its own',
  withheld: 'withheld, because a small group could be recognised',
  same: 'would repeat the plan',
  'not-asked': 'the study has no answers for it',
} as const

function notMadeText(variants: readonly Variant[]): string {
  return (Object.keys(notMadeWords) as (keyof typeof notMadeWords)[])
    .flatMap((outcome) => {
      const names = variants.filter(({ result }) => result.outcome === outcome).map(({ name }) => name)
      return names.length === 0 ? [] : [`${names.join(', ')} (${notMadeWords[outcome]})`]
    })
    .join('; ')
}
