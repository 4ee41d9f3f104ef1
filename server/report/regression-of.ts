import type { Value } from '../findings/plain-language.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { fitLine, type Line, readLine } from '../measurement/value/regression-line.ts'
import type { Picture } from '../pictures/picture.ts'
import { type LinePoint, regressionPicture } from '../pictures/regression.ts'

/** Points of the band: enough for a smooth curve. */
const bandPoints = 40

/** Draws the regression a value was read off; undefined where there is none, or two readings share no line. */
export function regressionOf(finding: Finding, { comparators }: StudyResult): Picture | undefined {
  const [value, second] = finding.values
  if (!value || second || 'outcome' in value) return undefined
  const points = comparators.flatMap(({ id, codes, wrvu }) => {
    const measure = finding.result.items[id]?.location
    return id in value.ratios && typeof measure === 'number' ? [{ name: codes, wrvu, measure }] : []
  })
  const line = fitLine(
    points.map(({ measure }) => measure),
    points.map(({ wrvu }) => wrvu),
  )
  if (line.outcome !== 'line') return undefined
  const measures = [...points.map(({ measure }) => measure), value.read_out_point]
  const [low, high] = [Math.min(...measures), Math.max(...measures)]
  const step = (high - low) / bandPoints
  return regressionPicture({
    name: `regression-${finding.target.id.toLowerCase()}`,
    title: `Published wRVU of the comparators against their measure, and ${finding.target.name}`,
    measureTitle: `Measure (logits), ${finding.construct.name.toLowerCase()}`,
    target: finding.target.codes,
    comparators: points.map((point) => ({ ...point, ...pointAt(line, point.measure, 0) })),
    band: Array.from({ length: bandPoints + 1 }, (_, k) => pointAt(line, low + k * step, 0)),
    readOut: readOutPoint(value),
    baseline: value.baseline,
    r2: value.r2,
    level: 95,
    decimals: value.decimals,
  })
}

function pointAt(line: Line, measure: number, error: number): LinePoint {
  const { predicted, lineLimits, predictionLimitsWithError } = readLine(line, measure, error)
  return { measure, fitted: predicted, line: lineLimits, prediction: predictionLimitsWithError }
}

/** The engine's own numbers, so that the picture shows what the table says. */
function readOutPoint(value: Value): LinePoint {
  return {
    measure: value.read_out_point,
    fitted: value.predicted,
    line: value.ci_mean,
    prediction: value.pi_with_target_se,
  }
}
