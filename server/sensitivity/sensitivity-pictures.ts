import { forestPicture } from '../pictures/forest.ts'
import { influencePicture } from '../pictures/influence.ts'
import type { Picture } from '../pictures/picture.ts'
import { respondentInfluencePicture } from '../pictures/respondent-influence.ts'
import { accountOf, decimalsOf, hasValue } from './account.ts'
import { headingOf } from './captions.ts'
import type { Estimate } from './estimate.ts'
import type { TargetSensitivity } from './pack.ts'
import type { Variant, VariantKind } from './variant.ts'

/** The pictures of one target's analyses. */
export interface SensitivityPictures {
  forest: Picture
  /** without each comparator in turn */
  comparators: Picture | undefined
  /** the value without each respondent in turn; undefined where not all of them were tried */
  respondents: Picture | undefined
}

/** Draws the pictures of a target; `index` tells them from those of other targets and readings. */
export function sensitivityPictures(given: TargetSensitivity, index: number): SensitivityPictures {
  const { influence, plan } = given
  const targetName = headingOf(given)
  const isWhole = influence !== undefined && influence.tried === influence.respondents
  return {
    forest: forest(given, index),
    comparators: comparators(given, index),
    respondents:
      isWhole && plan.outcome === 'value'
        ? respondentInfluencePicture({
            name: `sensitivity-surgeons-${index + 1}`,
            title: `${targetName} without each surgeon in turn`,
            target: targetName,
            value: plan.predicted,
            without: influence.singles.map(({ predicted }) => predicted),
            decimals: plan.decimals,
          })
        : undefined,
  }
}

function forest(given: TargetSensitivity, index: number): Picture {
  const { plan, variants } = given
  const targetName = headingOf(given)
  const hasValue = plan.outcome === 'value'
  return forestPicture({
    name: `sensitivity-${index + 1}`,
    title: `${targetName}: the planned analysis and the others`,
    target: targetName,
    variants: [
      {
        name: 'As planned',
        value: hasValue ? plan.predicted : null,
        low: hasValue ? plan.low : null,
        high: hasValue ? plan.high : null,
        respondents: hasValue ? plan.respondents : null,
        note: hasValue ? '' : 'no value',
        isPlanned: true,
      },
      ...variants.flatMap((variant) => line(variant, plan)),
    ],
    note: elsewhereText(given),
    baseline: hasValue ? plan.baseline : null,
    level: 95,
    decimals: hasValue ? plan.decimals : 1,
  })
}

/** How many analyses the picture leaves to others, so that its count and that of the table agree. */
function elsewhereText(given: TargetSensitivity): string {
  const { withValue } = accountOf(given)
  const apart = withValue.filter(({ kind }) => elsewhere.includes(kind)).length
  if (apart === 0) return ''
  return `Together with the ${apart} that ${apart === 1 ? 'leaves' : 'leave'} out one comparator, drawn in a picture of their own, these are the ${withValue.length} other analyses of ${given.construct.toLowerCase()} with a value.`
}

function comparators(given: TargetSensitivity, index: number): Picture | undefined {
  const { plan, variants } = given
  const targetName = headingOf(given)
  const left = variants.filter(({ kind }) => kind === 'comparator')
  if (plan.outcome !== 'value' || left.length === 0) return undefined
  return influencePicture({
    name: `sensitivity-comparators-${index + 1}`,
    title: `${targetName} without each comparator in turn`,
    target: targetName,
    value: plan.predicted,
    leftOut: 'comparator',
    rows: left.map(({ name, result }) =>
      result.outcome === 'value'
        ? {
            name: name.replace(/^Without /, ''),
            value: result.predicted,
            low: result.low,
            high: result.high,
            note: '',
          }
        : { name: name.replace(/^Without /, ''), value: null, low: null, high: null, note: 'no value' },
    ),
    decimals: plan.decimals,
  })
}

/** Other questions are no other analyses of this one, and comparators have a picture of their own. */
const elsewhere: VariantKind[] = ['construct', 'comparator']

/** A line for what has a value; what has none is in the table with its reason. */
function line(variant: Variant, plan: Estimate) {
  if (!hasValue(variant) || elsewhere.includes(variant.kind)) return []
  const { predicted, low, high, respondents } = variant.result
  const decimals = decimalsOf(variant, plan)
  const { name } = variant
  return [{ name, value: predicted, low, high, decimals, respondents, note: '', isPlanned: false }]
}
