import type { PairedFit } from './fit-paired.ts'

/**
 * The same solution on Davidson's scale: log-worth lambda = 2B (sum zero) with error 2 se(B), worth
 * pi = exp(lambda) / sum, nu = exp(T) (null without ties), order parameter gamma = exp(-2F) multiplying the
 * item shown second (null without order effect).
 */
export type DavidsonScale = {
  lambda: Float64Array
  lambdaErrors: Float64Array
  worth: Float64Array
  nu: number | null
  gamma: number | null
}

/** Converts an adjacent-category fit to Davidson's scale. Source: Davidson 1970; Davidson & Beaver 1977. */
export function toDavidson(fit: PairedFit): DavidsonScale {
  const lambda = fit.B.map((value) => 2 * value)
  const weights = lambda.map(Math.exp)
  const total = weights.reduce((sum, value) => sum + value, 0)
  return {
    lambda,
    lambdaErrors: fit.fullErrors.map((value) => 2 * value),
    worth: weights.map((value) => value / total),
    nu: fit.T === null ? null : Math.exp(fit.T),
    gamma: fit.F === null ? null : Math.exp(-2 * fit.F),
  }
}
