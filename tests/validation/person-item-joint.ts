import {
  type BiasCorrection,
  fitJoint,
  type JointFit,
} from '../../server/measurement/person-item/fit-joint.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { toRows } from '../../server/measurement/person-item/person-measures.ts'
import type { Responses } from '../../server/measurement/person-item/responses.ts'
import type { ItemModel } from '../../server/measurement/person-item/threshold-map.ts'
import { fitAtMeasures } from '../../server/measurement/quality/person-item-fit.ts'
import { reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import type { Recorder } from './comparison.ts'
import { expectFit, type Gold } from './fixtures.ts'
import { calibrate } from './person-item-shared.ts'

/** Joint ML of one gold file, with and without bias correction. */
export function compareJoint(
  record: Recorder,
  key: string,
  gold: Gold,
  all: Responses,
  model: ItemModel,
): void {
  const { responses } = calibrate(all, 'non-extreme')
  const correction: BiasCorrection = key.endsWith('L1L') ? 'items' : 'none'
  const fit = expectFit(fitJoint(responses, model, correction))
  const estimates = itemEstimates(fit)
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} persons_used`, responses.persons, gold.persons_used, 0)
  record.absolute(`${key} location`, estimates.locations, gold.location, 1e-5)
  record.absolute(`${key} location_se`, estimates.locationErrors, gold.location_se, 1e-5)
  record.absolute(`${key} thresholds`, estimates.thresholds, gold.thresholds, 1e-5)
  const measures = toRows(fit.groups, fit.groupMeasures)
  const errors = toRows(fit.groups, fit.groupErrors)
  record.absolute(`${key} theta`, measures.slice(0, gold.theta_first.length), gold.theta_first, 1e-5)
  record.absolute(`${key} theta_se`, errors.slice(0, gold.theta_first.length), gold.theta_se_first, 1e-5)
  compareReliability(
    record,
    `${key} item`,
    gold.item_reliability,
    estimates.locations,
    estimates.locationErrors,
  )
  const present = (values: (number | null)[]) => Float64Array.from(values.filter((value) => value !== null))
  compareReliability(
    record,
    `${key} person`,
    gold.person_reliability_nonextreme,
    present(measures),
    present(errors),
  )
  if (gold.itemfit) compareJointFit(record, key, gold, responses, fit)
}

/** Fit at the joint estimates, and the real reliabilities that need it. */
function compareJointFit(
  record: Recorder,
  key: string,
  gold: Gold,
  responses: Responses,
  fit: JointFit,
): void {
  const estimates = itemEstimates(fit)
  const present = (values: (number | null)[]) => Float64Array.from(values.filter((value) => value !== null))
  const measures = toRows(fit.groups, fit.groupMeasures)
  const errors = toRows(fit.groups, fit.groupErrors)
  const statistics = fitAtMeasures(responses, fit.groups, fit.thresholds, fit.groupMeasures)
  record.absolute(`${key} infit`, statistics.items.infit, gold.itemfit.infit, 1e-4)
  record.absolute(`${key} infit_z`, statistics.items.infitZ, gold.itemfit.infit_z, 1e-3)
  record.absolute(`${key} outfit`, statistics.items.outfit, gold.itemfit.outfit, 1e-4)
  record.absolute(`${key} outfit_z`, statistics.items.outfitZ, gold.itemfit.outfit_z, 1e-3)
  const real = reliabilityOf(estimates.locations, estimates.locationErrors, {
    divisor: 'n',
    infit: statistics.items.infit,
  })
  record.absolute(
    `${key} item real_reliability`,
    real.reliability,
    gold.item_reliability.real_reliability,
    1e-4,
  )
  const realPersons = reliabilityOf(present(measures), present(errors), {
    divisor: 'n',
    infit: statistics.persons.infit,
  })
  record.absolute(
    `${key} person real_reliability`,
    realPersons.reliability,
    gold.person_reliability_nonextreme.real_reliability,
    1e-4,
  )
}

function compareReliability(
  record: Recorder,
  key: string,
  gold: Gold,
  measures: Float64Array,
  errors: Float64Array,
): void {
  const found = reliabilityOf(measures, errors, { divisor: 'n' })
  record.absolute(`${key} obs_var`, found.observedVariance, gold.obs_var, 1e-4)
  record.absolute(`${key} reliability`, found.reliability, gold.reliability, 1e-5)
  record.absolute(`${key} separation`, found.separation, gold.separation, 1e-3)
  record.absolute(`${key} strata`, found.strata, gold.strata, 1e-3)
}
