import type { NoEstimate } from '../measurement/outcome.ts'
import type { AnalysisResult } from './analysis-result.ts'
import { type AnalysisOptions, type AnswerTable, leavesTiesOut } from './answer-table.ts'
import { emptyItem } from './empty-item.ts'

/** A result with everything empty, to fill in what an analysis finds. */
export function startResult(table: AnswerTable, options: AnalysisOptions): AnalysisResult {
  const isPaired = options.model === 'paired'
  return {
    engine: { name: 'comparand', version: '' },
    input: [],
    options: {
      model: options.model,
      estimator: isPaired ? 'ml' : options.estimator,
      ties: isPaired || leavesTiesOut(options) ? options.ties : null,
      complete_rows: options.completeRows,
      order: options.order,
      seed: options.seed,
      read_out: options.readOut ?? 'target',
    },
    outcome: 'fit',
    sentence: 'The model has an estimate.',
    concerned: [],
    metric: null,
    standard_error: null,
    fit_flavour: null,
    data: countAnswers(table),
    items: Object.fromEntries(table.items.map((item) => [item.id, emptyItem(item.workRvu)])),
    ...EMPTY_MODEL,
    persons: [],
    implied_wrvu: [],
  }
}

/** The same result, saying why there is no estimate. */
export function withoutEstimate(
  result: AnalysisResult,
  reason: NoEstimate,
  names: readonly string[],
): AnalysisResult {
  const groups = (reason.groups ?? []).map((group) => group.map((item) => names[item] ?? '').join('+'))
  const items = (reason.items ?? []).map((item) => names[item] ?? '')
  return { ...result, outcome: reason.outcome, sentence: reason.sentence, concerned: [...items, ...groups] }
}

function countAnswers(table: AnswerTable): AnalysisResult['data'] {
  const answers =
    table.kind === 'pairs'
      ? table.judgements.reduce((sum, judgement) => sum + judgement.weight, 0)
      : table.scores.reduce((sum, row) => sum + row.filter((score) => score !== null).length, 0)
  return {
    persons: table.respondents.length,
    items: table.items.length,
    answers,
    rows_used: table.respondents.length,
    empty_rows: 0,
    incomplete_rows_dropped: 0,
    extreme_low: 0,
    extreme_high: 0,
    patterns: null,
  }
}

const EMPTY_MODEL = {
  tau: null,
  tau_se: null,
  variance: null,
  loglik: null,
  npar: null,
  AIC: null,
  BIC: null,
  CAIC: null,
  score_equations: null,
  WLE_reliability: null,
  EAP_reliability: null,
  item_reliability: null,
  SSR: null,
  item_separation: null,
  item_strata: null,
  MADaQ3: null,
  maxaQ3: null,
  MADaQ3_p_holm: null,
  local_dependence: null,
  pcm_vs_rsm: null,
  T: null,
  T_se: null,
  F: null,
  F_se: null,
  nu: null,
  gamma_order: null,
  G2: null,
  X2: null,
  df: null,
  p_G2: null,
  penalty: null,
  unanimous: [],
  rao_kupper: null,
  judging: null,
  dif_by_group: null,
}
