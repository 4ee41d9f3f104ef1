import { toDavidson } from '../measurement/paired/davidson.ts'
import { fitPaired, type PairedFit, SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import { type Judgements, toJudgements } from '../measurement/paired/judgements.ts'
import { type ClusteredErrors, clusteredErrors, diagonalErrors } from '../measurement/paired/paired-errors.ts'
import { fitRaoKupper } from '../measurement/paired/rao-kupper.ts'
import { judgeHabits, sideBias } from '../measurement/quality/judging-habits.ts'
import { informationCriteria } from '../measurement/quality/model-comparison.ts'
import { objectFit, pairGoodness, respondentFit } from '../measurement/quality/paired-fit.ts'
import { centredErrors, reliabilityOf } from '../measurement/quality/reliability.ts'
import { countTriples, transitivityViolations } from '../measurement/quality/triads.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, PairAnswers } from './answer-table.ts'
import { describePairedGroups } from './describe-groups.ts'
import { linkPairs } from './link-pairs.ts'
import { startResult, withoutEstimate } from './start-result.ts'

/** Analyses judgements of pairs by the paired model with the tie rule asked for. Never throws for bad data. */
export function analysePairs(table: PairAnswers, options: AnalysisOptions): AnalysisResult {
  const start = startResult(table, options)
  const names = table.items.map((item) => item.id)
  const judgements = toJudgements(table.judgements, names.length)
  if ('outcome' in judgements) return withoutEstimate(start, judgements, names)
  const fit = fitPaired(judgements, { ties: options.ties, order: options.order, penalty: SMALL_PENALTY })
  if (fit.outcome !== 'fit') return withoutEstimate(start, fit, names)
  const clustered = clusteredErrors(fit, judgements)
  return {
    ...withModel(start, fit, clustered, names),
    rao_kupper: raoKupper(judgements),
    judging: describeJudging(judgements),
    dif_by_group: describePairedGroups(table, judgements, options),
    items: describeItems(start, names, fit, clustered),
    persons: describeJudges(table, fit, judgements),
    implied_wrvu: linkPairs(table, judgements, fit, clustered, options),
  }
}

function withModel(
  start: AnalysisResult,
  fit: PairedFit,
  clustered: ClusteredErrors,
  names: string[],
): AnalysisResult {
  const davidson = toDavidson(fit)
  const goodness = pairGoodness(fit)
  const placed = placedItems(fit)
  const measures = placed.map((item) => fit.B[item]!)
  const separation = (covariance: Float64Array) =>
    reliabilityOf(measures, centredErrors(covariance, fit.parameters.length, placed), { divisor: 'n' })
  const reliability = separation(clustered.covariance)
  return {
    ...start,
    options: { ...start.options, ties: fit.rule },
    metric: 'items-mean-0',
    standard_error: 'clustered by respondent',
    fit_flavour: 'over judgements, at the estimates',
    data: { ...start.data, rows_used: clustered.respondents },
    loglik: fit.loglik,
    npar: fit.npar,
    ...informationCriteria(fit.loglik, fit.npar, clustered.respondents),
    score_equations: fit.maxScore,
    item_reliability: reliability.reliability,
    item_separation: reliability.separation,
    item_strata: reliability.strata,
    SSR: separation(fit.covariance).reliability,
    T: fit.T,
    T_se: fit.tieError,
    F: fit.F,
    F_se: fit.orderError,
    nu: davidson.nu,
    gamma_order: davidson.gamma,
    G2: goodness?.G2 ?? null,
    X2: goodness?.X2 ?? null,
    df: goodness?.df ?? null,
    p_G2: goodness?.p ?? null,
    penalty: fit.penalty,
    unanimous: fit.unanimous.map((item) => names[item]!),
  }
}

/** Items that the answers place; the others are held finite by a penalty, which tells nothing of the answers. */
function placedItems({ B, unanimous }: PairedFit): number[] {
  return Array.from(B.keys()).filter((item) => !unanimous.includes(item))
}

function describeItems(
  start: AnalysisResult,
  names: string[],
  fit: PairedFit,
  clustered: ClusteredErrors,
): AnalysisResult['items'] {
  const objects = objectFit(fit)
  const diagonal = diagonalErrors(fit)
  const davidson = toDavidson(fit)
  const placed = placedItems(fit)
  const amongItems = centredErrors(clustered.covariance, fit.parameters.length, placed)
  const entries = names.map((id, k) => [
    id,
    {
      ...start.items[id]!,
      location: fit.B[k]!,
      location_se: clustered.errors[k]!,
      se_centred: amongItems[placed.indexOf(k)] ?? null,
      n: objects.n[k]!,
      infit: objects.infit[k]!,
      infit_z: objects.infitZ[k]!,
      outfit: objects.outfit[k]!,
      outfit_z: objects.outfitZ[k]!,
      B: fit.B[k]!,
      se_full: fit.fullErrors[k]!,
      se_diagonal_Facets_style: diagonal[k]!,
      se_judge_cluster_robust: clustered.errors[k]!,
      lambda: davidson.lambda[k]!,
      lambda_se: davidson.lambdaErrors[k]!,
    },
  ])
  return Object.fromEntries(entries)
}

function raoKupper(judgements: Judgements): AnalysisResult['rao_kupper'] {
  const fit = fitRaoKupper(judgements)
  if (fit.outcome !== 'fit') return null
  return { log_theta: fit.logTheta, loglik: fit.loglik, lambda: Array.from(fit.lambda) }
}

function describeJudging(judgements: Judgements): AnalysisResult['judging'] {
  const triples = countTriples(judgements)
  const sum = (key: 'triples' | 'strict' | 'circular' | 'semiCircular') =>
    triples.reduce((total, row) => total + row[key], 0)
  const group = transitivityViolations(judgements)
  const side = sideBias(judgements)
  return {
    triples: sum('triples'),
    strict_triples: sum('strict'),
    circular: sum('circular'),
    semi_circular: sum('semiCircular'),
    group_triples: group.triples,
    group_violations: group.violations.length,
    first_chosen: side.share,
    first_chosen_p: side.p,
    straight_lining: judgeHabits(judgements).filter((habit) => habit.straightLining).length,
  }
}

function describeJudges(
  table: PairAnswers,
  fit: PairedFit,
  judgements: Judgements,
): AnalysisResult['persons'] {
  const { respondents, fit: statistics } = respondentFit(fit, judgements)
  const habits = new Map(judgeHabits(judgements).map((habit) => [habit.respondent, habit]))
  return respondents.map((respondent, k) => ({
    person: table.respondents[respondent]!,
    score: null,
    answers: habits.get(respondent)!.answers,
    theta: null,
    se: null,
    EAP: null,
    EAP_sd: null,
    infit: statistics.n[k]! > 0 ? statistics.infit[k]! : null,
    outfit: statistics.n[k]! > 0 ? statistics.outfit[k]! : null,
    straight_lining: habits.get(respondent)!.straightLining,
  }))
}
