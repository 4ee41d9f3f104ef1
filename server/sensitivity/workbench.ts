import type { AnalysisOptions, AnswerTable } from '../results/answer-table.ts'
import { toWide } from '../results/answer-table.ts'
import type { SensitivityCase } from './case.ts'
import { type Estimate, estimate } from './estimate.ts'
import { haveAnswers, keepRespondents } from './tables.ts'
import type { Variant, VariantResult } from './variant.ts'

/** A group needs so many respondents for an estimate of its own, as intervals are shown from twenty on. */
export const fewestForEstimate = 20

/** A case with its planned analysis done, on which variants are tried. */
export interface Workbench {
  given: SensitivityCase
  /** who has an answer about the target, by row of the case's tables */
  isPlanned: boolean[]
  /** the planned table: their rows */
  table: AnswerTable
  plan: Estimate
}

/** What is done otherwise; whatever is left out is as planned. */
export interface Change {
  /** rows of the case's tables to keep, in place of those the plan takes */
  keep?: (row: number) => boolean
  /** another table; with other rows than the case's, `keep` must be given */
  from?: AnswerTable
  options?: Partial<AnalysisOptions>
  reading?: SensitivityCase['reading']
}

/** Does the planned analysis of a case. */
export function setUp(given: SensitivityCase): Workbench {
  const isPlanned = haveAnswers(given.primary.table)
  const table = keepRespondents(given.primary.table, (row) => isPlanned[row]!)
  return { given, isPlanned, table, plan: estimate(table, given.planned, given) }
}

/** Does the analysis with one change, on the same code as the planned one. */
export function tryOut(bench: Workbench, change: Change): Estimate {
  const { given, isPlanned } = bench
  const keep = change.keep ?? ((row: number) => isPlanned[row]!)
  const table = keepRespondents(change.from ?? given.primary.table, keep)
  const options = { ...given.planned, ...change.options }
  const of = { target: given.target, reading: change.reading ?? given.reading }
  return estimate(shapedFor(options, table, given.target), options, of)
}

/** A person-by-item model takes one target at a time out of linked pairs. */
function shapedFor(options: AnalysisOptions, table: AnswerTable, target: string): AnswerTable {
  if (table.kind === 'wide' || options.model === 'paired') return table
  return toWide(
    table,
    table.items.findIndex((item) => item.id === target),
  )
}

/** Returns an estimate as the result of a variant, with its difference to the plan. */
export function asResult(bench: Workbench, found: Estimate): VariantResult {
  if (found.outcome === 'none') return found
  const { plan } = bench
  return { ...found, difference: plan.outcome === 'value' ? found.predicted - plan.predicted : null }
}

/** Returns a variant that was tried out. */
export function triedVariant(bench: Workbench, name: Omit<Variant, 'result'>, change: Change): Variant {
  return { ...name, result: asResult(bench, tryOut(bench, change)) }
}

/** How many rows of the plan a choice keeps, and how many it leaves out. */
export function countKept(bench: Workbench, keep: (row: number) => boolean): { kept: number; left: number } {
  let [kept, left] = [0, 0]
  bench.isPlanned.forEach((planned, row) => {
    if (!planned) return
    if (keep(row)) kept++
    else left++
  })
  return { kept, left }
}
