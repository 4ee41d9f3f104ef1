import { fitPaired } from '../../server/measurement/paired/fit-paired.ts'
import type { Judgements } from '../../server/measurement/paired/judgements.ts'
import { chooseCalibrationSet } from '../../server/measurement/person-item/calibration-set.ts'
import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { compareGroups, comparePairedGroups } from '../../server/measurement/quality/group-differences.ts'
import { informationCriteria, likelihoodRatio } from '../../server/measurement/quality/model-comparison.ts'
import { circularTriads, countTriples } from '../../server/measurement/quality/triads.ts'
import { type Comparison, type Recorder, recordComparisons } from './comparison.ts'
import { expectFit, type Gold, readCsv, readGold, readWide } from './fixtures.ts'
import { readPaired } from './paired.ts'
import { PERSON_ITEM_GOLD } from './person-item.ts'

/** Tests between groups and models, criteria and circular triads of the gold files. */
export function compareQuality(): Comparison[] {
  return [
    ...PERSON_ITEM_GOLD.flatMap(compareModels),
    ...ROUND_ROBINS.flatMap(comparePairedTests),
    ...compareTriads(),
  ]
}

function compareModels(name: string): Comparison[] {
  const gold = readGold(name)
  const responses = readWide(`gold/${name}.csv`)
  const record = recordComparisons(name)
  for (const key of ['cml_rm', 'cml_rsm', 'cml_pcm']) {
    if (gold[key]?.dif_by_group) compareDif(record, key, gold, responses)
  }
  if (gold.pcm_vs_rsm_conditional_LR && responses.maxScore > 1) {
    const test = likelihoodRatio(
      expectFit(fitConditional(responses, 'rsm')),
      expectFit(fitConditional(responses, 'pcm')),
    )
    record.absolute('pcm_vs_rsm chi2', test.chi2, gold.pcm_vs_rsm_conditional_LR.chi2, 1e-4)
    record.absolute('pcm_vs_rsm df', test.df, gold.pcm_vs_rsm_conditional_LR.df, 0)
    record.absolute('pcm_vs_rsm p', test.p, gold.pcm_vs_rsm_conditional_LR.p, 1e-6)
  }
  for (const key of ['mml_rsm', 'mml_pcm']) {
    if (gold[key]) compareCriteria(record, key, gold[key], responses)
  }
  return record.rows
}

function compareDif(record: Recorder, key: string, gold: Gold, responses: ReturnType<typeof readWide>): void {
  const dif = gold[key].dif_by_group
  const model = responses.maxScore === 1 ? 'dichotomous' : key === 'cml_pcm' ? 'pcm' : 'rsm'
  const names = groupsOf(gold, responses.persons)
  if (!names) return
  const groups = names.map((group) => dif.groups.indexOf(group))
  const found = expectFit(compareGroups(responses, model, groups))
  record.absolute(`${key} andersen_LR`, found.test.chi2, dif.andersen_LR, 1e-4)
  record.absolute(`${key} andersen df`, found.test.df, dif.df, 0)
  record.absolute(`${key} andersen p`, found.test.p, dif.p, 1e-6)
  record.absolute(
    `${key} wald_z`,
    found.contrasts.map((row) => row.z),
    dif.wald_z,
    1e-4,
  )
  record.absolute(
    `${key} contrast`,
    found.contrasts.map((row) => row.contrast),
    dif.contrast,
    1e-5,
  )
}

/**
 * The gold files list the groups of the first 200 respondents only; the rest stand in the long file, which
 * exists for 1,000 respondents but not for 5,000, so that one is left out.
 */
function groupsOf(gold: Gold, persons: number): string[] | undefined {
  if (gold.group.length === persons) return gold.group
  if (gold.id !== 'survey_1000x10_work') return undefined
  const groups = new Map(readCsv('gold/survey_1000x10_long.csv').map((row) => [row.surgeon!, row.group!]))
  return readCsv('gold/survey_1000x10_work.csv').map((row) => groups.get(row.person!) ?? '')
}

function compareCriteria(record: Recorder, key: string, gold: Gold, all: ReturnType<typeof readWide>): void {
  const set = chooseCalibrationSet(all, { persons: 'all' })
  if ('outcome' in set) throw new Error(set.sentence)
  const model = all.maxScore === 1 ? 'dichotomous' : key === 'mml_pcm' ? 'pcm' : 'rsm'
  const fit = expectFit(fitMarginal(set.responses, model))
  const criteria = informationCriteria(fit.loglik, fit.npar, fit.groups.persons)
  const tolerance = Math.max(1e-4, 2e-8 * Math.abs(fit.loglik))
  record.absolute(`${key} AIC`, criteria.AIC, gold.AIC, tolerance)
  record.absolute(`${key} BIC`, criteria.BIC, gold.BIC, tolerance)
  const tam = gold.TAM_default_as_snowIRT_prints
  if (tam?.CAIC) record.absolute(`${key} CAIC`, criteria.CAIC, tam.CAIC, Math.max(1e-3, 5e-8 * tam.CAIC))
}

const ROUND_ROBINS = ['roundrobin_150', 'roundrobin_full55_60', 'roundrobin_1000', 'roundrobin_5000']

function comparePairedTests(name: string): Comparison[] {
  const gold = readGold(name)
  const { judgements, groups } = readPaired(`gold/${name}.csv`)
  const record = recordComparisons(name)
  if (gold.group_LR) {
    const found = expectFit(
      comparePairedGroups(
        judgements,
        groups.map((group) => ['US', 'nonUS'].indexOf(group ?? '')),
      ),
    )
    record.absolute('group_LR chi2', found.test.chi2, gold.group_LR.chi2, 1e-4)
    record.absolute('group_LR df', found.test.df, gold.group_LR.df, 0)
    record.absolute('group_LR p', found.test.p, gold.group_LR.p, 1e-6)
    record.absolute(
      'group_LR wald_z',
      found.contrasts.map((row) => row.z),
      gold.group_LR.wald_z,
      1e-4,
    )
  }
  if (gold.with_order_effect?.LR_order) {
    const test = likelihoodRatio(
      expectFit(fitPaired(judgements)),
      expectFit(fitPaired(judgements, { order: true })),
    )
    record.absolute('LR_order chi2', test.chi2, gold.with_order_effect.LR_order.chi2, 1e-4)
    record.absolute('LR_order df', test.df, gold.with_order_effect.LR_order.df, 0)
  }
  if (gold.triads_by_judge) compareTriples(record, gold.triads_by_judge, judgements)
  return record.rows
}

function compareTriples(record: Recorder, triads: Gold, judgements: Judgements): void {
  const counts = countTriples(judgements)
  record.absolute(
    'triads triples',
    counts.map((row) => row.triples),
    triads.triples,
    0,
  )
  record.absolute(
    'triads strict',
    counts.map((row) => row.strict),
    triads.strict_triples,
    0,
  )
  record.absolute(
    'triads circular',
    counts.map((row) => row.circular),
    triads.circular,
    0,
  )
  record.absolute(
    'triads semi_circular',
    counts.map((row) => row.semiCircular),
    triads.semi_circular,
    0,
  )
}

function compareTriads(): Comparison[] {
  const gold = readGold('triads')
  const rows = readCsv('gold/triads.csv')
  const record = recordComparisons('triads')
  for (const n of [7, 8]) {
    const reference = gold[`n${n}`]
    const wins = new Map<string, number[]>()
    for (const row of rows.filter((candidate) => Number(candidate.n) === n)) {
      const own = wins.get(row.judge!) ?? new Array(n).fill(0)
      wins.set(row.judge!, own)
      own[Number(row.y === '2' ? row.a : row.b) - 1]++
    }
    const found = Array.from(wins.values(), circularTriads)
    record.absolute(`n${n} wins`, [...wins.values()].flat(), reference.wins, 0)
    record.absolute(
      `n${n} circular`,
      found.map((row) => row.circular),
      reference.circular,
      0,
    )
    record.absolute(
      `n${n} zeta`,
      found.map((row) => row.zeta),
      reference.zeta,
      1e-8,
    )
    record.absolute(`n${n} max`, found[0]!.most, reference.max, 0)
    record.absolute(`n${n} expected_random`, found[0]!.expected, reference.expected_random, 1e-12)
  }
  return record.rows
}
