import { studentQuantile } from '../numeric/distributions.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { fitLine, type Limits, readLine } from './regression-line.ts'

/** Inverse calibration: the value at which the regression of x on y meets x0, with Fieller limits. */
export type InverseCalibration = { outcome: 'calibration'; predicted: number; limits: Limits }

/**
 * Regresses measure on wRVU and inverts: y0 = (x0 - a') / b'. Fieller limits
 * ybar + (y0 - ybar +- (t s'/|b'|) sqrt((1-g)(1 + 1/K) + (y0-ybar)^2/Syy)) / (1-g), g = t^2 s'^2 / (b'^2 Syy).
 * Sources: Fieller 1954, J R Stat Soc B 16:175; METHODS 2.4.
 * `undefined-limits` when g >= 1: the slope is not told apart from zero. Otherwise as `fitLine`.
 */
export function calibrateInversely(
  measures: ArrayLike<number>,
  values: ArrayLike<number>,
  x0: number,
  level = 0.95,
): InverseCalibration | NoEstimate {
  const line = fitLine(values, measures)
  if (line.outcome !== 'line') return line
  const t = studentQuantile((1 + level) / 2, line.n - 2)
  const g = line.slope === 0 ? 1 : (t * line.residualSd) ** 2 / (line.slope ** 2 * line.sxx)
  if (g >= 1) {
    return noEstimate(
      'undefined-limits',
      'The measures rise so weakly with the work RVUs that inverse calibration has no limits.',
    )
  }
  const predicted = (x0 - line.intercept) / line.slope
  const distance = predicted - line.meanX
  const reach =
    ((t * line.residualSd) / Math.abs(line.slope)) *
    Math.sqrt((1 - g) * (1 + 1 / line.n) + distance ** 2 / line.sxx)
  const at = (sign: number) => line.meanX + (distance + sign * reach) / (1 - g)
  return { outcome: 'calibration', predicted, limits: [at(-1), at(1)] }
}

/** The log-wRVU variant: a straight line in ln(wRVU), read off and carried back. */
export type LogLine = { outcome: 'log-line'; predicted: number; predictionLimits: Limits; r2: number }

/**
 * Least squares of ln(wRVU) on the measure, for values that grow geometrically; the prediction exp(a + b x0) is
 * a median. Source: METHODS 2.4. `value-out-of-range` when a wRVU is not above 0; otherwise as `fitLine`.
 */
export function fitLogLine(
  measures: ArrayLike<number>,
  values: ArrayLike<number>,
  x0: number,
  level = 0.95,
): LogLine | NoEstimate {
  const logs = Float64Array.from(values, Math.log)
  if (logs.some((value) => !Number.isFinite(value))) {
    return noEstimate('value-out-of-range', 'The logarithmic line needs work RVUs above 0.')
  }
  const line = fitLine(measures, logs)
  if (line.outcome !== 'line') return line
  const at = readLine(line, x0, 0, level)
  const [low, high] = at.predictionLimits
  const back = [Math.exp(at.predicted), Math.exp(low), Math.exp(high)] as const
  if (!back.every(Number.isFinite)) {
    return noEstimate(
      'undefined-limits',
      'The logarithmic line is too uncertain to be carried back to work RVUs.',
    )
  }
  return { outcome: 'log-line', predicted: back[0], predictionLimits: [back[1], back[2]], r2: line.r2 }
}
