import { toDavidson } from '../../server/measurement/paired/davidson.ts'
import type { PairedFit } from '../../server/measurement/paired/fit-paired.ts'
import type { Judgements } from '../../server/measurement/paired/judgements.ts'
import { diagonalErrors } from '../../server/measurement/paired/paired-errors.ts'
import { objectFit, pairGoodness, respondentFit } from '../../server/measurement/quality/paired-fit.ts'
import { reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import type { Recorder } from './comparison.ts'
import type { Gold } from './fixtures.ts'

export function compareGoodness(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const goodness = pairGoodness(fit)!
  record.relative(`${key} G2`, goodness.G2, gold.G2, 1e-6)
  record.relative(`${key} X2`, goodness.X2, gold.X2, 1e-6)
  record.absolute(`${key} df`, goodness.df, gold.df, 0)
  record.absolute(`${key} p_G2`, goodness.p, gold.p_G2, 1e-6)
}

export function compareScale(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const davidson = toDavidson(fit)
  record.absolute(`${key} lambda`, davidson.lambda, gold.davidson.lambda, 1e-6)
  record.relative(`${key} lambda_se`, davidson.lambdaErrors, gold.davidson.lambda_se, 1e-5)
  record.absolute(`${key} worth`, davidson.worth, gold.davidson.worth, 1e-6)
  record.absolute(`${key} nu`, davidson.nu, gold.davidson.nu, 1e-6)
  if (fit.F !== null) record.absolute(`${key} gamma_order`, davidson.gamma, gold.davidson.gamma_order, 1e-6)
}

export function compareFit(
  record: Recorder,
  key: string,
  gold: Gold,
  fit: PairedFit,
  judgements: Judgements,
): void {
  const objects = objectFit(fit)
  record.absolute(`${key} object n`, objects.n, gold.object_fit.n, 0)
  record.absolute(`${key} object infit`, objects.infit, gold.object_fit.infit, 1e-5)
  record.absolute(`${key} object infit_z`, objects.infitZ, gold.object_fit.infit_z, 1e-4)
  record.absolute(`${key} object outfit`, objects.outfit, gold.object_fit.outfit, 1e-5)
  record.absolute(`${key} object outfit_z`, objects.outfitZ, gold.object_fit.outfit_z, 1e-4)
  const full = reliabilityOf(fit.B, fit.fullErrors, { divisor: 'n' })
  const diagonal = reliabilityOf(fit.B, diagonalErrors(fit), { divisor: 'n' })
  record.absolute(
    `${key} scale separation reliability`,
    full.reliability,
    gold.object_reliability_full_se.reliability,
    1e-6,
  )
  record.absolute(`${key} separation`, full.separation, gold.object_reliability_full_se.separation, 1e-4)
  record.absolute(
    `${key} reliability, diagonal se`,
    diagonal.reliability,
    gold.object_reliability_diag_se.reliability,
    1e-6,
  )
  const real = reliabilityOf(fit.B, diagonalErrors(fit), { divisor: 'n', infit: objects.infit }).reliability
  record.absolute(`${key} real reliability`, real, gold.object_reliability_diag_se.real_reliability, 1e-5)
  if (!gold.judge_fit_first) return
  const { respondents, fit: statistics } = respondentFit(fit, judgements)
  const rows = (gold.judge_fit_first.judge as number[]).map((judge) => respondents.indexOf(judge))
  const at = (values: ArrayLike<number>) => rows.map((row) => values[row]!)
  record.absolute(`${key} judge infit`, at(statistics.infit), gold.judge_fit_first.infit, 1e-5)
  record.absolute(`${key} judge infit_z`, at(statistics.infitZ), gold.judge_fit_first.infit_z, 1e-4)
  record.absolute(`${key} judge outfit`, at(statistics.outfit), gold.judge_fit_first.outfit, 1e-5)
  record.absolute(`${key} judge outfit_z`, at(statistics.outfitZ), gold.judge_fit_first.outfit_z, 1e-4)
}
