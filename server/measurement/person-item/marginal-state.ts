import { timesMatrix } from '../numeric/matrix.ts'
import { SETTLED } from '../numeric/newton.ts'
import type { MarginalEvaluation } from './marginal-likelihood.ts'
import { type ThresholdMap, toParameterGradient } from './threshold-map.ts'

/** Floor of the person variance. Source: TAM's control$min.variance. */
export const VARIANCE_FLOOR = 0.001

/** Where the climb to a marginal maximum stands. */
export type State = { parameters: Float64Array; variance: number; evaluation: MarginalEvaluation }

/** Whether the variance would fall below its floor. */
export function atFloor(state: State): boolean {
  return state.variance <= VARIANCE_FLOOR && state.evaluation.logVarianceGradient <= 0
}

/** The largest absolute score equation left. */
export function largestScore(map: ThresholdMap, state: State): number {
  return gradientOf(map, state).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}

/** The score of the parameters, and last that of the logarithm of the variance. */
export function gradientOf(map: ThresholdMap, state: State): Float64Array {
  const gradient = new Float64Array(map.parameters + 1)
  gradient.set(toParameterGradient(map, state.evaluation.thresholdGradient))
  gradient[map.parameters] = atFloor(state) ? 0 : state.evaluation.logVarianceGradient
  return gradient
}

/** Whether Newton's next step for the items is as good as none; at a maximum at infinity it stays long (newton.ts). */
export function isSettled(map: ThresholdMap, state: State, covariance: Float64Array): boolean {
  const size = map.parameters + 1
  const step = timesMatrix(covariance, gradientOf(map, state), size, size, 1)
  return step.subarray(0, map.parameters).every((value) => Math.abs(value) < SETTLED)
}
