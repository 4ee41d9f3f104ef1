import { cholesky, solveFactored } from './matrix.ts'
import { centreParameters, type ShiftInvariance } from './shift-invariant.ts'

/** A concave log-likelihood: its value and gradient, and minus its Hessian (row-major, square). */
export type ConcaveProblem = {
  evaluate(parameters: Float64Array): { loglik: number; gradient: Float64Array }
  information(parameters: Float64Array): Float64Array
  shift?: ShiftInvariance
}

/** Where `maximise` ended; `maxScore` is the largest absolute score equation left. */
export type Maximum = { parameters: Float64Array; loglik: number; iterations: number; maxScore: number }

const LARGEST_STEP = 2
/**
 * In logits. Where the maximum lies at infinity the score becomes as small as one likes, but so does the information:
 * Newton's step stays about as long.
 */
export const SETTLED = 1e-3

/**
 * Newton's method with step halving from `start`, or undefined when the information is singular, a
 * parameter passes `bound` or goes on and on (the estimate runs to infinity), or the score does not reach `tolerance`.
 * The information is renewed only when a step no longer shrinks the score tenfold.
 * Source: Nocedal & Wright 2006, Numerical Optimization, ch. 3.
 */
export function maximise(
  problem: ConcaveProblem,
  start: Float64Array,
  limits: { tolerance?: number; bound?: number } = {},
): Maximum | undefined {
  const { tolerance = 1e-10, bound = 50 } = limits
  let parameters = Float64Array.from(start)
  let current = problem.evaluate(parameters)
  let factor: Float64Array | undefined
  let lastScore = Number.POSITIVE_INFINITY
  for (let iterations = 0; iterations < 200; iterations++) {
    const maxScore = largest(current.gradient)
    if (!factor || maxScore > 0.1 * lastScore) factor = factorise(problem, parameters)
    if (!factor) return undefined
    const step = Float64Array.from(current.gradient)
    solveFactored(factor, step.length, step)
    const isSettled = largest(step) < SETTLED
    if (isSettled && maxScore < tolerance) return { parameters, loglik: current.loglik, iterations, maxScore }
    const next = climb(problem, parameters, step, current.loglik)
    // At the limit of rounding no step improves the likelihood any more.
    if (!next)
      return isSettled && maxScore < 1e-8
        ? { parameters, loglik: current.loglik, iterations, maxScore }
        : undefined
    parameters = next.parameters
    if (largest(parameters) > bound) return undefined
    lastScore = maxScore
    current = next
  }
  return undefined
}

function factorise(problem: ConcaveProblem, parameters: Float64Array): Float64Array | undefined {
  const size = parameters.length
  const information = Float64Array.from(problem.information(parameters))
  if (problem.shift) {
    const { direction } = problem.shift
    let trace = 0
    for (let i = 0; i < size; i++) trace += information[i * size + i]!
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        information[i * size + j]! += (trace / size) * direction[i]! * direction[j]!
    }
  }
  return cholesky(information, size)
}

function climb(problem: ConcaveProblem, from: Float64Array, step: Float64Array, loglik: number) {
  let scale = Math.min(1, LARGEST_STEP / largest(step))
  for (let halving = 0; halving < 30; halving++) {
    const parameters = from.map((value, i) => value + scale * step[i]!)
    if (problem.shift) centreParameters(parameters, problem.shift)
    const next = problem.evaluate(parameters)
    if (next.loglik >= loglik - 1e-13 * Math.abs(loglik)) return { ...next, parameters }
    scale /= 2
  }
  return undefined
}

function largest(values: Float64Array): number {
  let result = 0
  for (let i = 0; i < values.length; i++) result = Math.max(result, Math.abs(values[i]!))
  return result
}
