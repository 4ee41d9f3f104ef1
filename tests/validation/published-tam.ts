import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import {
  measurePersons,
  posteriorMeasures,
  toRows,
} from '../../server/measurement/person-item/person-measures.ts'
import { localDependence } from '../../server/measurement/quality/local-dependence.ts'
import { itemFitOverPosterior } from '../../server/measurement/quality/person-item-fit.ts'
import { posteriorReliability, reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import { thurstoneThresholds } from '../../server/measurement/quality/thresholds.ts'
import { type Comparison, type Recorder, recordComparisons } from './comparison.ts'
import { expectFit, readCsv, readWide } from './fixtures.ts'

/** TAM's printed results for the two synthetic surveys (TAM stops its EM before it has settled). */
export function comparePublishedTam(): Comparison[] {
  const record = recordComparisons('tam_ref')
  compareDichotomous(record)
  compareRatingScale(record)
  comparePartialCredit(record)
  return record.rows
}

function column(path: string, name: string, rows = Number.POSITIVE_INFINITY): number[] {
  return readCsv(path)
    .slice(0, rows)
    .map((row) => Number(row[name]))
}

function compareDichotomous(record: Recorder): void {
  const responses = readWide('published/synthetic_dichotomous_150x11.csv')
  const fit = expectFit(fitMarginal(responses, 'dichotomous'))
  const estimates = itemEstimates(fit)
  const items = 'published/tam_ref_dichotomous_items.csv'
  const statistics = itemFitOverPosterior(responses, fit)
  record.absolute('dichotomous measure', estimates.locations, column(items, 'measure'), 1e-3)
  record.relative('dichotomous quick se', estimates.quickErrors!, column(items, 'se'), 5e-4)
  record.absolute('dichotomous infit', statistics.infit, column(items, 'infit_analytic'), 1e-3)
  record.absolute('dichotomous outfit', statistics.outfit, column(items, 'outfit_analytic'), 1e-3)
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  const order = Array.from(fit.groups.score.keys()).sort(
    (a, b) => fit.groups.score[a]! - fit.groups.score[b]!,
  )
  const byScore = 'published/tam_ref_dichotomous_wle_by_score.csv'
  const scores = column(byScore, 'score')
  const at = (values: Float64Array) =>
    scores.map((score) => values[order.find((g) => fit.groups.score[g] === score)!] ?? null)
  record.absolute('dichotomous WLE by score', at(wle.measures), column(byScore, 'wle'), 1e-3)
  record.absolute('dichotomous WLE se by score', at(wle.errors), column(byScore, 'se'), 1e-3)
  compareGlobal(record, 'dichotomous', 0, responses, fit)
}

function compareGlobal(
  record: Recorder,
  model: string,
  row: number,
  responses: ReturnType<typeof readWide>,
  fit: Parameters<typeof posteriorMeasures>[0],
): void {
  const reference = readCsv('published/tam_ref_global_fit.csv')[row]!
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  const eap = posteriorMeasures(fit)
  const rows = (values: Float64Array) => toRows(fit.groups, values).filter((value) => value !== null)
  const dependence = localDependence(responses, fit)
  const wleReliability = reliabilityOf(rows(wle.measures), rows(wle.errors)).reliability
  const eapReliability = posteriorReliability(rows(eap.measures), rows(eap.errors))
  record.absolute(`${model} variance`, fit.variance, Number(reference.variance), 5e-3)
  record.absolute(`${model} deviance`, -2 * fit.loglik, Number(reference.deviance), 1e-3)
  record.absolute(`${model} WLE reliability`, wleReliability, Number(reference.WLE_rel), 1e-4)
  record.absolute(`${model} EAP reliability`, eapReliability, Number(reference.EAP_rel), 2e-4)
  record.absolute(`${model} MADaQ3`, dependence.madaq3, Number(reference.MADaQ3), 1e-4)
  record.absolute(`${model} largest aQ3`, dependence.largestAq3, Number(reference.maxaQ3), 2e-4)
  record.absolute(`${model} p of the worst pair`, dependence.worstPairP, Number(reference.p_holm), 1e-3)
}

function compareRatingScale(record: Recorder): void {
  const responses = readWide('published/synthetic_polytomous_150x11.csv')
  const fit = expectFit(fitMarginal(responses, 'rsm'))
  const estimates = itemEstimates(fit)
  const parameters = 'published/tam_ref_rsm_parameters.csv'
  record.absolute('rsm measure', estimates.locations, column(parameters, 'xsi', 11), 1e-3)
  record.relative('rsm quick se', estimates.quickErrors!, column(parameters, 'se', 11), 5e-4)
  record.absolute('rsm tau', estimates.tau![0]!, Number(readCsv(parameters)[11]!.xsi), 1e-3)
  compareGlobal(record, 'rsm', 1, responses, fit)
}

function comparePartialCredit(record: Recorder): void {
  const responses = readWide('published/synthetic_polytomous_150x11.csv')
  const fit = expectFit(fitMarginal(responses, 'pcm'))
  const thresholds = 'published/tam_ref_pcm_thresholds.csv'
  const thurstone = thurstoneThresholds(fit.thresholds, 11, 2)
  const step = (h: number) => thurstone.filter((_, t) => t % 2 === h)
  record.absolute('pcm Thurstone threshold 1', step(0), column(thresholds, 'Cat1'), 1e-3)
  record.absolute('pcm Thurstone threshold 2', step(1), column(thresholds, 'Cat2'), 1e-3)
  record.absolute('pcm location', itemEstimates(fit).locations, column(thresholds, 'beta'), 1e-3)
}
