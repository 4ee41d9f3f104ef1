import type { Cell, Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'
import type { TargetSensitivity } from './pack.ts'
import type { VariantResult } from './variant.ts'

const columns: readonly Column[] = [
  { name: 'target', label: 'Target', type: 'code', since: 1 },
  { name: 'reading', label: 'How a recoded answer is read', type: 'text', since: 1 },
  { name: 'variant', label: 'Analysis', type: 'code', since: 1 },
  { name: 'kind', label: 'What is varied', type: 'code', since: 1 },
  { name: 'name', label: 'Analysis in words', type: 'text', since: 1 },
  { name: 'differs', label: 'How it differs from the plan', type: 'text', since: 1 },
  { name: 'outcome', label: 'value, or why there is none', type: 'code', since: 1 },
  { name: 'sentence', label: 'Why there is no value', type: 'text', since: 1 },
  { name: 'respondents', label: 'Respondents analysed', type: 'integer', since: 1 },
  { name: 'comparators', label: 'Comparators on the line', type: 'integer', since: 1 },
  { name: 'implied_wrvu', label: 'Implied wRVU', type: 'decimal', unit: 'wRVU', since: 1 },
  { name: 'pi_low', label: '95 % prediction interval, low', type: 'decimal', unit: 'wRVU', since: 1 },
  { name: 'pi_high', label: '95 % prediction interval, high', type: 'decimal', unit: 'wRVU', since: 1 },
  { name: 'r2', label: 'R squared of the line', type: 'decimal', since: 1 },
  { name: 'read_out', label: 'Where the line is read', type: 'decimal', unit: 'logits', since: 1 },
  { name: 'baseline', label: 'Mean of the comparators’ wRVUs', type: 'decimal', unit: 'wRVU', since: 1 },
  { name: 'difference', label: 'This value less the planned one', type: 'decimal', unit: 'wRVU', since: 1 },
]

/** Returns the sensitivity analyses as CSV with all digits: one row an analysis, the planned one first for each target. */
export function sensitivityCsv(targets: readonly TargetSensitivity[]): string {
  const format = csvFormat(columns, 'script')
  return `${format.header}${format.toLines(targets.flatMap(rowsOf))}`
}

function rowsOf(given: TargetSensitivity): Cell[][] {
  const { target, reading, plan } = given
  const planned: VariantResult = plan.outcome === 'value' ? { ...plan, difference: 0 } : plan
  return [
    [target, reading, 'plan', 'plan', 'The planned analysis', '', ...resultCells(planned)],
    ...given.variants.map(({ id, kind, name, differs, result }) => [
      target,
      reading,
      id,
      kind,
      name,
      differs,
      ...resultCells(result),
    ]),
  ]
}

function resultCells(result: VariantResult): Cell[] {
  if (result.outcome !== 'value')
    return [result.outcome, result.sentence, null, null, null, null, null, null, null, null, null]
  const { respondents, comparators, predicted, low, high, r2, readOut, baseline, difference } = result
  return ['value', null, respondents, comparators, predicted, low, high, r2, readOut, baseline, difference]
}
