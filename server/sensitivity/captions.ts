import { numberText } from '../pictures/number-text.ts'
import type { TargetSensitivity } from './pack.ts'

/** Returns the target with the way its recoded answers are read, where there are two. */
export function headingOf({ targetName, reading }: TargetSensitivity): string {
  if (reading === 'more = 1') return `${targetName}, “equal” counted as “less”`
  return reading === 'more or equal = 1' ? `${targetName}, “equal” counted as “more”` : targetName
}

/** Returns what every row of a target's table has in common. */
export function captionOf(given: TargetSensitivity): string {
  const { targetName, construct, plan, reading } = given
  const at =
    reading === 'comparators-mean'
      ? 'read at the mean measure of the comparators'
      : `read at the measure of ${targetName} itself${plan.outcome === 'value' ? ` (${numberText(plan.readOut, 2)} logits as planned)` : ''}`
  return `Implied wRVU of ${headingOf(given)}, from judgements of ${construct.toLowerCase()}, ${at}. Interval: 95 % prediction interval. Baseline: mean wRVU of the comparators, which needs no survey.`
}
