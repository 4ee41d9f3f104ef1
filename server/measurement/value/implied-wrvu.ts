import { mean } from '../numeric/statistics.ts'
import type { NoEstimate } from '../outcome.ts'
import { type AttenuatedLine, correctAttenuation } from './attenuation.ts'
import { calibrateInversely, fitLogLine, type InverseCalibration, type LogLine } from './line-variants.ts'
import {
  fitLine,
  type LeaveOneOut,
  type Limits,
  type Line,
  leaveOneOut,
  limitsErrorOnce,
  ownMeasureVariance,
  type ReadOut,
  readLine,
} from './regression-line.ts'

/**
 * Comparators on the scale: measures with standard errors (logits) and work RVUs, index for index.
 * `commonError` is the standard error of the mean measure, left out where that mean is fixed at 0.
 */
export type LinkPoints = {
  measures: ArrayLike<number>
  errors: ArrayLike<number>
  workRvu: ArrayLike<number>
  commonError?: number
}

/**
 * Where the line is read: at the target's own measure in the metric of the comparators, or at their centroid
 * (which returns the mean wRVU whatever the respondents said).
 */
export type ReadOutPoint = { kind: 'target'; measure: number; error: number } | { kind: 'centroid' }

/** A caution that belongs beside the value; the sentence is for a person. */
export type LinkWarning = {
  kind: 'coincides-with-baseline' | 'extrapolated' | 'not-bracketed' | 'wide-interval' | 'negative-slope'
  sentence: string
}

/**
 * The implied wRVU of a target with everything it must be shown with: interval, R2, n, the read-out point and
 * the survey-free baseline (the mean of the comparators). The headline interval is
 * `readOut.predictionLimitsWithError`. `decimals` are the digits that the interval supports.
 */
export type ImpliedWrvu = {
  outcome: 'value'
  point: ReadOutPoint
  line: Line
  readOut: ReadOut
  /** Prediction limits that count measurement error once; the headline counts it cautiously. */
  limitsErrorOnce: Limits
  leaveOneOut: LeaveOneOut
  /** with the reliability of the measures, also where the slope cannot be corrected */
  attenuation: AttenuatedLine | (NoEstimate & { reliability: number })
  inverse: InverseCalibration | NoEstimate
  logLine: LogLine | NoEstimate
  baseline: number
  ratios: Float64Array
  decimals: number
  warnings: LinkWarning[]
}

/**
 * Reads the implied wRVU of a target off the least-squares line of wRVU on measure.
 * Sources: Florin's method, rasch.org/florin.htm; METHODS 2.4 and 4. Named outcomes: those of `fitLine`.
 */
export function impliedWrvu(points: LinkPoints, point: ReadOutPoint, level = 0.95): ImpliedWrvu | NoEstimate {
  const line = fitLine(points.measures, points.workRvu)
  if (line.outcome !== 'line') return line
  const x0 = point.kind === 'target' ? point.measure : line.meanX
  const targetError = point.kind === 'target' ? point.error : 0
  const readOut = readLine(line, x0, targetError, level)
  const measureVariance = ownMeasureVariance(points.errors, points.commonError ?? 0)
  const baseline = mean(points.workRvu)
  const [low, high] = readOut.predictionLimitsWithError
  return {
    outcome: 'value',
    point,
    line,
    readOut,
    limitsErrorOnce: limitsErrorOnce(line, x0, targetError, measureVariance, level),
    leaveOneOut: leaveOneOut(line, points.measures, points.workRvu),
    attenuation: correctAttenuation(line, points.errors, x0, points.commonError),
    inverse: calibrateInversely(points.measures, points.workRvu, x0, level),
    logLine: fitLogLine(points.measures, points.workRvu, x0, level),
    baseline,
    ratios: Float64Array.from(points.workRvu, (value) => (value > 0 ? readOut.predicted / value : 0)),
    decimals: shownDecimals((high - low) / 2),
    warnings: findWarnings(point, points, line, readOut),
  }
}

/**
 * Decimals that show a half-width to two significant figures: 6.2 -> 1, 12 -> 0, 0.35 -> 2. At most 6.
 * Source: METHODS section 4, point 5.
 */
export function shownDecimals(halfWidth: number): number {
  if (!(halfWidth > 0)) return 2
  return Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(halfWidth))))
}

function findWarnings(point: ReadOutPoint, points: LinkPoints, line: Line, readOut: ReadOut): LinkWarning[] {
  const [low, high] = readOut.predictionLimitsWithError
  const baseline = mean(points.workRvu)
  // Closer to the baseline than a hundredth of the interval: the survey added nothing that can be seen.
  const coincides = Math.abs(readOut.predicted - baseline) <= Math.max(1e-9, 0.005 * (high - low))
  const found: [boolean, LinkWarning['kind'], string][] = [
    [coincides, 'coincides-with-baseline', coincidence(point)],
    ...positionWarnings(points.measures, readOut.x),
    [
      high - low > baseline,
      'wide-interval',
      'The prediction interval spans more work RVUs than the comparators have on average; the value is hardly determined.',
    ],
    [
      line.slope < 0,
      'negative-slope',
      'Comparators judged as more have lower work RVUs, the opposite of what the method rests on.',
    ],
  ]
  return found.flatMap(([holds, kind, sentence]) => (holds ? [{ kind, sentence }] : []))
}

function coincidence(point: ReadOutPoint): string {
  return point.kind === 'centroid'
    ? 'Read at the mean of the comparators’ measures, the value is the mean of their work RVUs, which no answer can change; the survey adds nothing to it.'
    : 'The value coincides with the mean of the comparators, which would be had without a survey.'
}

function positionWarnings(measures: ArrayLike<number>, x: number): [boolean, LinkWarning['kind'], string][] {
  const below = Array.from(measures).filter((value) => value < x).length
  const above = Array.from(measures).filter((value) => value > x).length
  const isOutside = x < Math.min(...Array.from(measures)) || x > Math.max(...Array.from(measures))
  return [
    [
      isOutside,
      'extrapolated',
      'The target lies outside the comparators, so the line is extended beyond its points.',
    ],
    [
      below < 2 || above < 2,
      'not-bracketed',
      'Fewer than two comparators lie on one side of the target, so that the line is weakly held there.',
    ],
  ]
}
