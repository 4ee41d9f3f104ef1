import { cholesky, solveFactored } from '../numeric/matrix.ts'
import { centreParameters } from '../numeric/shift-invariant.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { checkCategories } from './check-categories.ts'
import { groupResponses, type ResponseGroups } from './groups.ts'
import { checkItemLinks } from './item-links.ts'
import { evaluateJoint, type JointEvaluation, jointInformation } from './joint-likelihood.ts'
import type { Responses } from './responses.ts'
import { startParameters } from './start-values.ts'
import {
  type ItemModel,
  type ThresholdMap,
  thresholdMap,
  toParameterGradient,
  toThresholds,
} from './threshold-map.ts'

/**
 * How the stretch of joint estimates on short tests is undone: not at all, by (L-1)/L with L the number
 * of items, or with L the mean number of answers a respondent gave.
 * Source: Wright & Douglas 1977; Winsteps manual, "estimation bias".
 */
export type BiasCorrection = 'none' | 'items' | 'mean-answered'

/** A joint maximum likelihood solution; measures in logits, mean item location 0. */
export type JointFit = {
  outcome: 'fit'
  estimator: 'jmle'
  groups: ResponseGroups
  map: ThresholdMap
  parameters: Float64Array
  /** items x steps. */
  thresholds: Float64Array
  /** Measure of each (pattern, score) group, and its standard error. */
  groupMeasures: Float64Array
  groupErrors: Float64Array
  /** Variance of an item's score at a group's measure before shrinkage, index g * items + i. */
  cellVariance: Float64Array
  /** The factor (L-1)/L that measures and errors were multiplied by; 1 without correction. */
  shrinkage: number
  loglik: number
  iterations: number
  maxScore: number
}

/** Beyond this many logits a threshold counts as running to infinity, however small its score has become. */
const BOUND = 15

/**
 * Fits the dichotomous, rating scale or partial credit model by joint maximum likelihood, Newton on
 * persons and items together (persons eliminated by the Schur complement). Give it a calibration set
 * without extreme respondents. Source: Wright & Masters 1982, ch. 4.
 * Named outcomes: `unused-category`, `value-out-of-range`, `disconnected`, `perfectly-ordered`, `not-converged`.
 */
export function fitJoint(
  responses: Responses,
  model: ItemModel,
  biasCorrection: BiasCorrection = 'none',
): JointFit | NoEstimate {
  const unusable = checkCategories(responses, model) ?? checkItemLinks(responses)
  if (unusable) return unusable
  const groups = groupResponses(responses)
  const map = thresholdMap(model, responses.items, responses.maxScore)
  let parameters = startParameters(groups, map)
  centreParameters(parameters, map.shift)
  let measures = startMeasures(groups)
  for (let iterations = 0; iterations < 200; iterations++) {
    const evaluation = evaluateJoint(groups, toThresholds(map, parameters), measures)
    const gradient = toParameterGradient(map, evaluation.thresholdGradient)
    const maxScore = Math.max(...gradient.map(Math.abs), largest(evaluation.measureGradient))
    if (maxScore < 1e-9)
      return describeFit(
        groups,
        map,
        { parameters, measures, iterations, maxScore },
        evaluation,
        biasCorrection,
      )
    const step = jointStep(groups, map, evaluation, gradient)
    if (!step) break
    const scale = Math.min(1, 1.5 / Math.max(largest(step.parameters), largest(step.measures)))
    parameters = parameters.map((value, p) => value + scale * step.parameters[p]!)
    measures = measures.map((value, g) => value + scale * step.measures[g]!)
    if (largest(parameters) > BOUND) break
  }
  return noEstimate(
    'not-converged',
    'The measures did not settle when they were found in this way; the answers may be too few for it.',
  )
}

function startMeasures(groups: ResponseGroups): Float64Array {
  return Float64Array.from({ length: groups.groups }, (_, g) => {
    const top = groups.patternMaximum[groups.pattern[g]!]!
    return Math.log((groups.score[g]! + 0.1) / (top - groups.score[g]! + 0.1))
  })
}

/** Solves the joint Newton equations; the common shift of persons and items is held still. */
function jointStep(
  groups: ResponseGroups,
  map: ThresholdMap,
  evaluation: JointEvaluation,
  gradient: Float64Array,
) {
  const { schur, crossScores } = jointInformation(groups, map, evaluation)
  const size = map.parameters
  const rhs = Float64Array.from(gradient)
  for (let g = 0; g < groups.groups; g++) {
    const weight = evaluation.measureGradient[g]! / evaluation.groupVariance[g]!
    for (let p = 0; p < size; p++) rhs[p]! += weight * crossScores[g * size + p]!
  }
  const { direction } = map.shift
  const scale = schur[0]!
  for (let p = 0; p < size; p++) {
    for (let r = 0; r < size; r++) schur[p * size + r]! += scale * direction[p]! * direction[r]!
  }
  const factor = cholesky(schur, size)
  if (!factor) return undefined
  solveFactored(factor, size, rhs)
  const measures = evaluation.measureGradient.map((value, g) => {
    let sum = value / groups.count[g]!
    for (let p = 0; p < size; p++) sum += crossScores[g * size + p]! * rhs[p]!
    return sum / evaluation.groupVariance[g]!
  })
  return { parameters: rhs, measures }
}

function describeFit(
  groups: ResponseGroups,
  map: ThresholdMap,
  solution: { parameters: Float64Array; measures: Float64Array; iterations: number; maxScore: number },
  evaluation: JointEvaluation,
  biasCorrection: BiasCorrection,
): JointFit {
  const shrinkage = shrinkageOf(groups, biasCorrection)
  const parameters = Float64Array.from(solution.parameters)
  const shift = meanLocation(map, parameters)
  centreParameters(parameters, map.shift)
  const scaled = parameters.map((value) => value * shrinkage)
  return {
    outcome: 'fit',
    estimator: 'jmle',
    groups,
    map,
    parameters: scaled,
    thresholds: toThresholds(map, scaled),
    groupMeasures: solution.measures.map((value) => (value - shift) * shrinkage),
    groupErrors: evaluation.groupVariance.map((value) => shrinkage / Math.sqrt(value)),
    cellVariance: evaluation.cellVariance,
    shrinkage,
    loglik: evaluation.loglik,
    iterations: solution.iterations,
    maxScore: solution.maxScore,
  }
}

function shrinkageOf(groups: ResponseGroups, biasCorrection: BiasCorrection): number {
  if (biasCorrection === 'none') return 1
  if (biasCorrection === 'items') return (groups.items - 1) / groups.items
  let answers = 0
  for (let g = 0; g < groups.groups; g++) {
    answers += groups.count[g]! * groups.answeredItems[groups.pattern[g]!]!.length
  }
  const length = answers / groups.persons
  return (length - 1) / length
}

function meanLocation(map: ThresholdMap, parameters: Float64Array): number {
  return map.shift.centre.reduce((sum, weight, p) => sum + weight * parameters[p]!, 0)
}

function largest(values: Float64Array): number {
  return values.reduce((result, value) => Math.max(result, Math.abs(value)), 0)
}
