import { type ConditionalFit, fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { measurePersons, toRows } from '../../server/measurement/person-item/person-measures.ts'
import type { Responses } from '../../server/measurement/person-item/responses.ts'
import type { ItemModel } from '../../server/measurement/person-item/threshold-map.ts'
import { extremeGroups, fitAtMeasures } from '../../server/measurement/quality/person-item-fit.ts'
import { reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import type { Recorder } from './comparison.ts'
import { expectFit, type Gold } from './fixtures.ts'
import { comparePersonFit, compareWarm, type Fit, loglikTolerance, trusted } from './person-item-shared.ts'

type Statistics = ReturnType<typeof fitAtMeasures>

/** Conditional ML of one gold file: measures, errors, persons and fit at point estimates. */
export function compareConditional(
  record: Recorder,
  key: string,
  gold: Gold,
  responses: Responses,
  model: ItemModel,
): void {
  const fit = expectFit(fitConditional(responses, model))
  const estimates = itemEstimates(fit)
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} location`, estimates.locations, gold.location, 1e-6)
  record.relative(`${key} location_se`, estimates.locationErrors, gold.location_se, 1e-4)
  record.absolute(`${key} thresholds`, estimates.thresholds, gold.thresholds, 1e-6)
  record.relative(`${key} thresholds_se`, estimates.thresholdErrors ?? [0], gold.thresholds_se, 1e-4)
  if (gold.tau) {
    record.absolute(`${key} tau`, estimates.tau ?? estimates.thresholds.slice(0, 1).fill(0), gold.tau, 1e-6)
    record.absolute(`${key} tau_se`, estimates.tauErrors ?? [0], gold.tau_se, 1e-4)
  }
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, loglikTolerance(gold.loglik))
  record.absolute(`${key} npar`, fit.npar, gold.npar, 0)
  for (const method of ['wle', 'ml'] as const) {
    comparePersons(record, key, method, gold[method === 'wle' ? 'persons_WLE' : 'persons_MLE'], fit)
  }
  const ml = measurePersons(fit.groups, fit.thresholds, 'ml')
  const skip = extremeGroups(fit.groups)
  const statistics = fitAtMeasures(responses, fit.groups, fit.thresholds, ml.measures, { skip })
  const itemGold = gold.itemfit_at_MLE_nonextreme
  record.absolute(`${key} infit at ML`, statistics.items.infit, itemGold.infit, 1e-5)
  record.absolute(`${key} infit_z at ML`, statistics.items.infitZ, itemGold.infit_z, 1e-4)
  record.absolute(`${key} outfit at ML`, statistics.items.outfit, itemGold.outfit, 1e-5)
  record.absolute(`${key} outfit_z at ML`, statistics.items.outfitZ, itemGold.outfit_z, 1e-4)
  comparePersonFit(record, `${key} at ML`, gold.personfit_first, statistics.persons)
  if (gold.eRm?.loglik) compareErm(record, `${key} eRm`, gold.eRm, fit, statistics)
}

/** eRm stops its iterations earlier, so its own numbers are known to about four digits. */
function compareErm(
  record: Recorder,
  key: string,
  gold: Gold,
  fit: ConditionalFit,
  statistics: Statistics,
): void {
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, loglikTolerance(gold.loglik))
  if (gold.itemfit) {
    record.absolute(`${key} infit`, statistics.items.infit, gold.itemfit.infit, 1e-3)
    record.absolute(`${key} infit_t`, statistics.items.infitZ, gold.itemfit.infit_t, 1e-2)
    record.absolute(`${key} outfit`, statistics.items.outfit, gold.itemfit.outfit, 1e-3)
    record.absolute(`${key} outfit_t`, statistics.items.outfitZ, gold.itemfit.outfit_t, 1e-2)
  }
}

function comparePersons(record: Recorder, key: string, method: 'wle' | 'ml', gold: Gold, fit: Fit): void {
  const persons = measurePersons(fit.groups, fit.thresholds, method)
  const present = (values: (number | null)[]) => values.filter((value) => value !== null)
  const measures = toRows(fit.groups, persons.measures)
  const errors = toRows(fit.groups, persons.errors)
  if (method === 'wle') compareWarm(record, `${key} WLE`, fit, persons, gold)
  else {
    record.absolute(`${key} ML theta`, measures.slice(0, gold.theta.length), gold.theta, 1e-5)
    record.absolute(`${key} ML se`, errors.slice(0, gold.se.length), gold.se, 1e-5)
  }
  const all =
    method === 'wle' ? trusted(fit, persons, gold) : { measures: present(measures), errors: present(errors) }
  const reliability = reliabilityOf(all.measures, all.errors).reliability
  record.absolute(
    `${key} ${method} reliability, all persons`,
    reliability,
    gold.reliability_all_persons,
    1e-5,
  )
  const extreme = extremeGroups(fit.groups)
  const inside = (values: (number | null)[]) =>
    present(values.filter((_, n) => extreme[fit.groups.groupOfRow[n]!] === 0))
  const nonExtreme = reliabilityOf(inside(measures), inside(errors)).reliability
  record.absolute(`${key} ${method} reliability, non-extreme`, nonExtreme, gold.reliability_nonextreme, 1e-5)
}
