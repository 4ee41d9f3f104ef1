import { itemEstimates } from '../measurement/person-item/item-estimates.ts'
import { analyseAnswers } from '../results/analyse-answers.ts'
import type { AnalysisResult, ImpliedResult } from '../results/analysis-result.ts'
import type { AnalysisOptions, AnswerTable } from '../results/answer-table.ts'
import { calibrateWide } from '../results/calibrate-wide.ts'
import { linkWide } from '../results/link-wide.ts'
import type { Reading } from './case.ts'

/** An implied wRVU with what it is always shown with. */
export interface Value {
  outcome: 'value'
  /** whose answers took part */
  respondents: number
  /** on the line */
  comparators: number
  /** their ids */
  onLine: string[]
  predicted: number
  /** 95 % prediction interval that allows for the target's own error */
  low: number
  high: number
  r2: number
  /** logits */
  readOut: number
  /** mean wRVU of the comparators, which needs no survey */
  baseline: number
  decimals: number
}

export type Estimate = Value | { outcome: 'none'; sentence: string }

/** Analyses a table and returns the value of a target that the model reads so, or why there is none. */
export function estimate(
  table: AnswerTable,
  given: AnalysisOptions,
  of: { target: string; reading: Reading },
): Estimate {
  const options = { ...given, replications: 0 }
  // Of hundreds of analyses only the value is looked at, so fit statistics and persons are left out where they take long.
  if (table.kind === 'wide' && options.model !== 'paired') {
    const calibrated = calibrateWide(table, options)
    if (calibrated.outcome !== 'calibrated') return { outcome: 'none', sentence: calibrated.sentence }
    const { fit, packed, set } = calibrated
    if (fit.outcome !== 'fit') return { outcome: 'none', sentence: fit.sentence }
    const values = linkWide({ table, packed, set, fit, estimates: itemEstimates(fit), options })
    return valueAmong(values, set.rowsUsed.length, of)
  }
  return valueIn(analyseAnswers(table, options), of)
}

/** Returns the value of a target in a result, or why there is none. */
export function valueIn(result: AnalysisResult, of: { target: string; reading: Reading }): Estimate {
  if (result.outcome !== 'fit') return { outcome: 'none', sentence: result.sentence }
  return valueAmong(result.implied_wrvu, result.data.rows_used, of)
}

function valueAmong(
  values: readonly ImpliedResult[],
  respondents: number,
  of: { target: string; reading: Reading },
): Estimate {
  // A table of one target does not know its id.
  const found = values.filter((value) => value.target === of.target || value.target === 'TARGET')
  const value = found.find((one) => 'outcome' in one || one.reading === of.reading)
  if (!value) return { outcome: 'none', sentence: 'This model does not say where the target lies.' }
  if ('outcome' in value) return { outcome: 'none', sentence: value.sentence }
  const [low, high] = value.pi_with_target_se
  return {
    outcome: 'value',
    respondents,
    comparators: value.n,
    onLine: Object.keys(value.ratios),
    predicted: value.predicted,
    low,
    high,
    r2: value.r2,
    readOut: value.read_out_point,
    baseline: value.baseline,
    decimals: value.decimals,
  }
}
