import { type RandomStream, randomStream } from '../numeric/random.ts'
import { sortedQuantile } from '../numeric/statistics.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import type { MeasureDraws } from './measure-draws.ts'
import { fitLine, type Limits, type Line, readLine, scatterVariance } from './regression-line.ts'

/**
 * Uncertainty of one target's value in two parts. `surgeons`: these respondents were asked and not all of their kind
 * (seeded bootstrap). `comparators`: the published wRVUs scatter about the line, at the measures found. `together`:
 * both. The last two are drawn with the same deviations, and the comparators' measurement error is in neither part
 * twice: it comes in with the surgeons. So both together are narrower than the scatter alone only by the chance of
 * drawing, or where the target lies outside the comparators and redrawn measures, which spread more, bring it nearer.
 */
export type ChainInterval = { predicted: number; surgeons: Limits; comparators: Limits; together: Limits }

/** Difference of two targets' values, `first` less `second`, from joint draws. */
export type TargetDifference = {
  first: number
  second: number
  predicted: number
  surgeons: Limits
  together: Limits
}

export type ChainIntervals = {
  outcome: 'intervals'
  targets: ChainInterval[]
  differences: TargetDifference[]
  replications: number
  refused: number
}

/** Measures found, that the draws scatter about. */
export type ChainMeasures = {
  comparators: ArrayLike<number>
  targets: ArrayLike<number>
  /** The comparators' own measurement error variance (see `ownMeasureVariance`); 0 when left out. */
  measureVariance?: number
}

const FEWEST_DRAWS = 20
/** Draws of the comparators' scatter for each bootstrap replication, so that the limits settle. */
const SCATTER_DRAWS = 100

/**
 * Whole-chain intervals: for every bootstrap replication the line is fitted again and read at the target's
 * redrawn measure; for `together` a deviation s' t_{K-2} sqrt(1 + 1/K + d^2/Sxx) is added, so that the scatter of
 * the comparators moves the line as well as the new value. s' leaves out the comparators' measurement error,
 * which the bootstrap already brings in (see `drawScatter`). Differences between targets use the same draws
 * of respondents and of the line, and independent deviations of the two targets.
 * Sources: METHODS 2.4 (whole-chain interval); Efron & Tibshirani 1993, ch. 13 (percentile limits).
 * Named outcomes: those of `fitLine`; `not-converged` with fewer than 20 usable replications.
 */
export function chainIntervals(
  found: ChainMeasures,
  workRvu: ArrayLike<number>,
  draws: MeasureDraws,
  options: { seed: number; level?: number },
): ChainIntervals | NoEstimate {
  const level = options.level ?? 0.95
  const line = fitLine(found.comparators, workRvu)
  if (line.outcome !== 'line') return line
  const lines = draws.comparators.map((measures) => fitLine(measures, workRvu))
  const usable = lines.flatMap((drawn, r) =>
    drawn.outcome === 'line' ? [{ line: drawn, targets: draws.targets[r]! }] : [],
  )
  if (usable.length < FEWEST_DRAWS) {
    return noEstimate('not-converged', 'Too few bootstrap replications had an estimate for an interval.')
  }
  const drawn = drawValues(
    usable,
    { line, targets: found.targets, measureVariance: found.measureVariance ?? 0 },
    options.seed,
  )
  return {
    outcome: 'intervals',
    targets: Array.from(found.targets, (x0, k) => describeTarget(line, x0, drawn, k, level)),
    differences: describeDifferences(line, found.targets, drawn, level),
    replications: usable.length,
    refused: draws.refused + lines.length - usable.length,
  }
}

/** Values per target and replication: of redrawn surgeons, of the scatter of comparators, and of both. */
type DrawnValues = { surgeons: Float64Array[]; comparators: Float64Array[]; together: Float64Array[] }

function drawValues(
  usable: { line: Line; targets: Float64Array }[],
  found: { line: Line; targets: ArrayLike<number>; measureVariance: number },
  seed: number,
): DrawnValues {
  const stream = randomStream(seed)
  const targets = found.targets.length
  const own = Array.from(found.targets, (x0) => readLine(found.line, x0).predicted)
  const surgeons = Array.from({ length: targets }, () => new Float64Array(usable.length))
  const many = usable.length * SCATTER_DRAWS
  const comparators = Array.from({ length: targets }, () => new Float64Array(many))
  const together = Array.from({ length: targets }, () => new Float64Array(many))
  usable.forEach(({ line, targets: measures }, r) => {
    for (let k = 0; k < targets; k++) surgeons[k]![r] = line.intercept + line.slope * measures[k]!
    for (let draw = 0; draw < SCATTER_DRAWS; draw++) {
      const sd = drawScatter(found.line, found.measureVariance, stream)
      const [forMean, forSlope] = [stream.normal(), stream.normal()]
      const place = r * SCATTER_DRAWS + draw
      for (let k = 0; k < targets; k++) {
        const forTarget = stream.normal()
        const shiftOf = (at: Line, measure: number) =>
          sd * (forMean / Math.sqrt(at.n) + (forSlope * (measure - at.meanX)) / Math.sqrt(at.sxx) + forTarget)
        comparators[k]![place] = own[k]! + shiftOf(found.line, found.targets[k]!)
        together[k]![place] = surgeons[k]![r]! + shiftOf(line, measures[k]!)
      }
    }
  })
  return { surgeons, comparators, together }
}

/**
 * A draw of the standard deviation of wRVUs about the line: s^2 (K-2) / chi-square says how far s^2 can be off,
 * and the comparators' measurement error, which the bootstrap already brings in, is taken out of it.
 */
function drawScatter(line: Line, measureVariance: number, stream: RandomStream): number {
  const df = line.n - 2
  let chiSquare = 0
  for (let k = 0; k < df; k++) chiSquare += stream.normal() ** 2
  const residualSd = line.residualSd * Math.sqrt(df / chiSquare)
  return Math.sqrt(scatterVariance({ ...line, residualSd }, measureVariance))
}

function describeTarget(line: Line, x0: number, drawn: DrawnValues, k: number, level: number): ChainInterval {
  const at = readLine(line, x0, 0, level)
  return {
    predicted: at.predicted,
    surgeons: percentiles(drawn.surgeons[k]!, level),
    comparators: percentiles(drawn.comparators[k]!, level),
    together: percentiles(drawn.together[k]!, level),
  }
}

function describeDifferences(
  line: Line,
  targets: ArrayLike<number>,
  drawn: DrawnValues,
  level: number,
): TargetDifference[] {
  const differences: TargetDifference[] = []
  for (let first = 0; first < targets.length; first++) {
    for (let second = first + 1; second < targets.length; second++) {
      const less = (values: Float64Array[]) => values[first]!.map((value, r) => value - values[second]![r]!)
      differences.push({
        first,
        second,
        predicted: line.slope * (targets[first]! - targets[second]!),
        surgeons: percentiles(less(drawn.surgeons), level),
        together: percentiles(less(drawn.together), level),
      })
    }
  }
  return differences
}

function percentiles(values: Float64Array, level: number): Limits {
  const sorted = Float64Array.from(values).sort()
  return [sortedQuantile(sorted, (1 - level) / 2), sortedQuantile(sorted, (1 + level) / 2)]
}
