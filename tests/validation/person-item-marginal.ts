import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import {
  measurePersons,
  posteriorMeasures,
  toRows,
} from '../../server/measurement/person-item/person-measures.ts'
import type { Responses } from '../../server/measurement/person-item/responses.ts'
import type { ItemModel } from '../../server/measurement/person-item/threshold-map.ts'
import { localDependence } from '../../server/measurement/quality/local-dependence.ts'
import { fitAtMeasures, itemFitOverPosterior } from '../../server/measurement/quality/person-item-fit.ts'
import { posteriorReliability, reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import { thurstoneThresholds } from '../../server/measurement/quality/thresholds.ts'
import type { Recorder } from './comparison.ts'
import { expectFit, type Gold } from './fixtures.ts'
import { calibrate, comparePersonFit, compareWarm, loglikTolerance, trusted } from './person-item-shared.ts'

/** Marginal ML of one gold file: measures, errors, persons, fit, dependence, TAM's printed values. */
export function compareMarginal(
  record: Recorder,
  key: string,
  gold: Gold,
  all: Responses,
  model: ItemModel,
): void {
  const { responses } = calibrate(all, 'all')
  const fit = expectFit(fitMarginal(responses, model))
  const estimates = itemEstimates(fit)
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} location`, estimates.locations, gold.location, 1e-5)
  record.absolute(`${key} thresholds`, estimates.thresholds, gold.thresholds, 1e-5)
  record.relative(
    `${key} location_se_full_information`,
    estimates.locationErrors,
    gold.location_se_full_information,
    0.01,
  )
  record.absolute(`${key} variance`, fit.variance, gold.variance, 1e-5)
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, loglikTolerance(gold.loglik))
  record.absolute(`${key} npar`, fit.npar, gold.npar, 0)
  if (gold.tau) record.absolute(`${key} tau`, estimates.tau ?? [0], gold.tau, 1e-5)
  comparePosterior(record, key, gold, responses, fit)
  const tam = gold.TAM_default_as_snowIRT_prints
  if (tam?.infit_mc) compareSimulated(record, key, tam, itemFitOverPosterior(responses, fit))
  compareTam(record, key, gold, all, model, estimates)
}

/**
 * TAM's fit is Monte Carlo; ours is its expectation. The noise grows as persons become fewer. Its list may end
 * with the common step, which has no item.
 */
function compareSimulated(
  record: Recorder,
  key: string,
  tam: Gold,
  items: ReturnType<typeof itemFitOverPosterior>,
): void {
  const own = (values: Record<string, number>) => Object.values(values).slice(0, items.infit.length)
  const tolerance = items.n.some((n) => n < 100) ? 0.05 : 0.03
  record.absolute(`${key} TAM infit_mc`, items.infit, own(tam.infit_mc), tolerance)
  record.absolute(`${key} TAM outfit_mc`, items.outfit, own(tam.outfit_mc), tolerance)
}

function comparePosterior(
  record: Recorder,
  key: string,
  gold: Gold,
  responses: Responses,
  fit: Parameters<typeof posteriorMeasures>[0],
): void {
  const first = (values: (number | null)[]) => values.slice(0, gold.EAP.length)
  const eap = posteriorMeasures(fit)
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  record.absolute(`${key} EAP`, first(toRows(fit.groups, eap.measures)), gold.EAP, 1e-5)
  record.absolute(`${key} EAP_sd`, first(toRows(fit.groups, eap.errors)), gold.EAP_sd, 1e-5)
  compareWarm(record, `${key} WLE`, fit, wle, { theta: gold.WLE, se: gold.WLE_se })
  const rows = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  const known = trusted(fit, wle, { theta: gold.WLE, se: gold.WLE_se })
  record.absolute(
    `${key} WLE_reliability`,
    reliabilityOf(known.measures, known.errors).reliability,
    gold.WLE_reliability,
    1e-5,
  )
  record.absolute(
    `${key} EAP_reliability`,
    posteriorReliability(rows(eap.measures), rows(eap.errors)),
    gold.EAP_reliability,
    1e-5,
  )
  const items = itemFitOverPosterior(responses, fit)
  record.absolute(`${key} infit`, items.infit, gold.itemfit.infit, 1e-4)
  record.absolute(`${key} outfit`, items.outfit, gold.itemfit.outfit, 1e-4)
  record.absolute(`${key} infit_t`, items.infitZ, gold.itemfit.infit_t, 1e-3)
  record.absolute(`${key} outfit_t`, items.outfitZ, gold.itemfit.outfit_t, 1e-3)
  compareDependence(record, key, gold, responses, fit)
  comparePersonFit(
    record,
    key,
    gold.personfit_at_WLE_first,
    fitAtMeasures(responses, fit.groups, fit.thresholds, wle.measures).persons,
  )
}

function compareDependence(
  record: Recorder,
  key: string,
  gold: Gold,
  responses: Responses,
  fit: Parameters<typeof localDependence>[1],
): void {
  const dependence = localDependence(responses, fit)
  record.absolute(`${key} MADaQ3`, dependence.madaq3, gold.MADaQ3, 1e-5)
  record.absolute(`${key} maxaQ3`, dependence.largestAq3, gold.maxaQ3, 1e-5)
  record.absolute(`${key} MADaQ3_p_holm`, dependence.worstPairP, gold.MADaQ3_p_holm, 1e-3)
  if (!gold.Q3) return
  record.absolute(
    `${key} Q3`,
    dependence.pairs.map((pair) => pair.q3),
    gold.Q3.Q3,
    1e-5,
  )
  record.absolute(
    `${key} aQ3`,
    dependence.pairs.map((pair) => pair.aq3),
    gold.Q3.aQ3,
    1e-5,
  )
  record.absolute(
    `${key} Q3 p_holm`,
    dependence.pairs.map((pair) => pair.pHolm),
    gold.Q3.p_holm,
    1e-3,
  )
}

/** What TAM prints with its default, earlier stopping, on all rows and on complete rows. */
function compareTam(
  record: Recorder,
  key: string,
  gold: Gold,
  all: Responses,
  model: ItemModel,
  estimates: ReturnType<typeof itemEstimates>,
): void {
  const tam = gold.TAM_default_as_snowIRT_prints
  if (tam) {
    record.absolute(`${key} TAM measure`, estimates.locations, tam.measure, 1e-3)
    if (tam.se_quick) record.relative(`${key} TAM se_quick`, estimates.quickErrors ?? [0], tam.se_quick, 1e-3)
    const { items, maxScore } = all
    if (tam.thurstonian) {
      record.absolute(
        `${key} TAM thurstonian`,
        thurstoneThresholds(estimates.thresholds, items, maxScore),
        tam.thurstonian,
        1e-3,
      )
    }
  }
  if (gold.snowIRT_listwise?.measure) compareListwise(record, key, gold.snowIRT_listwise, all, model)
}

/** snowIRT drops every row with a missing answer. */
function compareListwise(
  record: Recorder,
  key: string,
  listwise: Gold,
  all: Responses,
  model: ItemModel,
): void {
  const set = calibrate(all, 'all', true)
  const fit = expectFit(fitMarginal(set.responses, model))
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  const rows = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  record.absolute(`${key} complete rows used`, set.rowsUsed.length, listwise.rows_used, 0)
  record.absolute(`${key} complete rows measure`, itemEstimates(fit).locations, listwise.measure, 1e-3)
  record.relative(
    `${key} complete rows se_quick`,
    itemEstimates(fit).quickErrors ?? [0],
    listwise.se_quick,
    1e-3,
  )
  record.absolute(
    `${key} complete rows person_reliability`,
    reliabilityOf(rows(wle.measures), rows(wle.errors)).reliability,
    listwise.person_reliability,
    1e-3,
  )
  record.absolute(
    `${key} complete rows MADaQ3`,
    localDependence(set.responses, fit).madaq3,
    listwise.MADaQ3,
    1e-3,
  )
}
