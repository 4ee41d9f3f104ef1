import { rootDiagonal, timesMatrix } from '../numeric/matrix.ts'
import { cellAt, pairMoments } from './adjacent-likelihood.ts'
import type { PairedFit } from './fit-paired.ts'
import type { Judgements } from './judgements.ts'

/**
 * Diagonal standard errors of B, 1 / sqrt(sum V): each measure as if the others were known. They are what
 * Facets prints. Source: Facets manual; Wright & Masters 1982, ch. 4.
 */
export function diagonalErrors(fit: PairedFit): Float64Array {
  const information = new Float64Array(fit.pairs.items)
  for (let k = 0; k < fit.pairs.cells; k++) {
    const { variance } = cellAt(fit.pairs, k, fit.parameters, fit.specification)
    const n = fit.pairs.counts[3 * k]! + fit.pairs.counts[3 * k + 1]! + fit.pairs.counts[3 * k + 2]!
    information[fit.pairs.low[k]!]! += n * variance
    information[fit.pairs.high[k]!]! += n * variance
  }
  return information.map((value) => 1 / Math.sqrt(value))
}

/** Covariance of (B, T, F) allowing for the dependence of one respondent's answers. */
export type ClusteredErrors = {
  covariance: Float64Array
  errors: Float64Array
  /** Number of respondents J. */
  respondents: number
}

/**
 * Cluster-robust errors by respondent, I^-1 (sum_j U_j U_j') I^-1 J/(J-1), with U_j the respondent's score
 * sum. The judgements must be the ones fitted. With one respondent the factor is left out.
 * Source: Liang & Zeger 1986; METHODS 2.2 (iii).
 */
export function clusteredErrors(fit: PairedFit, judgements: Judgements): ClusteredErrors {
  const size = fit.parameters.length
  const scores = respondentScores(fit, judgements)
  const meat = new Float64Array(size * size)
  for (const score of scores.values()) {
    for (let p = 0; p < size; p++) {
      for (let r = 0; r < size; r++) meat[p * size + r]! += score[p]! * score[r]!
    }
  }
  const respondents = scores.size
  const factor = respondents > 1 ? respondents / (respondents - 1) : 1
  const half = timesMatrix(fit.covariance, meat, size, size, size)
  const covariance = timesMatrix(half, fit.covariance, size, size, size).map((value) => value * factor)
  return { covariance, errors: rootDiagonal(covariance, size), respondents }
}

/** Each respondent's share of the score equations of (B, T, F), at the estimates. Source: METHODS 2.2 (iii). */
export function respondentScores(fit: PairedFit, judgements: Judgements): Map<number, Float64Array> {
  const scores = new Map<number, Float64Array>()
  const { items } = judgements
  const { specification, parameters } = fit
  for (let n = 0; n < judgements.a.length; n++) {
    const isTie = judgements.more[n] === 1
    if (isTie && fit.rule === 'drop') continue
    const { at, side } = momentsOf(fit, judgements, n)
    const residual = judgements.weight[n]! * (judgements.more[n]! - at.expected)
    const score = scores.get(judgements.respondent[n]!) ?? new Float64Array(parameters.length)
    scores.set(judgements.respondent[n]!, score)
    score[judgements.a[n]!]! += residual
    score[judgements.b[n]!]! -= residual
    if (specification.ties) score[items]! += judgements.weight[n]! * ((isTie ? 1 : 0) - at.equal)
    if (specification.order) score[parameters.length - 1]! += side * residual
  }
  return scores
}

/** Moments of judgement n under the fit, from the view of its item a. Source: METHODS 2.2. */
export function momentsOf(fit: PairedFit, judgements: Judgements, n: number) {
  const side = judgements.first[n]!
  const difference =
    fit.parameters[judgements.a[n]!]! -
    fit.parameters[judgements.b[n]!]! +
    (fit.F === null ? 0 : fit.F * side)
  return { at: pairMoments(difference, fit.T ?? Number.NEGATIVE_INFINITY), side }
}

/** Standard error of B_a - B_b from a covariance of (B, T, F). Source: Var a + Var b - 2 Cov. */
export function differenceError(covariance: Float64Array, size: number, a: number, b: number): number {
  const variance = covariance[a * size + a]! + covariance[b * size + b]! - 2 * covariance[a * size + b]!
  return Math.sqrt(Math.max(0, variance))
}
