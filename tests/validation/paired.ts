import { bootstrapPaired, summariseDraws } from '../../server/measurement/paired/bootstrap.ts'
import { toDavidson } from '../../server/measurement/paired/davidson.ts'
import { fitPaired, type PairedFit } from '../../server/measurement/paired/fit-paired.ts'
import {
  type Judgements,
  selectJudgements,
  toJudgements,
} from '../../server/measurement/paired/judgements.ts'
import { clusteredErrors, diagonalErrors } from '../../server/measurement/paired/paired-errors.ts'
import { fitRaoKupper } from '../../server/measurement/paired/rao-kupper.ts'
import { type Comparison, type Recorder, recordComparisons } from './comparison.ts'
import { expectFit, type Gold, readCsv, readGold } from './fixtures.ts'
import { compareFit, compareGoodness, compareScale } from './paired-fit.ts'
import { comparePsychotools, compareReferenceItem, compareWinsteps } from './paired-programs.ts'

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

/** Bradley-Terry logits are lambda = 2B. */
function compareWithoutTies(record: Recorder, key: string, gold: Gold, fit: PairedFit): void {
  const davidson = toDavidson(fit)
  record.absolute(`${key} score equations`, fit.maxScore, 0, 1e-8)
  record.absolute(`${key} lambda`, davidson.lambda, gold.lambda, 1e-6)
  record.relative(`${key} lambda_se`, davidson.lambdaErrors, gold.lambda_se, 1e-4)
  record.absolute(`${key} loglik`, fit.loglik, gold.loglik, Math.max(1e-4, 5e-9 * Math.abs(gold.loglik)))
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
