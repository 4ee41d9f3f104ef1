import { bootstrapPaired, summariseDraws } from '../../server/measurement/paired/bootstrap.ts'
import { toDavidson } from '../../server/measurement/paired/davidson.ts'
import { fitPaired, type PairedFit } from '../../server/measurement/paired/fit-paired.ts'
import {
  type Judgements,
  selectJudgements,
  toJudgements,
} from '../../server/measurement/paired/judgements.ts'
import {
  clusteredErrors,
  diagonalErrors,
  differenceError,
} from '../../server/measurement/paired/paired-errors.ts'
import { fitRaoKupper } from '../../server/measurement/paired/rao-kupper.ts'
import { objectFit, pairGoodness, respondentFit } from '../../server/measurement/quality/paired-fit.ts'
import { reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import { type Comparison, type Recorder, recordComparisons } from './comparison.ts'
import { expectFit, type Gold, readCsv, readGold } from './fixtures.ts'

/** Gold files of paired comparisons. */
export const PAIRED_GOLD = [
  'roundrobin_150',
  'roundrobin_full55_60',
  'roundrobin_1000',
  'roundrobin_5000',
  'classic_pudding_davidson1970',
  'classic_chess_venice1971',
  'classic_citations_stigler',
  'classic_creams_rmt92d',
]

/** A paired file as judgements; items in alphabetical order, as in the gold files. */
export function readPaired(path: string) {
  const rows = readCsv(path)
  const names = [...new Set(rows.flatMap((row) => [row.a!, row.b!]))].sort()
  const packed = toJudgements(
    rows.map((row) => ({
      a: names.indexOf(row.a!),
      b: names.indexOf(row.b!),
      more: Number(row.y),
      first: Number(row.first ?? 0),
      respondent: Number(row.judge),
      weight: Number(row.w ?? 1),
    })),
    names.length,
  )
  if ('outcome' in packed) throw new Error(packed.sentence)
  return { judgements: packed, names, groups: rows.map((row) => row.group) }
}

/** Every quantity of one gold file of pairs against ours. */
export function comparePaired(name: string): Comparison[] {
  const gold = readGold(name)
  const { judgements, groups, names } = readPaired(`gold/${name}.csv`)
  const record = recordComparisons(name)
  for (const key of ['adjacent', 'with_order_effect']) {
    if (gold[key]) compareAdjacent(record, key, gold[key], judgements, key === 'with_order_effect')
  }
  for (const [key, ties] of [
    ['bt_no_ties', 'drop'],
    ['bt_ties_half', 'half'],
  ] as const) {
    if (gold[key]) compareWithoutTies(record, key, gold[key], expectFit(fitPaired(judgements, { ties })))
  }
  if (gold.BradleyTerry2) compareReferenceItem(record, gold.BradleyTerry2, expectFit(fitPaired(judgements)))
  if (gold.psychotools_btmodel)
    comparePsychotools(record, gold.psychotools_btmodel, expectFit(fitPaired(judgements)))
  if (gold.winsteps_published)
    compareWinsteps(record, gold.winsteps_published, expectFit(fitPaired(judgements)), names)
  if (gold.rao_kupper) compareRaoKupper(record, gold.rao_kupper, judgements)
  if (gold.bootstrap_by_judge) compareBootstrap(record, gold.bootstrap_by_judge, judgements)
  if (gold.group_LR) compareGroups(record, gold, judgements, groups)
  return record.rows
}

function compareAdjacent(
  record: Recorder,
  key: string,
  gold: Gold,
  judgements: Judgements,
  order: boolean,
): void {
  const fit = expectFit(fitPaired(judgements, { order }))
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} B`, fit.B, gold.B, 1e-6)
  record.relative(`${key} se_full`, fit.fullErrors, gold.se_full, 1e-5)
  record.relative(`${key} se_diagonal`, diagonalErrors(fit), gold.se_diagonal_Facets_style, 1e-5)
  if (gold.se_judge_cluster_robust) {
    const clustered = clusteredErrors(fit, judgements).errors.slice(0, judgements.items)
    record.relative(`${key} se_judge_cluster_robust`, clustered, gold.se_judge_cluster_robust, 1e-4)
  }
  record.absolute(`${key} T`, fit.T, gold.T, 1e-6)
  record.relative(`${key} T_se`, fit.tieError, gold.T_se, 1e-5)
  if (order) {
    record.absolute(`${key} F`, fit.F, gold.F, 1e-6)
    record.relative(`${key} F_se`, fit.orderError, gold.F_se, 1e-5)
  }
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, Math.max(1e-4, 5e-9 * Math.abs(gold.loglik)))
  record.absolute(`${key} npar`, fit.npar, gold.npar, 0)
  compareGoodness(record, key, gold, fit)
  compareScale(record, key, gold, fit)
  compareFit(record, key, gold, fit, judgements)
}

function compareGoodness(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const goodness = pairGoodness(fit)!
  record.relative(`${key} G2`, goodness.G2, gold.G2, 1e-6)
  record.relative(`${key} X2`, goodness.X2, gold.X2, 1e-6)
  record.absolute(`${key} df`, goodness.df, gold.df, 0)
  record.absolute(`${key} p_G2`, goodness.p, gold.p_G2, 1e-6)
}

function compareScale(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const davidson = toDavidson(fit)
  record.absolute(`${key} lambda`, davidson.lambda, gold.davidson.lambda, 1e-6)
  record.relative(`${key} lambda_se`, davidson.lambdaErrors, gold.davidson.lambda_se, 1e-5)
  record.absolute(`${key} worth`, davidson.worth, gold.davidson.worth, 1e-6)
  record.absolute(`${key} nu`, davidson.nu, gold.davidson.nu, 1e-6)
  if (fit.F !== null) record.absolute(`${key} gamma_order`, davidson.gamma, gold.davidson.gamma_order, 1e-6)
}

function compareFit(record: Recorder, key: string, gold: Gold, fit: PairedFit, judgements: Judgements): void {
  const objects = objectFit(fit)
  record.absolute(`${key} object n`, objects.n, gold.object_fit.n, 0)
  record.absolute(`${key} object infit`, objects.infit, gold.object_fit.infit, 1e-5)
  record.absolute(`${key} object infit_z`, objects.infitZ, gold.object_fit.infit_z, 1e-4)
  record.absolute(`${key} object outfit`, objects.outfit, gold.object_fit.outfit, 1e-5)
  record.absolute(`${key} object outfit_z`, objects.outfitZ, gold.object_fit.outfit_z, 1e-4)
  const full = reliabilityOf(fit.B, fit.fullErrors, { divisor: 'n' })
  const diagonal = reliabilityOf(fit.B, diagonalErrors(fit), { divisor: 'n' })
  record.absolute(
    `${key} scale separation reliability`,
    full.reliability,
    gold.object_reliability_full_se.reliability,
    1e-6,
  )
  record.absolute(`${key} separation`, full.separation, gold.object_reliability_full_se.separation, 1e-4)
  record.absolute(
    `${key} reliability, diagonal se`,
    diagonal.reliability,
    gold.object_reliability_diag_se.reliability,
    1e-6,
  )
  const real = reliabilityOf(fit.B, diagonalErrors(fit), { divisor: 'n', infit: objects.infit }).reliability
  record.absolute(`${key} real reliability`, real, gold.object_reliability_diag_se.real_reliability, 1e-5)
  if (!gold.judge_fit_first) return
  const { respondents, fit: statistics } = respondentFit(fit, judgements)
  const rows = (gold.judge_fit_first.judge as number[]).map((judge) => respondents.indexOf(judge))
  const at = (values: ArrayLike<number>) => rows.map((row) => values[row]!)
  record.absolute(`${key} judge infit`, at(statistics.infit), gold.judge_fit_first.infit, 1e-5)
  record.absolute(`${key} judge infit_z`, at(statistics.infitZ), gold.judge_fit_first.infit_z, 1e-4)
  record.absolute(`${key} judge outfit`, at(statistics.outfit), gold.judge_fit_first.outfit, 1e-5)
  record.absolute(`${key} judge outfit_z`, at(statistics.outfitZ), gold.judge_fit_first.outfit_z, 1e-4)
}

/** Bradley-Terry logits are lambda = 2B. */
function compareWithoutTies(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const davidson = toDavidson(fit)
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} lambda`, davidson.lambda, gold.lambda, 1e-6)
  record.relative(`${key} lambda_se`, davidson.lambdaErrors, gold.lambda_se, 1e-4)
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, Math.max(1e-4, 5e-9 * Math.abs(gold.loglik)))
}

/** BradleyTerry2 prints worths against the first item, with the error of that difference. */
function compareReferenceItem(record: Recorder, gold: Gold, fit: PairedFit): void {
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
function comparePsychotools(record: Recorder, gold: Gold, fit: PairedFit): void {
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
function compareWinsteps(record: Recorder, gold: Gold, fit: PairedFit, names: string[]): void {
  const order = (gold.player as string[]).map((player) => names.indexOf(player))
  const at = (values: ArrayLike<number>) => order.map((item) => values[item]!)
  const objects = objectFit(fit, 'winsteps')
  record.absolute('Winsteps printed measure', at(fit.B), gold.measure, 0.025)
  record.absolute('Winsteps printed infit', at(objects.infit), gold.infit, 0.04)
  record.absolute('Winsteps printed outfit', at(objects.outfit), gold.outfit, 0.05)
  record.absolute('Winsteps printed infit_z', at(objects.infitZ), gold.infit_z, 0.2)
  record.absolute('Winsteps printed outfit_z', at(objects.outfitZ), gold.outfit_z, 0.2)
}

function compareRaoKupper(record: Recorder, gold: Gold, judgements: Judgements): void {
  const fit = expectFit(fitRaoKupper(judgements))
  record.absolute('rao_kupper score equations', fit.maxScore, 0, 1e-8)
  record.absolute('rao_kupper lambda', fit.lambda, gold.lambda, 1e-4)
  record.relative('rao_kupper lambda_se', fit.lambdaErrors, gold.lambda_se, 0.01)
  record.absolute('rao_kupper log_theta', fit.logTheta, gold.log_theta, 1e-4)
  record.absolute('rao_kupper loglik', fit.loglik, gold.loglik, 1e-4)
}

function compareBootstrap(record: Recorder, gold: Gold, judgements: Judgements): void {
  const fit = expectFit(fitPaired(judgements))
  const draws = bootstrapPaired(fit, judgements, { replications: 2000, seed: 20240501 })
  const summary = summariseDraws(draws).slice(0, judgements.items)
  record.relative(
    'bootstrap_by_judge sd',
    summary.map((row) => row.sd),
    gold.sd,
    0.1,
  )
  record.absolute(
    'bootstrap_by_judge lo',
    summary.map((row) => row.low),
    gold.lo,
    0.05,
  )
  record.absolute(
    'bootstrap_by_judge hi',
    summary.map((row) => row.high),
    gold.hi,
    0.05,
  )
}

function compareGroups(
  record: Recorder,
  gold: Gold,
  judgements: Judgements,
  groups: (string | undefined)[],
): void {
  for (const group of ['US', 'nonUS']) {
    const positions = groups.flatMap((value, n) => (value === group ? [n] : []))
    const fit = expectFit(fitPaired(selectJudgements(judgements, positions)))
    record.absolute(`group_LR B_${group}`, fit.B, gold.group_LR[`B_${group}`], 1e-6)
  }
}
