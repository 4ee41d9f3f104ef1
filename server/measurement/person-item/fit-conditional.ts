import { timesMatrix } from '../numeric/matrix.ts'
import { type ConcaveProblem, maximise } from '../numeric/newton.ts'
import { centredCovariance, centreParameters } from '../numeric/shift-invariant.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { checkCategories } from './check-categories.ts'
import { conditionalInformation } from './conditional-information.ts'
import { evaluateConditional, informativePatterns, informativeStepCounts } from './conditional-likelihood.ts'
import { groupResponses, type ResponseGroups } from './groups.ts'
import { checkItemLinks } from './item-links.ts'
import type { Responses } from './responses.ts'
import { startParameters } from './start-values.ts'
import {
  type ItemModel,
  type ThresholdMap,
  thresholdMap,
  toParameterGradient,
  toThresholds,
} from './threshold-map.ts'

/** A conditional maximum likelihood solution; measures in logits, mean item location 0. */
export type ConditionalFit = {
  outcome: 'fit'
  estimator: 'cml'
  groups: ResponseGroups
  map: ThresholdMap
  parameters: Float64Array
  /** items x steps. */
  thresholds: Float64Array
  loglik: number
  npar: number
  iterations: number
  maxScore: number
  /** Covariance of the parameters in the metric of mean item location 0. */
  covariance: Float64Array
}

/** Largest threshold in logits before an estimate counts as running to infinity. */
const BOUND = 15

/**
 * Fits the dichotomous, rating scale or partial credit model by conditional maximum likelihood, each
 * missing pattern with its own symmetric functions (Andersen 1970; Fischer & Molenaar 1995).
 * Respondents with the lowest or highest possible score say nothing about items and drop out by
 * themselves. Named outcomes: `unused-category`, `value-out-of-range`, `disconnected`,
 * `perfectly-ordered`, `not-converged`.
 */
export function fitConditional(responses: Responses, model: ItemModel): ConditionalFit | NoEstimate {
  const unusable = checkCategories(responses, model) ?? checkItemLinks(responses)
  if (unusable) return unusable
  const groups = groupResponses(responses)
  const map = thresholdMap(model, responses.items, responses.maxScore)
  const problem = conditionalProblem(groups, map)
  const start = startParameters(groups, map)
  centreParameters(start, map.shift)
  const maximum = maximise(problem, start, { tolerance: 1e-9, bound: BOUND })
  const covariance =
    maximum && centredCovariance(problem.information(maximum.parameters), map.parameters, map.shift)
  if (!maximum || !covariance) {
    return noEstimate(
      'not-converged',
      'The measures did not settle, because some answer was hardly ever given.',
    )
  }
  const thresholds = toThresholds(map, maximum.parameters)
  return {
    outcome: 'fit',
    estimator: 'cml',
    groups,
    map,
    thresholds,
    npar: map.parameters - 1,
    covariance,
    ...maximum,
  }
}

function conditionalProblem(groups: ResponseGroups, map: ThresholdMap): ConcaveProblem {
  const { items, steps } = map
  const patterns = informativePatterns(groups)
  const stepCounts = informativeStepCounts(groups)
  return {
    evaluate: (parameters) => {
      const at = evaluateConditional(patterns, stepCounts, toThresholds(map, parameters), items, steps)
      return { loglik: at.loglik, gradient: toParameterGradient(map, at.thresholdGradient) }
    },
    information: (parameters) =>
      toParameters(map, conditionalInformation(patterns, toThresholds(map, parameters), items, steps)),
    shift: map.shift,
  }
}

/** D' H D for a full matrix H in the thresholds. */
function toParameters(map: ThresholdMap, information: Float64Array): Float64Array {
  const size = map.items * map.steps
  const half = timesMatrix(information, map.matrix, size, size, map.parameters)
  const result = new Float64Array(map.parameters * map.parameters)
  for (let t = 0; t < size; t++) {
    for (let p = 0; p < map.parameters; p++) {
      const factor = map.matrix[t * map.parameters + p]!
      if (factor === 0) continue
      for (let r = 0; r < map.parameters; r++)
        result[p * map.parameters + r]! += factor * half[t * map.parameters + r]!
    }
  }
  return result
}
