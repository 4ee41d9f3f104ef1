import { cholesky, invertPositiveDefinite, solveFactored } from '../numeric/matrix.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { checkCategories } from './check-categories.ts'
import { groupResponses, type ResponseGroups } from './groups.ts'
import { completeInformation, observedInformation } from './marginal-information.ts'
import { evaluateMarginal, type MarginalEvaluation } from './marginal-likelihood.ts'
import { atFloor, gradientOf, isSettled, largestScore, type State, VARIANCE_FLOOR } from './marginal-state.ts'
import type { Responses } from './responses.ts'
import { startParameters } from './start-values.ts'
import {
  type ItemModel,
  type ThresholdMap,
  thresholdMap,
  toParameterGradient,
  toThresholds,
} from './threshold-map.ts'

const SCORE_TOLERANCE = 1e-9
const EM_STEPS = 6
/** Beyond this many logits a threshold counts as running to infinity, however small its score has become. */
const BOUND = 20

/** A marginal maximum likelihood solution; measures in logits, persons' mean 0, items free. */
export type MarginalFit = {
  outcome: 'fit'
  estimator: 'mml'
  groups: ResponseGroups
  map: ThresholdMap
  parameters: Float64Array
  /** items x steps. */
  thresholds: Float64Array
  variance: number
  /** The persons agree more than chance allows: the variance stopped at its floor. */
  varianceAtFloor: boolean
  loglik: number
  npar: number
  iterations: number
  /** Largest absolute score equation left, a check of convergence. */
  maxScore: number
  evaluation: MarginalEvaluation
  /** Covariance of (parameters, ln variance) from the observed information; ln variance last. */
  covariance: Float64Array
}

/**
 * Fits the dichotomous, rating scale or partial credit model by marginal maximum likelihood as TAM
 * defines it: theta ~ N(0, variance) on 21 fixed nodes, weights not renormalised, variance floor 0.001.
 * A few EM steps (Bock & Aitkin 1981), then Newton on the observed information (Louis 1982).
 * `start` continues from an earlier solution, e.g. in a bootstrap.
 * Named outcomes: `unused-category`, `value-out-of-range`, `not-converged`.
 */
export function fitMarginal(
  responses: Responses,
  model: ItemModel,
  start?: { parameters: Float64Array; variance: number },
): MarginalFit | NoEstimate {
  const unusable = checkCategories(responses, model)
  if (unusable) return unusable
  return fitGroups(groupResponses(responses), model, start)
}

/** The same for answers that are grouped and checked already. */
export function fitGroups(
  groups: ResponseGroups,
  model: ItemModel,
  start?: { parameters: Float64Array; variance: number },
): MarginalFit | NoEstimate {
  const map = thresholdMap(model, groups.items, groups.maxScore)
  let state = evaluateAt(groups, map, start?.parameters ?? startParameters(groups, map), start?.variance ?? 1)
  for (let step = 0; step < (start ? 1 : EM_STEPS); step++) state = expectationStep(groups, map, state)
  let iterations = EM_STEPS
  let factor: Float64Array | undefined
  let lastScore = Number.POSITIVE_INFINITY
  for (; iterations < 1000; iterations++) {
    const score = largestScore(map, state)
    if (score < SCORE_TOLERANCE) break
    // The curvature costs more than the score, so it is renewed only when it stops helping.
    if (!factor || score > 0.1 * lastScore) factor = factorise(groups, map, state)
    const next = factor && newtonStep(groups, map, state, factor)
    if (!next && score < 1e-7) break
    if (!next) factor = undefined
    lastScore = score
    state = next ?? expectationStep(groups, map, state)
  }
  return describeFit(groups, map, state, iterations)
}

function evaluateAt(
  groups: ResponseGroups,
  map: ThresholdMap,
  parameters: Float64Array,
  variance: number,
): State {
  const evaluation = evaluateMarginal(groups, toThresholds(map, parameters), variance)
  return { parameters, variance, evaluation }
}

function expectationStep(groups: ResponseGroups, map: ThresholdMap, state: State): State {
  const factor = cholesky(completeInformation(map, state.evaluation), map.parameters)
  const step = toParameterGradient(map, state.evaluation.thresholdGradient)
  if (factor) solveFactored(factor, map.parameters, step)
  const parameters = state.parameters.map((value, p) => value + (factor ? limited(step[p]!) : 0))
  const variance = Math.max(
    VARIANCE_FLOOR,
    state.variance * (1 + (2 * state.evaluation.logVarianceGradient) / groups.persons),
  )
  return evaluateAt(groups, map, parameters, variance)
}

function limited(step: number): number {
  return Math.max(-1, Math.min(1, step))
}

/** Cholesky factor of the observed information; with the variance at its floor, of the items only. */
function factorise(groups: ResponseGroups, map: ThresholdMap, state: State): Float64Array | undefined {
  return cholesky(boundedInformation(groups, map, state), map.parameters + 1)
}

function boundedInformation(groups: ResponseGroups, map: ThresholdMap, state: State): Float64Array {
  const information = observedInformation(groups, map, state.evaluation, state.variance)
  if (!atFloor(state)) return information
  const size = map.parameters + 1
  for (let p = 0; p < size; p++) {
    information[p * size + size - 1] = 0
    information[(size - 1) * size + p] = 0
  }
  information[size * size - 1] = groups.persons
  return information
}

function newtonStep(
  groups: ResponseGroups,
  map: ThresholdMap,
  state: State,
  factor: Float64Array,
): State | undefined {
  const step = gradientOf(map, state)
  solveFactored(factor, map.parameters + 1, step)
  // A long step could leave the basin that EM found for the spike at variance 0.
  if (step.some((value) => Math.abs(value) > 0.7)) return undefined
  const parameters = state.parameters.map((value, p) => value + step[p]!)
  const variance = Math.max(VARIANCE_FLOOR, state.variance * Math.exp(step[map.parameters]!))
  const next = evaluateAt(groups, map, parameters, variance)
  const slack = 1e-12 * Math.abs(state.evaluation.loglik)
  return next.evaluation.loglik >= state.evaluation.loglik - slack ? next : undefined
}

function describeFit(
  groups: ResponseGroups,
  map: ThresholdMap,
  state: State,
  iterations: number,
): MarginalFit | NoEstimate {
  const maxScore = largestScore(map, state)
  const covariance = invertPositiveDefinite(boundedInformation(groups, map, state), map.parameters + 1)
  const isInfinite = state.parameters.some((value) => Math.abs(value) > BOUND)
  if (maxScore > 1e-6 || !covariance || isInfinite || !isSettled(map, state, covariance)) {
    return noEstimate(
      'not-converged',
      'The measures did not settle; the answers may be too few for this model.',
    )
  }
  return {
    outcome: 'fit',
    estimator: 'mml',
    groups,
    map,
    parameters: state.parameters,
    thresholds: toThresholds(map, state.parameters),
    variance: state.variance,
    varianceAtFloor: atFloor(state),
    loglik: state.evaluation.loglik,
    npar: map.parameters + 1,
    iterations,
    maxScore,
    evaluation: state.evaluation,
    covariance,
  }
}
