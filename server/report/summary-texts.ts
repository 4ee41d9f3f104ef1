import { readOutText } from '../findings/headline.ts'
import { counted, fixed, range } from '../findings/numbers.ts'
import { hasNoSpread, r2Text, type Value, warningsOf } from '../findings/plain-language.ts'
import type { Finding } from '../findings/study-result.ts'
import { sharedDecimals } from '../pictures/number-text.ts'
import { respondentWord } from '../studies/simulated.ts'
import { joined } from './blocks.ts'
import type { ReportFacts } from './report-facts.ts'

/* Sentences about one value that several parts of a report say. */

/** Returns the values of a finding, without the reasons why there are none. */
export function valuesOf({ values }: Finding): Value[] {
  return values.filter((value): value is Value => !('outcome' in value))
}

/** Returns the cautions of values, each once. */
export function cautions(values: readonly Value[]): string[] {
  return [...new Set(values.flatMap(warningsOf))].map((sentence) => `Caution: ${sentence}`)
}

/** Returns where the value would lie had all surgeons of the same kind been asked; undefined where it is not known. */
export function surgeonsLimits(
  { intervals }: ReportFacts,
  finding: Finding,
): readonly [number, number] | undefined {
  const [value] = valuesOf(finding)
  const limits = intervals === 'none' ? undefined : intervals.chains[finding.target.id]?.[0]?.surgeons
  return value && limits && !hasNoSpread(value) ? limits : undefined
}

/** Returns the one sentence in which a value may be quoted: nothing that rule 13 asks for is missing from it. */
export function statement(finding: Finding, value: Value, simulated: ReportFacts['simulated']): string {
  const { target, result } = finding
  const { decimals } = value
  const recoded =
    value.reading === 'more = 1'
      ? ', “equal” counted with “less”,'
      : value.reading === 'more or equal = 1'
        ? ', “equal” counted with “more”,'
        : ''
  return `The implied work RVU from a survey of ${counted(result.data.rows_used, respondentWord(simulated, 'surgeon'))} for ${target.name}${recoded} is ${fixed(value.predicted, decimals)} (95 % prediction interval ${range(value.pi_with_target_se, decimals)}; R² ${r2Text(value)}; ${counted(value.n, 'comparator')}; ${readOutText(finding, value)}; mean of the comparators without a survey ${fixed(value.baseline, decimals)}${value.reading === 'comparators-mean' ? ', which is the same by construction' : ''}).`
}

/** Returns why a finding has no value. */
export function whyNone({ values, result }: Finding): string {
  const refused = values.find((value) => 'outcome' in value)
  if (result.outcome === 'fit' && refused && 'outcome' in refused) return refused.sentence
  return result.outcome === 'fit' ? 'the plan reads no work RVU off.' : result.sentence
}

/** What the decisions that stand would make of the value, so that none of them waits for the last pages. */
export function decidedText(
  { withDecisions, decisions }: ReportFacts,
  { target, construct, values }: Finding,
): string {
  const decided = withDecisions?.findings.find(
    (one) => one.target.id === target.id && one.construct.slug === construct.slug,
  )
  if (!decided) return ''
  const standing = decisions.filter(({ stands }) => stands).length
  const told = valuesOf(decided).map((value, index) => {
    const planned = values[index]
    const decimals =
      planned === undefined || 'outcome' in planned ? value.decimals : sharedDecimals(value, planned)
    return `${fixed(value.predicted, decimals)} (${range(value.pi_with_target_se, decimals)})`
  })
  return `With the ${standing === 1 ? 'decision' : `${standing} decisions`} recorded after the plan, which the result does not apply, ${told.length === 0 ? 'there would be no value' : `it would be ${joined(told)}`}.`
}
