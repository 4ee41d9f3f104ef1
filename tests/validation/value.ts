import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { averageEstimates } from '../../server/measurement/value/average-estimates.ts'
import { type ImpliedWrvu, impliedWrvu } from '../../server/measurement/value/implied-wrvu.ts'
import { type CodeValue, valueBundle } from '../../server/measurement/value/procedure-value.ts'
import { type Comparison, type Recorder, recordComparisons } from './comparison.ts'
import { expectFit, readCsv, readGold, readWide } from './fixtures.ts'

/** Narrows an implied value that must exist. */
export function expectValue(result: ReturnType<typeof impliedWrvu>): ImpliedWrvu {
  if (result.outcome !== 'value') throw new Error(result.sentence)
  return result
}

/** The link to work RVUs of the gold surveys, from our own measures. */
export function compareLinking(): Comparison[] {
  return [
    'survey_150x10_work',
    'survey_34x27_work',
    'survey_1000x10_work',
    'survey_5000x10_work',
    'survey_5000x28_complete_work',
  ].flatMap(compareLink)
}

function compareLink(name: string): Comparison[] {
  const { linking } = readGold(name)
  if (!linking) return []
  const record = recordComparisons(name)
  const estimates = itemEstimates(expectFit(fitConditional(readWide(`gold/${name}.csv`), 'rsm')))
  const workRvu = readCsv(`gold/${name.replace('_work', '')}_comparators.csv`).map((row) =>
    Number(row.work_rvu),
  )
  const points = { measures: estimates.locations, errors: estimates.locationErrors, workRvu }
  const target = { kind: 'target', measure: linking.target_measure, error: linking.target_se_approx } as const
  const found = expectValue(impliedWrvu(points, target))
  const reference = linking.result
  record.absolute('link intercept', found.line.intercept, reference.intercept, 1e-4)
  record.absolute('link slope', found.line.slope, reference.slope, 1e-4)
  record.absolute('link slope_se', found.line.slopeError, reference.slope_se, 1e-4)
  record.absolute('link r2', found.line.r2, reference.r2, 1e-6)
  record.absolute('link s', found.line.residualSd, reference.s, 1e-5)
  record.absolute('link predicted', found.readOut.predicted, reference.predicted, 1e-4)
  record.absolute('link ci_mean', found.readOut.lineLimits, reference.ci_mean, 1e-4)
  record.absolute('link pi', found.readOut.predictionLimits, reference.pi, 1e-4)
  record.absolute(
    'link pi_with_target_se',
    found.readOut.predictionLimitsWithError,
    reference.pi_with_target_se,
    1e-4,
  )
  record.absolute('link loo_residuals', found.leaveOneOut.residuals, reference.loo_residuals, 1e-4)
  record.absolute('link loo_rmse', found.leaveOneOut.rmse, reference.loo_rmse, 1e-5)
  record.absolute('link press_r2', found.leaveOneOut.pressR2, reference.press_r2, 1e-6)
  if (found.inverse.outcome === 'calibration') {
    record.absolute('link calibration_inverse', found.inverse.predicted, reference.calibration_inverse, 1e-4)
    record.absolute('link fieller', found.inverse.limits, reference.fieller, 1e-3)
  }
  if (found.logLine.outcome === 'log-line') {
    record.absolute('link log_predicted', found.logLine.predicted, reference.log_predicted, 1e-4)
    record.absolute('link log_pi', found.logLine.predictionLimits, reference.log_pi, 1e-4)
  }
  return record.rows
}

/** A code of the fee-schedule table in a year. */
function readCode(code: string, year: number): CodeValue {
  const row = readCsv('published/cms_work_rvu_selected_codes.csv').find(
    (candidate) => candidate.cpt_code === code,
  )!
  return {
    code,
    workRvu: Number(row[`work_rvu_jan_${year}`]),
    multipleProcedureIndicator: Number(row.mult_proc_indicator_2023),
  }
}

/** The 0202T study: eight bundles, difficulty measures, read at 0. */
export function discReplacementStudy(year: number, rule: boolean): ImpliedWrvu {
  const rows = readCsv('published/p5_ijss8587_difficulty.csv')
  const workRvu = rows.map((row) => {
    const bundle = valueBundle(
      row.cpt_codes_as_billed_together!.split('+').map((code) => readCode(code, year)),
      year,
      rule,
    )
    if (bundle.outcome !== 'value') throw new Error(bundle.sentence)
    return bundle.workRvu
  })
  const measures = rows.map((row) => Number(row.difficulty_logit))
  const points = { measures, errors: measures.map(() => 0), workRvu }
  return expectValue(impliedWrvu(points, { kind: 'target', measure: 0, error: 0 }))
}

/** The 62380 study: eleven comparators, learning-curve measures, read at 0 or at the centroid. */
export function endoscopyStudy(kind: 'target' | 'centroid'): ImpliedWrvu {
  const rows = readCsv('published/p1_ijss8594_table5_learning_curve_items.csv')
  const measures = rows.map((row) => Number(row.measure_logit))
  const workRvu = rows.map((row) => readCode(row.cpt_code!, 2023).workRvu)
  const points = { measures, errors: measures.map(() => 0), workRvu }
  return expectValue(impliedWrvu(points, kind === 'target' ? { kind, measure: 0, error: 0 } : { kind }))
}

/** Published values, recomputed; references are as printed, so their last digit is the tolerance. */
export function comparePublishedValues(): Comparison[] {
  const record = recordComparisons('published values')
  const disc = discReplacementStudy(2022, true)
  record.absolute('0202T wRVU, 50 % rule', disc.readOut.predicted, 39.4707, 5e-5)
  record.absolute('0202T R2', disc.line.r2, 0.392, 5e-4)
  record.absolute('0202T slope', disc.line.slope, 9.922, 5e-4)
  record.absolute('0202T residual SD', disc.line.residualSd, 10.74, 5e-3)
  record.absolute('0202T limits of the line', disc.readOut.lineLimits, [28.5, 50.5], 0.05)
  record.absolute(
    '0202T wRVU, no 50 % rule',
    discReplacementStudy(2022, false).readOut.predicted,
    40.5071,
    5e-5,
  )
  record.absolute(
    '0202T wRVU, CY2021, 50 % rule',
    discReplacementStudy(2021, true).readOut.predicted,
    39.3815,
    5e-5,
  )
  record.absolute(
    '0202T wRVU, CY2021, no 50 % rule',
    discReplacementStudy(2021, false).readOut.predicted,
    40.4179,
    5e-5,
  )
  compareEndoscopy(record)
  const average = averageEstimates([14.36, 14.1])
  record.absolute(
    '27279 mean of two surveys',
    average.outcome === 'value' ? average.value : null,
    14.23,
    1e-9,
  )
  return record.rows
}

function compareEndoscopy(record: Recorder): void {
  const centroid = endoscopyStudy('centroid')
  record.absolute('62380 read at the centroid', centroid.readOut.predicted, 18.246364, 5e-7)
  record.absolute('62380 baseline', centroid.baseline, 18.246364, 5e-7)
  const atTarget = endoscopyStudy('target')
  record.absolute('62380 read at 0 logits', atTarget.readOut.predicted, 25.5894, 5e-5)
  record.absolute('62380 R2', atTarget.line.r2, 0.1652, 5e-5)
  record.absolute('62380 slope', atTarget.line.slope, 6.543, 5e-5)
  record.absolute('62380 prediction interval', atTarget.readOut.predictionLimits, [5.8, 45.3], 0.1)
  record.absolute('62380 limits of the line', atTarget.readOut.lineLimits, [12, 39], 0.5)
  const codes = readCsv('published/p1_ijss8594_table5_learning_curve_items.csv').map((row) => row.cpt_code)
  const ratio = (code: string) => 100 * centroid.ratios[codes.indexOf(code)]!
  for (const [code, percent] of [
    ['63005', 111.055],
    ['63047', 118.714],
    ['63030', 152.053],
    ['22869', 259.55],
  ] as const) {
    record.absolute(`62380 as percent of ${code}`, ratio(code), percent, 5e-4)
  }
}
