import type { Cell, Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'
import type { TargetSensitivity } from './pack.ts'
import type { VariantResult } from './variant.ts'

const noValue = 'No value'

const columns: readonly Omit<Column, 'since'>[] = [
  { name: 'target', label: 'Target', type: 'code' },
  {
    name: 'reading',
    label: 'Where the line is read off; of a dichotomous model, how an answer is recoded',
    type: 'text',
  },
  { name: 'variant', label: 'Analysis', type: 'code' },
  {
    name: 'kind',
    label: 'What is varied',
    type: 'code',
    codes: {
      plan: 'Nothing: the planned analysis',
      ties: 'What "equal" is',
      model: 'Model',
      estimator: 'Estimator',
      answers: 'Which answers',
      respondents: 'Which respondents',
      society: 'One society alone',
      'without-society': 'All societies but one',
      language: 'One language alone',
      specialty: 'One specialty alone',
      comparator: 'All comparators but one',
      construct: 'Another construct',
    },
  },
  { name: 'name', label: 'Analysis in words', type: 'text' },
  { name: 'differs', label: 'How it differs from the plan', blank: 'The planned analysis', type: 'text' },
  {
    name: 'outcome',
    label: 'Whether there is a value',
    type: 'code',
    codes: {
      value: 'Yes',
      none: 'No estimate',
      same: 'The same analysis as another one',
      withheld: 'Withheld, because a group is small',
      'not-asked': 'The study does not ask for it',
      'too-few': 'Too few respondents',
    },
  },
  { name: 'sentence', label: 'Why there is no value', blank: 'There is one', type: 'text' },
  { name: 'respondents', label: 'Respondents analysed', blank: noValue, type: 'integer' },
  { name: 'comparators', label: 'Comparators on the line', blank: noValue, type: 'integer' },
  { name: 'implied_wrvu', label: 'Implied wRVU', blank: noValue, type: 'decimal', unit: 'wRVU' },
  { name: 'pi_low', label: '95 % prediction interval, low', blank: noValue, type: 'decimal', unit: 'wRVU' },
  { name: 'pi_high', label: '95 % prediction interval, high', blank: noValue, type: 'decimal', unit: 'wRVU' },
  { name: 'r2', label: 'R squared of the line', blank: noValue, type: 'decimal' },
  { name: 'read_out', label: 'Where the line is read', blank: noValue, type: 'decimal', unit: 'logits' },
  {
    name: 'baseline',
    label: 'Mean of the comparators’ wRVUs',
    blank: noValue,
    type: 'decimal',
    unit: 'wRVU',
  },
  {
    name: 'difference',
    label: 'This value less the planned one',
    blank: 'One of the two has no value',
    type: 'decimal',
    unit: 'wRVU',
  },
]

/** Columns of the table, in the page's file and in the bundle's. */
export const sensitivityColumns: readonly Column[] = columns.map((column) => ({ ...column, since: 2 }))

/** Returns the sensitivity analyses as CSV with all digits: one row an analysis. */
export function sensitivityCsv(targets: readonly TargetSensitivity[]): string {
  const format = csvFormat(sensitivityColumns, 'script')
  return `${format.header}${format.toLines(sensitivityRows(targets))}`
}

/** Returns the rows of the table: for each target the planned analysis first. */
export function sensitivityRows(targets: readonly TargetSensitivity[]): Cell[][] {
  return targets.flatMap(rowsOf)
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
