import { mean } from '../numeric/statistics.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { type Line, ownMeasureVariance } from './regression-line.ts'

/** The slope corrected for error in the measures. `reliability` is the comparators' reliability. */
export type AttenuatedLine = { reliability: number; slope: number; predicted: number }

const notCorrected =
  'The comparators differ hardly more than their standard errors, so the slope cannot be corrected.'

/**
 * Attenuation: measures with error flatten the slope by reliability = 1 - mean(se^2) / var(x) (n - 1); the
 * corrected slope is b / reliability, read at x0 from the centroid. `commonError`, what all errors share, flattens
 * nothing and is taken out. Source: Spearman 1904; Fuller 1987, ch. 1. `all-equal` when the errors leave no true spread.
 */
export function correctAttenuation(
  line: Line,
  errors: ArrayLike<number>,
  x0: number,
  commonError = 0,
): AttenuatedLine | (NoEstimate & { reliability: number }) {
  const meanSquareError =
    commonError > 0
      ? ownMeasureVariance(errors, commonError)
      : mean(Array.from(errors, (error) => error ** 2))
  const reliability = 1 - (meanSquareError * (line.n - 1)) / line.sxx
  if (reliability <= 0.05) return { ...noEstimate('all-equal', notCorrected), reliability }
  const slope = line.slope / reliability
  return { reliability, slope, predicted: line.meanY + slope * (x0 - line.meanX) }
}
