import { fitPaired, SMALL_PENALTY } from '../paired/fit-paired.ts'
import { toJudgements } from '../paired/judgements.ts'
import { clusteredErrors } from '../paired/paired-errors.ts'
import { chooseCalibrationSet } from '../person-item/calibration-set.ts'
import { fitMarginal } from '../person-item/fit-marginal.ts'
import { itemEstimates, meanLocation } from '../person-item/item-estimates.ts'
import { toResponses } from '../person-item/responses.ts'
import { impliedWrvu } from '../value/implied-wrvu.ts'
import type { Limits } from '../value/regression-line.ts'
import type { SimulatedSurvey } from './draw-survey.ts'
import type { SimulationPlan } from './plan.ts'

/**
 * What one simulated study found. `measures` and `errors` are the comparators' measures against the target
 * (0 = the target) with their standard errors, null where an item was unanimous. `value` is null when
 * there was no estimate.
 */
export type SurveyEstimate = {
  measures: (number | null)[]
  errors: (number | null)[]
  unanimous: boolean
  value: { predicted: number; cautious: Limits; errorOnce: Limits } | null
  /** Degrees of freedom of the errors: respondents less one for clustered errors, else many. */
  df: number
}

/**
 * Analyses a simulated study with the product's default for its design: the rating scale model by marginal ML
 * for a star, the adjacent-category paired model with clustered errors otherwise. Source: METHODS section 1.
 */
export function estimateSurvey(plan: SimulationPlan, survey: SimulatedSurvey): SurveyEstimate {
  return plan.design === 'star' ? estimateStar(plan, survey) : estimatePaired(plan, survey)
}

const MANY = 1e6

const NOTHING: Omit<SurveyEstimate, 'unanimous'> = { measures: [], errors: [], value: null, df: MANY }

function estimateStar(plan: SimulationPlan, survey: SimulatedSurvey): SurveyEstimate {
  const table = Array.from({ length: plan.surgeons }, () =>
    new Array<number | null>(plan.comparators).fill(null),
  )
  for (const row of survey.rows) table[row.respondent!]![row.b] = row.more
  const responses = toResponses(table, 2)
  if ('outcome' in responses) return { ...NOTHING, unanimous: false }
  const set = chooseCalibrationSet(responses, { persons: 'all' })
  if ('outcome' in set) return { ...NOTHING, unanimous: true }
  const unanimous = set.itemsUsed.length < plan.comparators
  const fit = fitMarginal(set.responses, 'rsm')
  if (fit.outcome !== 'fit') return { ...NOTHING, unanimous }
  const estimates = itemEstimates(fit)
  const spread = (values: Float64Array) => {
    const full = new Array<number | null>(plan.comparators).fill(null)
    set.itemsUsed.forEach((item, k) => {
      full[item] = values[k]!
    })
    return full
  }
  const workRvu = Array.from(set.itemsUsed, (item) => survey.workRvu[item]!)
  const { error } = meanLocation(fit)
  const points = {
    measures: estimates.locations,
    errors: estimates.locationErrors,
    workRvu,
    commonError: error,
  }
  return {
    measures: spread(estimates.locations),
    errors: spread(estimates.locationErrors),
    unanimous,
    value: toValue(impliedWrvu(points, { kind: 'target', measure: 0, error })),
    df: MANY,
  }
}

function estimatePaired(plan: SimulationPlan, survey: SimulatedSurvey): SurveyEstimate {
  const target = plan.comparators
  const judgements = toJudgements(survey.rows, plan.comparators + 1)
  if ('outcome' in judgements) return { ...NOTHING, unanimous: false }
  const fit = fitPaired(judgements, { order: plan.orderEffect !== 0, penalty: SMALL_PENALTY })
  if (fit.outcome !== 'fit') return { ...NOTHING, unanimous: false }
  const size = fit.parameters.length
  const { covariance, respondents } = clusteredErrors(fit, judgements)
  const at = (r: number, c: number) => covariance[r * size + c]!
  const measures = fit.B.slice(0, target).map((value) => value - fit.B[target]!)
  const errors = measures.map((_, k) =>
    Math.sqrt(Math.max(0, at(k, k) + at(target, target) - 2 * at(k, target))),
  )
  const error = errorAgainstMean(at, target)
  const points = { measures, errors, workRvu: survey.workRvu, commonError: error }
  return {
    measures: Array.from(measures),
    errors: Array.from(errors),
    unanimous: fit.unanimous.length > 0,
    value: toValue(impliedWrvu(points, { kind: 'target', measure: 0, error })),
    df: Math.max(1, respondents - 1),
  }
}

/** Standard error of the target's B less the mean B of the comparators. */
function errorAgainstMean(at: (row: number, column: number) => number, comparators: number): number {
  const weight = (item: number) => (item === comparators ? 1 : -1 / comparators)
  let variance = 0
  for (let r = 0; r <= comparators; r++) {
    for (let c = 0; c <= comparators; c++) variance += weight(r) * weight(c) * at(r, c)
  }
  return Math.sqrt(Math.max(0, variance))
}

function toValue(found: ReturnType<typeof impliedWrvu>): SurveyEstimate['value'] {
  if (found.outcome !== 'value') return null
  const { predicted, predictionLimitsWithError: cautious } = found.readOut
  return { predicted, cautious, errorOnce: found.limitsErrorOnce }
}
