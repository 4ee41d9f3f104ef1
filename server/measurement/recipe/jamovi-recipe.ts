import type { NoEstimate } from '../outcome.ts'
import { type CalibrationSet, chooseCalibrationSet } from '../person-item/calibration-set.ts'
import { fitMarginal, type MarginalFit } from '../person-item/fit-marginal.ts'
import { type ItemEstimates, itemEstimates } from '../person-item/item-estimates.ts'
import { measurePersons, posteriorMeasures, toRows } from '../person-item/person-measures.ts'
import type { Responses } from '../person-item/responses.ts'
import type { FitStatistics } from '../quality/fit-statistics.ts'
import { type LocalDependence, localDependence } from '../quality/local-dependence.ts'
import {
  type InformationCriteria,
  informationCriteria,
  type LikelihoodRatio,
  likelihoodRatio,
} from '../quality/model-comparison.ts'
import { itemFitOverPosterior } from '../quality/person-item-fit.ts'
import { posteriorReliability, reliabilityOf } from '../quality/reliability.ts'
import { thurstoneThresholds } from '../quality/thresholds.ts'

/**
 * What jamovi's snowIRT prints for one survey: item table with quick errors, person (WLE) reliability, MADaQ3
 * with the Holm p of its worst pair (not a test of MADaQ3), and for ordered answers the partial credit
 * thresholds and the comparison with that model. Infit and outfit are the expectation of TAM's simulated ones.
 */
export type JamoviTables = {
  outcome: 'tables'
  set: CalibrationSet
  fit: MarginalFit
  items: ItemEstimates
  itemFit: FitStatistics
  personReliability: number
  eapReliability: number
  dependence: LocalDependence
  criteria: InformationCriteria
  partialCredit: PartialCreditTables | NoEstimate | null
}

export type PartialCreditTables = {
  outcome: 'tables'
  thurstone: Float64Array
  criteria: InformationCriteria
  comparison: LikelihoodRatio
}

/**
 * Recomputes the published recipe: rows with a missing answer dropped (unless `allRows`), rating scale model
 * (dichotomous for 0/1) by marginal ML, thresholds from a partial credit model fitted apart.
 * Source: snowIRT 5.2.6 R/polytomous.b.R and R/dichotomous.b.R as described in METHODS section 3.
 * Named outcomes: those of `chooseCalibrationSet` and `fitMarginal`.
 */
export function jamoviTables(
  responses: Responses,
  options: { allRows?: boolean } = {},
): JamoviTables | NoEstimate {
  const set = chooseCalibrationSet(responses, { persons: 'all', completeRows: !options.allRows })
  if ('outcome' in set) return set
  const isDichotomous = responses.maxScore === 1
  const fit = fitMarginal(set.responses, isDichotomous ? 'dichotomous' : 'rsm')
  if (fit.outcome !== 'fit') return fit
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  const eap = posteriorMeasures(fit)
  const perRow = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  return {
    outcome: 'tables',
    set,
    fit,
    items: itemEstimates(fit),
    itemFit: itemFitOverPosterior(set.responses, fit),
    personReliability: reliabilityOf(perRow(wle.measures), perRow(wle.errors)).reliability,
    eapReliability: posteriorReliability(perRow(eap.measures), perRow(eap.errors)),
    dependence: localDependence(set.responses, fit),
    criteria: informationCriteria(fit.loglik, fit.npar, fit.groups.persons),
    partialCredit: isDichotomous ? null : partialCreditTables(set.responses, fit),
  }
}

function partialCreditTables(
  responses: Responses,
  ratingScale: MarginalFit,
): PartialCreditTables | NoEstimate {
  const fit = fitMarginal(responses, 'pcm')
  if (fit.outcome !== 'fit') return fit
  return {
    outcome: 'tables',
    thurstone: thurstoneThresholds(fit.thresholds, responses.items, responses.maxScore),
    criteria: informationCriteria(fit.loglik, fit.npar, fit.groups.persons),
    comparison: likelihoodRatio(ratingScale, fit),
  }
}
