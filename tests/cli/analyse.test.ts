import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { type AnalyseOptions, addAnalyseCommand, analyseCommand } from '../../server/cli/analyse.ts'
import { FileProblem } from '../../server/cli/input-file.ts'
import { analysisResult } from '../../server/results/analysis-result.ts'
import { describeAnalysisResult } from '../../server/results/describe-schema.ts'
import { readGold } from '../validation/fixtures.ts'

const gold = (file: string) => fileURLToPath(new URL(`../fixtures/gold/${file}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'analyse-'))

function givenFile(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function run(options: Partial<AnalyseOptions>) {
  let printed = ''
  const defaults = {
    estimator: 'mml',
    ties: 'adjacent',
    order: false,
    completeRows: false,
    seed: 1,
    replications: 0,
  } as const
  const result = analyseCommand({ ...defaults, ...options }, (text) => {
    printed += text
  })
  expect(printed).not.toMatch(/NaN|Infinity|undefined/)
  return { result: analysisResult.parse(result), printed }
}

function near(ours: (number | null)[], reference: Record<string, number>, digits = 4) {
  Object.values(reference).forEach((value, k) => {
    expect(ours[k]).toBeCloseTo(value, digits)
  })
}

const survey = { wide: gold('survey_150x10_work.csv'), items: gold('survey_150x10_comparators.csv') }
const reference = readGold('survey_150x10_work')

describe('a wide file', () => {
  it('gives the reference measures in column order, by each estimator', () => {
    for (const [estimator, key] of [
      ['mml', 'mml_rsm'],
      ['cml', 'cml_rsm'],
      ['jmle', 'jmle_rsm'],
    ] as const) {
      const { result } = run({ ...survey, estimator })
      expect(Object.keys(result.items)).toEqual(Object.keys(reference[key].location))
      near(
        Object.values(result.items).map((item) => item.location),
        reference[key].location,
      )
      near(result.tau!, reference[key].tau)
    }
  })

  it('reads the implied wRVU with interval, R2, n and baseline', () => {
    const { result, printed } = run({ ...survey, estimator: 'cml' })
    const [value] = result.implied_wrvu
    if (!value || 'outcome' in value) throw new Error('no value')
    expect(value.predicted).toBeCloseTo(reference.linking.result.predicted, 3)
    expect(value.r2).toBeCloseTo(reference.linking.result.r2, 4)
    expect(printed).toContain('prediction interval')
    expect(printed).toContain('survey-free baseline')
  })

  it('drops incomplete rows on request and says how many', () => {
    const { result, printed } = run({ ...survey, completeRows: true })
    expect(result.data).toMatchObject({ rows_used: 32, incomplete_rows_dropped: 118 })
    expect(printed).toContain('118 incomplete rows dropped')
  })

  it('reads a dichotomised model both ways, and refuses without the ties', () => {
    const { result } = run({ ...survey, model: 'dichotomous' })
    const values = result.implied_wrvu.map((value) => ('outcome' in value ? 0 : value.predicted))
    expect(values[0]).toBeCloseTo(15.82, 1)
    expect(values[1]).toBeCloseTo(27.54, 1)
    near(
      Object.values(result.items).map((item) => item.location),
      readGold('survey_150x10_work_dichotomous').mml_rsm.location,
    )
    const refused = run({
      ...survey,
      wide: gold('survey_150x10_work_dichotomous.csv'),
      model: 'dichotomous',
    }).result
    expect(refused.implied_wrvu).toMatchObject([{ outcome: 'two-readings' }])
  })

  it('is deterministic for a seed, with the hash of the input and the version of the engine', () => {
    const first = run({ ...survey, replications: 30 }).result
    expect(run({ ...survey, replications: 30 }).result).toEqual(first)
    expect(first.input).toHaveLength(2)
    expect(first.input[0]).toMatchObject({
      file: 'survey_150x10_work.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(first.engine.version).toMatch(/^\d+\.\d+\.\d+$/)
    const other = run({ ...survey, replications: 30, seed: 2 }).result
    expect(other.implied_wrvu).not.toEqual(first.implied_wrvu)
  })

  it('can be fitted as pairs of the target with each comparator', () => {
    const { result } = run({ ...survey, model: 'paired' })
    expect(result.items.TARGET!.B).not.toBeNull()
    expect(result.implied_wrvu).toHaveLength(1)
  })
})

describe('a long file', () => {
  it('of pairs gives the reference B, T and F', () => {
    const { result, printed } = run({ long: gold('roundrobin_150.csv'), order: true, target: 'TARGET' })
    expect(printed).toContain("Davidson's log-worth")
    const { with_order_effect: expected } = readGold('roundrobin_150')
    near(
      Object.values(result.items).map((item) => item.B),
      expected.B,
    )
    expect(result.T).toBeCloseTo(expected.T, 5)
    expect(result.F).toBeCloseTo(expected.F, 5)
    expect(result.nu).toBeCloseTo(expected.davidson.nu, 5)
    const triads = readGold('roundrobin_150').triads_by_judge
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
    expect(result.judging).toMatchObject({
      triples: sum(triads.triples),
      circular: sum(triads.circular),
      semi_circular: sum(triads.semi_circular),
    })
  })

  it('about one target is the same survey as the wide file', () => {
    const long = run({
      long: gold('survey_150x10_long.csv'),
      construct: 'work',
      model: 'rsm',
      items: survey.items,
    }).result
    near(
      Object.values(long.items).map((item) => item.location),
      reference.mml_rsm.location,
    )
  })

  it('holds words, sides and repeats as the archive does', () => {
    const path = givenFile(
      'archive.csv',
      'respondent,construct,item_a,item_b,shown_first,is_repeat,response\n' +
        ['less', 'equal', 'more', 'cannot', 'more']
          .flatMap((answer, k) => [
            `R${k},work,T1,C01,a,0,${answer}`,
            `R${k},work,T1,C02,b,0,${k % 2 ? 'less' : 'more'}`,
            `R${k},work,C01,C02,a,1,more`,
          ])
          .join('\n'),
    )
    const { result } = run({ long: path, target: 'T1' })
    expect(result.data.answers).toBe(9)
    expect(Object.keys(result.items)).toEqual(['C01', 'C02', 'T1'])
  })

  it('takes target and work RVUs from the archive columns', () => {
    const header = 'respondent,construct,item_a,item_b,item_a_role,item_b_role,item_b_wrvu,response\n'
    const words = ['less', 'equal', 'more']
    const rows = Array.from({ length: 40 }, (_, n) =>
      [0, 1, 2, 3]
        .map(
          (k) => `R${n},work,T1,C0${k},target,comparator,${10 + 4 * k},${words[(n * (k + 3) + (n % 7)) % 3]}`,
        )
        .join('\n'),
    )
    const { result } = run({ long: givenFile('roles.csv', header + rows.join('\n')), model: 'rsm' })
    expect(result.outcome).toBe('fit')
    expect(result.implied_wrvu).toMatchObject([{ n: 4 }])
    expect(result.items.C03!.work_rvu).toBe(22)
  })

  it('with several constructs asks for one', () => {
    expect(() => run({ long: gold('survey_150x10_long.csv') })).toThrow(/--construct/)
  })
})

describe('a group column', () => {
  const { dif_by_group: expected } = reference.cml_rsm

  it('compares groups of a person-by-item survey as the reference does', () => {
    const { result, printed } = run({
      long: gold('survey_150x10_long.csv'),
      construct: 'work',
      model: 'rsm',
      group: 'group',
    })
    const found = result.dif_by_group
    if (!found || 'outcome' in found) throw new Error('no comparison')
    expect(found.groups).toEqual([...expected.groups].reverse())
    expect(found.test.chi2).toBeCloseTo(expected.andersen_LR, 3)
    near(
      found.contrasts.map((row) => -row.wald_z),
      expected.wald_z,
      3,
    )
    expect(printed).toContain('Differences between groups')
  })

  it('of a wide file is no item, and one without two groups says so', () => {
    const rows = Array.from(
      { length: 12 },
      (_, n) => `${n},${n % 2 ? 'x' : ''},${n % 3},${(n * n) % 3},${(n + 1) % 2}`,
    )
    const wide = givenFile('team.csv', `person,team,C01,C02,C03\n${rows.join('\n')}\n`)
    const { result } = run({ wide, group: 'team' })
    expect(Object.keys(result.items)).toEqual(['C01', 'C02', 'C03'])
    expect(result.dif_by_group).toMatchObject({ outcome: 'too-few-persons' })
    expect(() => run({ wide, group: 'nowhere' })).toThrow(FileProblem)
  })

  it('compares groups of judges as the reference does', () => {
    const { result } = run({ long: gold('roundrobin_150.csv'), group: 'group' })
    const { group_LR: lr } = readGold('roundrobin_150')
    expect(result.dif_by_group).toMatchObject({ groups: ['US', 'nonUS'] })
    const found = result.dif_by_group
    if (!found || 'outcome' in found) throw new Error('no comparison')
    expect(found.test.chi2).toBeCloseTo(lr.chi2, 3)
    near(
      found.contrasts.map((row) => row.wald_z),
      lr.wald_z,
      3,
    )
  })
})

it('groups of items that nobody links are named beside a marginal estimate and refused by the others', () => {
  const rows = Array.from({ length: 24 }, (_, n) => {
    const [x, y] = [n % 3, Math.floor(n / 3) % 3]
    return n < 12 ? `${n},${x},${y},,` : `${n},,,${y},${x}`
  })
  const path = givenFile('blocks.csv', `person,C01,C02,C03,C04\n${rows.join('\n')}\n`)
  expect(run({ wide: path }).result).toMatchObject({ outcome: 'fit', concerned: ['C01+C02', 'C03+C04'] })
  expect(run({ wide: path, estimator: 'cml' }).result).toMatchObject({ outcome: 'disconnected' })
  expect(run({ wide: path, estimator: 'jmle' }).result).toMatchObject({ outcome: 'disconnected' })
})

describe('bad input is said in a sentence', () => {
  const problem = (options: Partial<AnalyseOptions>) => expect(() => run(options)).toThrow(FileProblem)

  it('missing, empty, not CSV, no such column, twice the same respondent, not a number', () => {
    problem({ wide: join(folder, 'none.csv') })
    problem({ wide: givenFile('empty.csv', '') })
    problem({ wide: givenFile('header.csv', 'person,C01,C02\n') })
    problem({ wide: givenFile('ragged.csv', 'person,C01,C02\n1,2\n') })
    problem({ wide: givenFile('noid.csv', 'x,C01,C02\n1,2,1\n') })
    problem({ wide: givenFile('twice.csv', 'person,C01,C02\n1,2,1\n1,0,1\n') })
    problem({ wide: givenFile('word.csv', 'person,C01,C02\n1,two,1\n2,0,1\n') })
    problem({ wide: givenFile('columns.csv', 'person,C01,C01\n1,2,1\n2,0,1\n') })
    problem({ long: givenFile('answer.csv', 'judge,a,b,y\n1,A,B,3\n') })
    problem({})
  })

  it('an item that nobody answered, or all answered alike, keeps its place and says why it has no measure', () => {
    const rows = Array.from({ length: 12 }, (_, n) => `${n},${n % 3},${(n * n) % 3},,2`)
    const { result, printed } = run({
      wide: givenFile('items.csv', `person,C01,C02,C03,C04\n${rows.join('\n')}\n`),
    })
    expect(Object.values(result.items).map((item) => item.without_measure)).toEqual([
      null,
      null,
      'no-answers',
      'always-highest',
    ])
    expect(printed).toContain('no-answers')
  })

  it('data without an estimate give a named outcome and no numbers', () => {
    const constant = givenFile(
      'constant.csv',
      `person,C01,C02\n${[1, 2, 3].map((n) => `${n},2,2`).join('\n')}\n`,
    )
    const { result, printed } = run({ wide: constant })
    expect(result.outcome).toBe('too-few-items')
    expect(printed).toContain('No estimate')
    const apart = givenFile('apart.csv', 'judge,a,b,y\n1,A,B,2\n2,B,A,2\n1,C,D,1\n')
    expect(run({ long: apart }).result).toMatchObject({ outcome: 'disconnected', concerned: ['A+B', 'C+D'] })
  })
})

it('the command line passes its options on and writes the JSON file', async () => {
  const path = join(folder, 'result.json')
  const program = new Command().exitOverride()
  addAnalyseCommand(program)
  await program.parseAsync(['analyse', '--wide', survey.wide, '--replications', '0', '--json', path], {
    from: 'user',
  })
  const result = analysisResult.parse(JSON.parse(readFileSync(path, 'utf8')))
  expect(result.options).toMatchObject({ model: 'rsm', estimator: 'mml', seed: 1 })
})

it('the documentation of the result is current', () => {
  const page = readFileSync(new URL('../../docs/analysis-result.md', import.meta.url), 'utf8')
  expect(page).toBe(describeAnalysisResult())
})
