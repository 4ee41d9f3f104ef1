import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import type { MarginalFit } from '../measurement/person-item/fit-marginal.ts'
import type { ItemEstimates, PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import { measurePersons, posteriorMeasures, toRows } from '../measurement/person-item/person-measures.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import { localDependence } from '../measurement/quality/local-dependence.ts'
import { informationCriteria, likelihoodRatio } from '../measurement/quality/model-comparison.ts'
import { centredErrors, posteriorReliability, reliabilityOf } from '../measurement/quality/reliability.ts'
import type { AnalysisResult } from './analysis-result.ts'
import { fitBy } from './fit-by.ts'

const ERROR_KINDS = {
  mml: 'full information',
  cml: 'inverse conditional information, items mean 0',
  jmle: 'one item at a time, persons held fixed',
}

/** What was fitted to which items. */
interface Fitted {
  set: CalibrationSet
  fit: PersonItemFit
  estimates: ItemEstimates
  /** ids of the items with a measure */
  used: readonly string[]
}

/** The result with everything that belongs to the model as a whole. */
export function describeModel(result: AnalysisResult, { set, fit, estimates, used }: Fitted): AnalysisResult {
  const reliability = reliabilityOf(estimates.locations, errorsAmongItems(estimates), { divisor: 'n' })
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
    ...(fit.estimator === 'mml' ? marginalOnly(set, fit, used) : {}),
    pcm_vs_rsm: comparePartialCredit(set.responses, fit),
  }
}

/** Standard errors of the measures against their mean; JMLE has no covariance, and holds its errors for these. */
export function errorsAmongItems({
  locations,
  locationErrors,
  locationCovariance,
}: ItemEstimates): Float64Array {
  const { length } = locations
  const all = Array.from({ length }, (_, item) => item)
  return locationCovariance ? centredErrors(locationCovariance, length, all) : locationErrors
}

/** Pairs of items beyond these add length, not knowledge. */
const mostPairsListed = 50

function marginalOnly(set: CalibrationSet, fit: MarginalFit, used: readonly string[]) {
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
    local_dependence: [...dependence.pairs]
      .sort((one, other) => Math.abs(other.aq3) - Math.abs(one.aq3))
      .slice(0, mostPairsListed)
      .map(({ first, second, q3, aq3, pHolm }) => ({
        first: used[first]!,
        second: used[second]!,
        q3,
        aq3,
        p_holm: pHolm,
      })),
  }
}

function comparePartialCredit(responses: Responses, fit: PersonItemFit): AnalysisResult['pcm_vs_rsm'] {
  if (fit.map.model !== 'rsm' || fit.estimator === 'jmle') return null
  const larger = fitBy(responses, 'pcm', fit.estimator)
  return larger.outcome === 'fit' && larger.estimator !== 'jmle' ? likelihoodRatio(fit, larger) : null
}
