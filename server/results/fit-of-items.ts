import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { groupResponses } from '../measurement/person-item/groups.ts'
import type { PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import { measurePersons } from '../measurement/person-item/person-measures.ts'
import { type Responses, selectResponses } from '../measurement/person-item/responses.ts'
import type { FitStatistics } from '../measurement/quality/fit-statistics.ts'
import { extremeGroups, fitAtMeasures, itemFitOverPosterior } from '../measurement/quality/person-item-fit.ts'

/** Fit of the calibrated items in the flavour of the estimator. */
export function itemFit(responses: Responses, fit: PersonItemFit): FitStatistics {
  if (fit.estimator === 'mml') return itemFitOverPosterior(responses, fit)
  const measures =
    fit.estimator === 'jmle' ? fit.groupMeasures : measurePersons(fit.groups, fit.thresholds, 'ml').measures
  return fitAtMeasures(responses, fit.groups, fit.thresholds, measures, { skip: extremeGroups(fit.groups) })
    .items
}

/** Fit of every respondent with an answer to a calibrated item, at Warm's measures, which come along. */
export function personFit(responses: Responses, set: CalibrationSet, fit: PersonItemFit) {
  const everyRow = Array.from({ length: responses.persons }, (_, n) => n)
  const calibrated = selectResponses(responses, everyRow, set.itemsUsed)
  const groups = groupResponses(calibrated)
  const wle = measurePersons(groups, fit.thresholds, 'wle')
  const statistics = fitAtMeasures(calibrated, groups, fit.thresholds, wle.measures).persons
  return { groups, wle, statistics }
}
