import { studentQuantile } from '../numeric/distributions.ts'
import { mean, squaredDeviations } from '../numeric/statistics.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'

/** Least-squares line of y on x over K points; `residualSd` has K - 2 degrees of freedom. */
export type Line = {
  outcome: 'line'
  n: number
  intercept: number
  slope: number
  slopeError: number
  r2: number
  residualSd: number
  meanX: number
  meanY: number
  sxx: number
  syy: number
  residuals: Float64Array
}

/**
 * Ordinary least squares of y (wRVU) on x (measure). Source: METHODS 2.4; Draper & Smith 1998, ch. 1.
 * Named outcomes: `too-few-items` (fewer than three points), `all-equal` (all x the same),
 * `value-out-of-range` (a value that is no number).
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line | NoEstimate {
  const problem = checkPoints(x, y)
  if (problem) return problem
  const n = x.length
  const meanX = mean(x)
  const meanY = mean(y)
  const sxx = squaredDeviations(x)
  let sxy = 0
  for (let k = 0; k < n; k++) sxy += (x[k]! - meanX) * (y[k]! - meanY)
  const slope = sxy / sxx
  const residuals = Float64Array.from({ length: n }, (_, k) => y[k]! - meanY - slope * (x[k]! - meanX))
  const rss = residuals.reduce((sum, value) => sum + value * value, 0)
  const syy = squaredDeviations(y)
  const residualSd = Math.sqrt(rss / (n - 2))
  const r2 = syy > 0 ? 1 - rss / syy : 0
  return {
    outcome: 'line',
    n,
    intercept: meanY - slope * meanX,
    slope,
    slopeError: residualSd / Math.sqrt(sxx),
    r2,
    residualSd,
    meanX,
    meanY,
    sxx,
    syy,
    residuals,
  }
}

function checkPoints(x: ArrayLike<number>, y: ArrayLike<number>): NoEstimate | undefined {
  if (x.length < 3 || y.length !== x.length) {
    return noEstimate(
      'too-few-items',
      'A line needs at least three comparators with both a measure and a work RVU.',
    )
  }
  for (let k = 0; k < x.length; k++) {
    if (Number.isFinite(x[k]!) && Number.isFinite(y[k]!)) continue
    return noEstimate('value-out-of-range', `Comparator ${k + 1} has no usable measure or work RVU.`, {
      items: [k],
    })
  }
  if (squaredDeviations(x) >= 1e-12) return undefined
  return noEstimate('all-equal', 'All comparators have the same measure, so no line can be drawn.')
}

export type Limits = [low: number, high: number]

/** What the line says at one measure. Limits are at the level asked for. */
export type ReadOut = {
  x: number
  predicted: number
  /** Where the line itself lies. */
  lineLimits: Limits
  /** Where a new procedure with that measure would lie. */
  predictionLimits: Limits
  /** The same, allowing for the standard error of the measure read at. */
  predictionLimitsWithError: Limits
}

/**
 * Reads the line at measure x0: predicted a + b x0; limits t s sqrt(1/K + d^2/Sxx) for the line,
 * t s sqrt(1 + 1/K + d^2/Sxx) for a prediction, and t sqrt(s^2 (1 + 1/K + d^2/Sxx) + b^2 se^2) with the error of
 * x0, d = x0 - mean x, K - 2 degrees of freedom. Source: METHODS 2.4; Draper & Smith 1998, ch. 1.
 */
export function readLine(line: Line, x0: number, targetError = 0, level = 0.95): ReadOut {
  const t = studentQuantile((1 + level) / 2, line.n - 2)
  const predicted = line.intercept + line.slope * x0
  const leverage = 1 / line.n + (x0 - line.meanX) ** 2 / line.sxx
  const around = (variance: number): Limits => [
    predicted - t * Math.sqrt(variance),
    predicted + t * Math.sqrt(variance),
  ]
  const variance = line.residualSd ** 2
  return {
    x: x0,
    predicted,
    lineLimits: around(variance * leverage),
    predictionLimits: around(variance * (1 + leverage)),
    predictionLimitsWithError: around(variance * (1 + leverage) + (line.slope * targetError) ** 2),
  }
}

/**
 * Prediction limits at x0 with measurement error counted once. The residual variance s^2 already holds the
 * error of the comparators' measures, b^2 e^2, so adding the target's error to it, as usual, is cautious; here
 * the scatter of wRVUs alone, s^2 - b^2 e^2 (not below 0), is taken for the new value:
 * t sqrt(s^2 (1/K + d^2/Sxx) + max(0, s^2 - b^2 e^2) + b^2 se^2). `measureVariance` is e^2.
 * Source: the measurement error model of Fuller 1987, ch. 1.2 and 1.6; its coverage is in docs/coverage.md.
 */
export function limitsErrorOnce(
  line: Line,
  x0: number,
  targetError: number,
  measureVariance: number,
  level = 0.95,
): Limits {
  const t = studentQuantile((1 + level) / 2, line.n - 2)
  const predicted = line.intercept + line.slope * x0
  const leverage = 1 / line.n + (x0 - line.meanX) ** 2 / line.sxx
  const variance =
    line.residualSd ** 2 * leverage + scatterVariance(line, measureVariance) + (line.slope * targetError) ** 2
  return [predicted - t * Math.sqrt(variance), predicted + t * Math.sqrt(variance)]
}

/**
 * Scatter of wRVUs about the line without the comparators' measurement error: max(0, s^2 - b^2 e^2).
 * Source: Fuller 1987, ch. 1.2.
 */
export function scatterVariance(line: Line, measureVariance: number): number {
  return Math.max(0, line.residualSd ** 2 - line.slope ** 2 * measureVariance)
}

/**
 * The comparators' own measurement error variance about their mean, e^2 = (mean se^2 - se(mean)^2) K / (K - 1);
 * `commonError` is the standard error of their mean, 0 in a metric where that mean is fixed.
 * Source: Fuller 1987, ch. 1.2.
 */
export function ownMeasureVariance(errors: ArrayLike<number>, commonError: number): number {
  const n = errors.length
  if (n < 2) return 0
  const total = mean(Array.from(errors, (error) => error ** 2))
  return (Math.max(0, total - commonError ** 2) * n) / (n - 1)
}

/** How well the line recovers each comparator when that one is left out. */
export type LeaveOneOut = { residuals: Float64Array; predicted: Float64Array; rmse: number; pressR2: number }

/**
 * Leave-one-out residuals e_k / (1 - h_k), their root mean square and PRESS R2 = 1 - sum e^2 / Syy.
 * Source: Allen 1974, Technometrics 16:125.
 */
export function leaveOneOut(line: Line, x: ArrayLike<number>, y: ArrayLike<number>): LeaveOneOut {
  const residuals = line.residuals.map((residual, k) => {
    const leverage = 1 / line.n + (x[k]! - line.meanX) ** 2 / line.sxx
    // A point that alone fixes the slope leaves no line behind; its own residual is then 0.
    return leverage > 1 - 1e-10 ? 0 : residual / (1 - leverage)
  })
  const press = residuals.reduce((sum, value) => sum + value * value, 0)
  return {
    residuals,
    predicted: residuals.map((residual, k) => y[k]! - residual),
    rmse: Math.sqrt(press / line.n),
    pressR2: line.syy > 0 ? 1 - press / line.syy : 0,
  }
}
