import { fitLine, readLine } from '../measurement/value/regression-line.ts'
import { influencePicture } from '../pictures/influence.ts'
import { type Picture, pictureName } from '../pictures/picture.ts'
import { rankingPicture } from '../pictures/ranking.ts'
import { regressionPicture } from '../pictures/regression.ts'
import { responseSharesPicture } from '../pictures/response-shares.ts'
import type { ImpliedResult } from '../results/analysis-result.ts'
import { regressionData } from '../results/regression-data.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** A picture that is drawn when it is asked for. */
export interface PictureMaker {
  name: string
  draw: () => Picture
}

type Value = Extract<ImpliedResult, { predicted: number }>
type Comparator = { name: string; measure: number; wrvu: number }

/** Returns the pictures of one target on one construct: its line, its order, its answers, its weak points. */
export function findingPictures(result: StudyResult, finding: Finding): PictureMaker[] {
  const { target, construct } = finding
  const name = (kind: string) => pictureName(kind, target.id, construct.slug)
  const value = finding.values.find((one): one is Value => 'predicted' in one)
  const line = value && lineOf(result, finding, value)
  return [
    ...(line
      ? [{ name: name('regression'), draw: () => regression(name('regression'), finding, line) }]
      : []),
    { name: name('answers'), draw: () => answers(name('answers'), result, finding) },
    { name: name('ranking'), draw: () => ranking(name('ranking'), result, finding) },
    ...(line ? [{ name: name('influence'), draw: () => influence(name('influence'), finding, line) }] : []),
  ]
}

interface DrawnLine {
  value: Value
  comparators: Comparator[]
  parts: Parameters<typeof regressionData>[1]
}

/**
 * The line behind a value, drawn anew through the measures that the result holds. A dichotomised model is read twice,
 * and the second time off measures that the result does not hold: of that line there is no picture.
 */
function lineOf({ comparators }: StudyResult, { result }: Finding, value: Value): DrawnLine | undefined {
  const points = comparators.flatMap(({ id, codes }): Comparator[] => {
    const item = result.items[id]
    const isOnLine = item?.location != null && item.work_rvu !== null
    return isOnLine ? [{ name: codes, measure: item.location!, wrvu: item.work_rvu! }] : []
  })
  const line = fitLine(
    points.map((one) => one.measure),
    points.map((one) => one.wrvu),
  )
  if (line.outcome !== 'line') return undefined
  const isTheSame = Math.abs(line.slope - value.slope) <= 1e-6 * Math.max(1, Math.abs(value.slope))
  if (!isTheSame) return undefined
  const readOut = readLine(line, value.read_out_point, value.target_se)
  const { baseline, decimals } = value
  return { value, comparators: points, parts: { line, readOut, baseline, decimals } }
}

function regression(
  name: string,
  { target, construct }: Finding,
  { value, comparators, parts }: DrawnLine,
): Picture {
  const words = {
    name,
    title: `wRVU against measure: ${target.name}, ${construct.name.toLowerCase()}${readingText(value)}`,
    measureTitle: `Measure (logits), ${construct.name.toLowerCase()}`,
    target: target.name,
    comparators,
  }
  return regressionPicture(regressionData(words, parts))
}

/** A dichotomised model has two readings; which of them is drawn is said. */
function readingText({ reading }: Value): string {
  return reading === 'target' || reading === 'comparators-mean' ? '' : `, one of two readings (${reading})`
}

function answers(
  name: string,
  { comparators }: StudyResult,
  { target, construct, counts }: Finding,
): Picture {
  const codesOf = (id: string) => comparators.find((one) => one.id === id)?.codes
  return responseSharesPicture({
    name,
    title: `What surgeons said of ${target.name}: ${construct.name.toLowerCase()}`,
    target: target.name,
    comparators: counts.flatMap((one) => {
      const codes = codesOf(one.item)
      return codes === undefined ? [] : [{ ...one, name: codes }]
    }),
  })
}

/** 95 % of a normal distribution; standard errors of measures are large-sample ones. */
const normal95 = 1.959964

function ranking(name: string, result: StudyResult, finding: Finding): Picture {
  const { construct, result: analysis } = finding
  const measured = (measure: number | null | undefined, error: number | null | undefined) => ({
    measure: measure ?? null,
    low: measure == null || error == null ? null : measure - normal95 * error,
    high: measure == null || error == null ? null : measure + normal95 * error,
  })
  const comparators = result.comparators.flatMap(({ id, codes, wrvu, leftOut }) => {
    const item = analysis.items[id]
    if (!item || leftOut !== undefined) return []
    return [{ name: codes, isTarget: false, wrvu, ...measured(item.location, item.location_se) }]
  })
  return rankingPicture({
    name,
    title: `Procedures from the most to the least: ${construct.name.toLowerCase()}`,
    measureTitle: `Measure (logits), ${construct.name.toLowerCase()}`,
    items: [...comparators, ...targetsOf(result, finding, measured)],
    level: 95,
  })
}

type Measured = (
  measure: number | null | undefined,
  error: number | null | undefined,
) => { measure: number | null; low: number | null; high: number | null }

/** A paired model measures every target; a person-by-item model has the one it was asked about at its read-out point. */
function targetsOf(
  result: StudyResult,
  { target, targetItem, result: analysis, values }: Finding,
  measured: Measured,
) {
  const asItem = { isTarget: true, wrvu: null }
  if (targetItem !== null)
    return result.targets.flatMap(({ id, name }) => {
      const item = analysis.items[id]
      return item ? [{ name, ...asItem, ...measured(item.location, item.location_se) }] : []
    })
  const value = values.find((one): one is Value => 'predicted' in one && one.reading === 'target')
  return value ? [{ name: target.name, ...asItem, ...measured(value.read_out_point, value.target_se) }] : []
}

function influence(name: string, { target }: Finding, { value, comparators }: DrawnLine): Picture {
  return influencePicture({
    name,
    title: `${target.name} with one comparator left out of the line`,
    target: target.name,
    value: value.predicted,
    leftOut: 'comparator',
    decimals: value.decimals,
    rows: comparators.map((left) => {
      const rest = comparators.filter((one) => one !== left)
      const line = fitLine(
        rest.map((one) => one.measure),
        rest.map((one) => one.wrvu),
      )
      if (line.outcome !== 'line')
        return { name: left.name, value: null, low: null, high: null, note: line.sentence }
      const at = value.reading === 'comparators-mean' ? line.meanX : value.read_out_point
      const { predicted, predictionLimitsWithError } = readLine(line, at, value.target_se)
      const [low, high] = predictionLimitsWithError
      return { name: left.name, value: predicted, low, high, note: '' }
    }),
  })
}
