import type { ImpliedWrvu } from '../measurement/value/implied-wrvu.ts'
import { type Line, type ReadOut, readLine } from '../measurement/value/regression-line.ts'
import type { LinePoint, RegressionData } from '../pictures/regression.ts'

/** Places at which the bands are drawn; they bend so little that more would not be seen. */
const bandSteps = 60

/** What a regression is drawn from beside its line. */
export interface RegressionWords {
  name: string
  title: string
  /** how the axis calls the measure */
  measureTitle: string
  target: string
  /** names with their measures and wRVUs, as the line was fitted to them */
  comparators: readonly { name: string; measure: number; wrvu: number }[]
}

/** Returns the numbers that the picture of an implied wRVU shows: line, bands, read-out and baseline at 95 %. */
export function regressionData(
  words: RegressionWords,
  { line, readOut, baseline, decimals }: Pick<ImpliedWrvu, 'line' | 'readOut' | 'baseline' | 'decimals'>,
): RegressionData {
  const measures = [...words.comparators.map((one) => one.measure), readOut.x]
  const [low, high] = [Math.min(...measures), Math.max(...measures)]
  const room = 0.07 * (high - low)
  const step = (high - low + 2 * room) / bandSteps
  return {
    ...words,
    comparators: words.comparators.map((one) => ({
      name: one.name,
      wrvu: one.wrvu,
      ...at(line, one.measure),
    })),
    band: Array.from({ length: bandSteps + 1 }, (_, k) => at(line, low - room + k * step)),
    // The headline interval allows for the error of the target's own measure.
    readOut: toPoint({ ...readOut, predictionLimits: readOut.predictionLimitsWithError }),
    baseline,
    r2: line.r2,
    level: 95,
    decimals,
  }
}

function at(line: Line, measure: number): LinePoint {
  return toPoint(readLine(line, measure))
}

function toPoint({ x, predicted, lineLimits, predictionLimits }: ReadOut): LinePoint {
  return { measure: x, fitted: predicted, line: lineLimits, prediction: predictionLimits }
}
