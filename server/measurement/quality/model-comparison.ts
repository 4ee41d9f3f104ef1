import { chiSquareUpper } from '../numeric/distributions.ts'

/** Information criteria of a fitted model; smaller is better. */
export type InformationCriteria = { AIC: number; BIC: number; CAIC: number }

/**
 * AIC = -2L + 2k, BIC = -2L + k ln N, CAIC = -2L + k (ln N + 1), N the number of respondents.
 * Sources: Akaike 1974; Schwarz 1978; Bozdogan 1987; as TAM's tam_mml_ic_criteria.
 */
export function informationCriteria(loglik: number, npar: number, respondents: number): InformationCriteria {
  const logSize = Math.log(Math.max(1, respondents))
  return {
    AIC: -2 * loglik + 2 * npar,
    BIC: -2 * loglik + npar * logSize,
    CAIC: -2 * loglik + npar * (logSize + 1),
  }
}

/** A likelihood-ratio test of nested models. */
export type LikelihoodRatio = { chi2: number; df: number; p: number }

/**
 * Twice the gain in log-likelihood of the larger model, e.g. partial credit against rating scale with
 * (I-1)(m-1) degrees of freedom. A gain below zero by rounding counts as zero.
 * Source: Wilks 1938; METHODS 2.1.
 */
export function likelihoodRatio(
  smaller: { loglik: number; npar: number },
  larger: { loglik: number; npar: number },
): LikelihoodRatio {
  const chi2 = Math.max(0, 2 * (larger.loglik - smaller.loglik))
  const df = larger.npar - smaller.npar
  return { chi2, df, p: chiSquareUpper(chi2, df) }
}
