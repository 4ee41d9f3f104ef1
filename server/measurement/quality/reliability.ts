import { mean, populationVariance, sampleVariance } from '../numeric/statistics.ts'

/**
 * How well measures are told apart. `reliability` is (observed - error variance) / observed and may be
 * negative; `separation` and `strata` take a negative one as 0.
 */
export type Reliability = {
  observedVariance: number
  meanSquareError: number
  reliability: number
  separation: number
  strata: number
}

/** Which divisor the observed variance uses: n - 1 (eRm, TAM) or n (Winsteps' STDEVP). */
export type VarianceDivisor = 'n-1' | 'n'

/**
 * Reliability of measures from their standard errors; with `infit` the "real" reliability, errors
 * inflated by max(1, infit). Separation G = sqrt(true variance / error variance), strata (4G + 1) / 3.
 * Person WLE reliability of TAM and jamovi, eRm's SepRel (over non-extreme persons), item reliability and
 * the scale separation reliability of comparative judgement are all this formula on their own measures.
 * Sources: Wright & Masters 1982, p. 105-106; Winsteps manual, "reliability"; TAM WLErel;
 * Verhavert et al. 2018, 10.1177/0146621617748321 (SSR).
 */
export function reliabilityOf(
  measures: ArrayLike<number>,
  errors: ArrayLike<number>,
  options: { divisor?: VarianceDivisor; infit?: ArrayLike<number> } = {},
): Reliability {
  const observedVariance = options.divisor === 'n' ? populationVariance(measures) : sampleVariance(measures)
  const squares = Array.from(
    { length: errors.length },
    (_, i) => errors[i]! ** 2 * Math.max(1, options.infit?.[i] ?? 1),
  )
  const meanSquareError = mean(squares)
  const trueVariance = observedVariance - meanSquareError
  const separation = meanSquareError > 0 ? Math.sqrt(Math.max(0, trueVariance) / meanSquareError) : 0
  return {
    observedVariance,
    meanSquareError,
    reliability: observedVariance > 0 ? trueVariance / observedVariance : 0,
    separation,
    strata: (4 * separation + 1) / 3,
  }
}

/**
 * Standard errors of the chosen measures against their own mean, from the covariance (size x size) of all. With
 * `reliabilityOf` and divisor n they give the separation reliability that does not depend on where 0 logits lies: mean
 * error variance and observed variance are then half the means, over all pairs of measures, of the variance of their
 * difference and of its square. Errors in the metric of the persons hold an error that all items share, which moves
 * the scale and no item against another.
 */
export function centredErrors(
  covariance: Float64Array,
  size: number,
  chosen: readonly number[],
): Float64Array {
  const rows = chosen.map((i) => chosen.reduce((sum, j) => sum + covariance[i * size + j]!, 0))
  const whole = rows.reduce((sum, row) => sum + row, 0)
  const n = chosen.length
  return Float64Array.from(chosen, (i, k) =>
    Math.sqrt(Math.max(0, covariance[i * size + i]! - (2 * rows[k]!) / n + whole / (n * n))),
  )
}

/**
 * EAP reliability: variance of the posterior means / (that + mean posterior variance), divisor n.
 * Source: TAM tam_mml_person_EAP_rel; Adams 2005.
 */
export function posteriorReliability(means: ArrayLike<number>, deviations: ArrayLike<number>): number {
  const between = populationVariance(means)
  const within = mean(Array.from({ length: deviations.length }, (_, i) => deviations[i]! ** 2))
  return between + within > 0 ? between / (between + within) : 0
}
