import type { Finding } from '../findings/study-result.ts'
import { numberText } from '../pictures/number-text.ts'
import { accountOf, decimalsOf } from '../sensitivity/account.ts'
import type { Value as Planned } from '../sensitivity/estimate.ts'
import type { Influence } from '../sensitivity/influence.ts'
import { influenceSentence, weightOfOne } from '../sensitivity/influence-sentences.ts'
import type { TargetSensitivity } from '../sensitivity/pack.ts'
import { joined } from './blocks.ts'
import type { ReportFacts } from './report-facts.ts'
import type { TargetLabels } from './target-labels.ts'

/** What other analyses, and single surgeons, do to the values of several targets, in a few sentences for all. */
export function targetsChangeText(
  { sensitivity }: ReportFacts,
  primary: readonly Finding[],
  labels: TargetLabels,
): string {
  const tried = primary.flatMap(({ target }) =>
    (sensitivity ?? []).flatMap((one) =>
      one.target === target.id && one.plan.outcome === 'value'
        ? [{ label: labels.of(target), given: one, plan: one.plan }]
        : [],
    ),
  )
  if (tried.length === 0) return ''
  return [spanText(tried), outsideText(tried), weightText(tried), withoutText(tried)]
    .filter((text) => text !== '')
    .join(' ')
}

interface Tried {
  label: string
  given: TargetSensitivity
  plan: Planned
}

/** From where to where the values of the other analyses go. */
function spanText(tried: readonly Tried[]): string {
  const spans = tried.flatMap(({ label, given, plan }) => {
    const values = accountOf(given).withValue.sort((a, b) => a.result.predicted - b.result.predicted)
    const [lowest, highest] = [values[0], values.at(-1)]
    if (!lowest || !highest) return []
    const shown = (one: typeof lowest) => numberText(one.result.predicted, decimalsOf(one, plan))
    return [`${shown(lowest)} to ${shown(highest)} (${label})`]
  })
  return spans.length === 0 ? '' : `Done in other ways, the analyses give ${joined(spans)}.`
}

function outsideText(tried: readonly Tried[]): string {
  const outside = tried.flatMap(({ label, given, plan }) => {
    const names = accountOf(given)
      .withValue.filter(({ result }) => result.predicted < plan.low || result.predicted > plan.high)
      .map(({ name }) => name)
    return names.length === 0 ? [] : [`${joined(names)} (${label})`]
  })
  return outside.length === 0
    ? 'None of them leaves the prediction interval of its target.'
    : `Outside the prediction interval: ${outside.join('; ')}.`
}

/** Single surgeons: one sentence where none weighs much, otherwise one for each target where one does. */
function weightText(tried: readonly Tried[]): string {
  const known = tried.filter(
    (one): one is Tried & { given: { influence: Influence } } => one.given.influence !== undefined,
  )
  const isCalm = ({ given, plan }: (typeof known)[number]) =>
    given.influence.withoutEstimate === 0 && weightOfOne(given.influence, plan) === 'little'
  const calm = known.filter(isCalm)
  const restless = known.filter((one) => !isCalm(one))
  const told = restless.map(
    ({ label, given, plan }) => `${label}: ${influenceSentence(given.influence, plan)}`,
  )
  if (calm.length === 0) return told.join(' ')
  const where =
    restless.length === 0
      ? 'any target'
      : joined(
          calm.map(({ label }) => label),
          'or',
        )
  return [`No single surgeon weighs much for ${where}.`, ...told].join(' ')
}

/** More names than this would push the rest of the summary off its page. */
const mostNamed = 6

/** Told by target: a range that a missing analysis might have widened looks narrower than those it stands beside. */
function withoutText(tried: readonly Tried[]): string {
  const missing = tried
    .map(({ label, given }) => ({ label, names: accountOf(given).withoutEstimate.map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0)
  if (missing.length === 0) return ''
  const isShort = missing.reduce((sum, { names }) => sum + names.length, 0) <= mostNamed
  const told = missing.map(({ label, names }) => `${isShort ? joined(names) : names.length} (${label})`)
  return `Without an estimate, so that a range might be wider: ${told.join('; ')}; “Sensitivity” says why.`
}
