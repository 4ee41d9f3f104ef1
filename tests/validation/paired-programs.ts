import type { PairedFit } from '../../server/measurement/paired/fit-paired.ts'
import { differenceError } from '../../server/measurement/paired/paired-errors.ts'
import { objectFit, pairGoodness } from '../../server/measurement/quality/paired-fit.ts'
import type { Recorder } from './comparison.ts'
import type { Gold } from './fixtures.ts'

/** BradleyTerry2 prints worths against the first item, with the error of that difference. */
export function compareReferenceItem(record: Recorder, gold: Gold, fit: PairedFit): void {
  const size = fit.parameters.length
  const errors = Array.from(fit.B, (_, i) => 2 * differenceError(fit.covariance, size, i, 0))
  record.absolute(
    'BradleyTerry2 ability',
    fit.B.map((value) => 2 * (value - fit.B[0]!)),
    gold.ability_ref_Biometrika,
    1e-6,
  )
  record.absolute('BradleyTerry2 se', errors, gold.se, 1e-6)
  record.absolute('BradleyTerry2 deviance', pairGoodness(fit)?.G2 ?? null, gold.deviance, 1e-6)
}

/** psychotools prints worths against the last item, then the log of the tie weight. */
export function comparePsychotools(record: Recorder, gold: Gold, fit: PairedFit): void {
  const size = fit.parameters.length
  const last = fit.B.length - 1
  const worths = Array.from(fit.B.subarray(0, last), (value) => 2 * (value - fit.B[last]!))
  const errors = Array.from(
    fit.B.subarray(0, last),
    (_, i) => 2 * differenceError(fit.covariance, size, i, last),
  )
  record.absolute('psychotools coef', [...worths, fit.T], gold.coef, 1e-6)
  record.relative('psychotools se', [...errors, fit.tieError], gold.se, 1e-3)
  record.absolute('psychotools loglik', fit.loglik, gold.loglik, 1e-4)
}

/** Winsteps stopped early and printed two decimals. */
export function compareWinsteps(record: Recorder, gold: Gold, fit: PairedFit, names: string[]): void {
  const order = (gold.player as string[]).map((player) => names.indexOf(player))
  const at = (values: ArrayLike<number>) => order.map((item) => values[item]!)
  const objects = objectFit(fit, 'winsteps')
  record.absolute('Winsteps printed measure', at(fit.B), gold.measure, 0.025)
  record.absolute('Winsteps printed infit', at(objects.infit), gold.infit, 0.04)
  record.absolute('Winsteps printed outfit', at(objects.outfit), gold.outfit, 0.05)
  record.absolute('Winsteps printed infit_z', at(objects.infitZ), gold.infit_z, 0.2)
  record.absolute('Winsteps printed outfit_z', at(objects.outfitZ), gold.outfit_z, 0.2)
}
