import type { NoEstimate } from '../measurement/outcome.ts'
import { type CalibrationSet, chooseCalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { fitConditional } from '../measurement/person-item/fit-conditional.ts'
import { fitJoint } from '../measurement/person-item/fit-joint.ts'
import { fitMarginal, type MarginalFit } from '../measurement/person-item/fit-marginal.ts'
import {
  type ItemEstimates,
  itemEstimates,
  type PersonItemFit,
} from '../measurement/person-item/item-estimates.ts'
import { measurePersons, posteriorMeasures, toRows } from '../measurement/person-item/person-measures.ts'
import { dichotomise, type Responses, toResponses } from '../measurement/person-item/responses.ts'
import type { ItemModel } from '../measurement/person-item/threshold-map.ts'
import type { FitStatistics } from '../measurement/quality/fit-statistics.ts'
import { localDependence } from '../measurement/quality/local-dependence.ts'
import { informationCriteria, likelihoodRatio } from '../measurement/quality/model-comparison.ts'
import { extremeGroups, fitAtMeasures, itemFitOverPosterior } from '../measurement/quality/person-item-fit.ts'
import { posteriorReliability, reliabilityOf } from '../measurement/quality/reliability.ts'
import { thurstoneThresholds } from '../measurement/quality/thresholds.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, WideAnswers } from './answer-table.ts'
import { describeGroups } from './describe-groups.ts'
import { describePersons } from './describe-persons.ts'
import { linkCaution, withExtremes } from './items-without-measure.ts'
import { linkWide } from './link-wide.ts'
import { startResult, withoutEstimate } from './start-result.ts'

/** Score from which an answer counts as 1 when a dichotomous model is asked of three categories: "more". */
const MORE = 2

/** Analyses a person-by-item table by the model and estimator asked for. Never throws for bad data. */
export function analyseWide(table: WideAnswers, options: AnalysisOptions): AnalysisResult {
  const start = startResult(table, options)
  const names = table.items.map((item) => item.id)
  const packed = toResponses(table.scores)
  if ('outcome' in packed) return withoutEstimate(start, packed, names)
  const isRecoded = options.model === 'dichotomous' && packed.maxScore > 1
  const responses = isRecoded ? dichotomise(packed, MORE) : packed
  const persons = options.estimator === 'jmle' ? 'non-extreme' : 'all'
  const set = chooseCalibrationSet(responses, { persons, completeRows: options.completeRows })
  if ('outcome' in set) return withoutEstimate(start, set, names)
  const used = Array.from(set.itemsUsed, (item) => names[item]!)
  const fit = fitBy(set.responses, modelFor(options, set.responses), options.estimator)
  const counted = { ...start, data: { ...start.data, ...countSet(set) } }
  if (fit.outcome !== 'fit') return withoutEstimate(withExtremes(counted, table, set), fit, used)
  const estimates = itemEstimates(fit)
  const result = withModel(withExtremes(counted, table, set), set, fit, estimates)
  return {
    ...withItems(result, used, set, fit, estimates),
    ...linkCaution(set, used),
    dif_by_group: describeGroups(table, set, fit.map.model),
    persons: describePersons(table, responses, set, fit),
    implied_wrvu: linkWide({ table, packed, set, fit, estimates, options }),
  }
}

function modelFor(options: AnalysisOptions, responses: Responses): ItemModel {
  if (responses.maxScore === 1) return 'dichotomous'
  return options.model === 'pcm' ? 'pcm' : 'rsm'
}

function fitBy(
  responses: Responses,
  model: ItemModel,
  estimator: AnalysisOptions['estimator'],
): PersonItemFit | NoEstimate {
  if (estimator === 'mml') return fitMarginal(responses, model)
  return estimator === 'cml' ? fitConditional(responses, model) : fitJoint(responses, model)
}

function countSet(set: CalibrationSet) {
  return {
    rows_used: set.rowsUsed.length,
    empty_rows: set.emptyRows,
    incomplete_rows_dropped: set.incompleteRowsDropped,
    extreme_low: set.extremeLowRows,
    extreme_high: set.extremeHighRows,
  }
}

const ERROR_KINDS = {
  mml: 'full information',
  cml: 'inverse conditional information, items mean 0',
  jmle: 'one item at a time, persons held fixed',
}

function withModel(
  result: AnalysisResult,
  set: CalibrationSet,
  fit: PersonItemFit,
  estimates: ItemEstimates,
): AnalysisResult {
  const reliability = reliabilityOf(estimates.locations, estimates.locationErrors, { divisor: 'n' })
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  const perRow = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  return {
    ...result,
    data: { ...result.data, patterns: fit.groups.patterns },
    metric: estimates.metric,
    standard_error: ERROR_KINDS[fit.estimator],
    fit_flavour:
      fit.estimator === 'mml'
        ? 'posterior expectation (TAM msq.itemfit)'
        : 'at point estimates of non-extreme respondents',
    tau: estimates.tau && Array.from(estimates.tau),
    tau_se: estimates.tauErrors && Array.from(estimates.tauErrors),
    loglik: fit.loglik,
    score_equations: fit.maxScore,
    npar: fit.estimator === 'jmle' ? null : fit.npar,
    WLE_reliability: reliabilityOf(perRow(wle.measures), perRow(wle.errors)).reliability,
    item_reliability: reliability.reliability,
    item_separation: reliability.separation,
    item_strata: reliability.strata,
    ...(fit.estimator === 'mml' ? marginalOnly(set, fit) : {}),
    pcm_vs_rsm: comparePartialCredit(set.responses, fit),
  }
}

function marginalOnly(set: CalibrationSet, fit: MarginalFit) {
  const dependence = localDependence(set.responses, fit)
  const eap = posteriorMeasures(fit)
  const perRow = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  return {
    variance: fit.variance,
    EAP_reliability: posteriorReliability(perRow(eap.measures), perRow(eap.errors)),
    ...informationCriteria(fit.loglik, fit.npar, fit.groups.persons),
    MADaQ3: dependence.madaq3,
    maxaQ3: dependence.largestAq3,
    MADaQ3_p_holm: dependence.worstPairP,
  }
}

function comparePartialCredit(responses: Responses, fit: PersonItemFit): AnalysisResult['pcm_vs_rsm'] {
  if (fit.map.model !== 'rsm' || fit.estimator === 'jmle') return null
  const larger = fitBy(responses, 'pcm', fit.estimator)
  return larger.outcome === 'fit' && larger.estimator !== 'jmle' ? likelihoodRatio(fit, larger) : null
}

function withItems(
  result: AnalysisResult,
  used: string[],
  set: CalibrationSet,
  fit: PersonItemFit,
  estimates: ItemEstimates,
): AnalysisResult {
  const items = { ...result.items }
  const statistics = itemFit(set.responses, fit)
  const { steps } = estimates
  const thurstone = thurstoneThresholds(estimates.thresholds, used.length, steps)
  const own = (values: Float64Array | null, k: number) =>
    values && Array.from(values.subarray(k * steps, (k + 1) * steps))
  used.forEach((id, k) => {
    items[id] = {
      ...items[id]!,
      location: estimates.locations[k]!,
      location_se: estimates.locationErrors[k]!,
      se_quick: estimates.quickErrors?.[k] ?? null,
      n: statistics.n[k]!,
      thresholds: own(estimates.thresholds, k),
      thresholds_se: own(estimates.thresholdErrors, k),
      thurstonian: own(thurstone, k),
      disordered: estimates.disordered[k]!,
      infit: statistics.infit[k]!,
      infit_z: statistics.infitZ[k]!,
      outfit: statistics.outfit[k]!,
      outfit_z: statistics.outfitZ[k]!,
    }
  })
  return { ...result, items }
}

function itemFit(responses: Responses, fit: PersonItemFit): FitStatistics {
  if (fit.estimator === 'mml') return itemFitOverPosterior(responses, fit)
  const measures =
    fit.estimator === 'jmle' ? fit.groupMeasures : measurePersons(fit.groups, fit.thresholds, 'ml').measures
  return fitAtMeasures(responses, fit.groups, fit.thresholds, measures, { skip: extremeGroups(fit.groups) })
    .items
}
