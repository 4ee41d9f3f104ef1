import { forestPicture } from '../pictures/forest.ts'
import { influencePicture } from '../pictures/influence.ts'
import type { Picture } from '../pictures/picture.ts'
import { respondentInfluencePicture } from '../pictures/respondent-influence.ts'
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
  const { influence, plan, targetName } = given
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

function forest({ plan, variants, targetName }: TargetSensitivity, index: number): Picture {
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
      ...variants.flatMap(line),
    ],
    baseline: hasValue ? plan.baseline : null,
    level: 95,
    decimals: hasValue ? plan.decimals : 1,
  })
}

function comparators({ plan, variants, targetName }: TargetSensitivity, index: number): Picture | undefined {
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
function line({ kind, name, result }: Variant) {
  if (result.outcome !== 'value' || elsewhere.includes(kind)) return []
  const { predicted, low, high, respondents } = result
  return [{ name, value: predicted, low, high, respondents, note: '', isPlanned: false }]
}
