import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { asPlanned } from '../../server/exports/programs/run-of-files.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import type { StudyResult } from '../../server/findings/study-result.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { givenArchive, givenFolder } from '../exports/support.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { exclude, givenAnswered } from './given-closed.ts'

/* While a decision stands there are two analyses; each is the same on its page, in its bundle and by the engine. */

type Archive = ReturnType<typeof givenArchive>

function hashOf({ folder }: Archive, ...names: string[]): string {
  const hash = createHash('sha256')
  for (const name of names) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

function predicted({ findings }: StudyResult): number {
  const [value] = findings.find(({ construct }) => construct.isPrimary)!.values
  if (!value || 'outcome' in value) throw new Error('a value')
  return value.predicted
}

function predictedIn(archive: Archive): number {
  const rows = archive.rows('analysis/numbers.csv')
  return Number(rows.find((row) => row.analysis === 'work_effort' && row.quantity === 'predicted')!.value)
}

const analysedIn = (archive: Archive) =>
  archive
    .rows('funnel.csv')
    .filter(({ stage, level, route }) => stage === 'analysed' && level === 'all' && route === 'all')
    .reduce((sum, { n }) => sum + Number(n), 0)

/** So few finish that no bundle waits for a bootstrap. */
function givenDecided() {
  const given = givenAnswered({
    respondents: 22,
    env: { COMPARAND_DATA: givenFolder() },
    change: (definition) => {
      definition.smallCellThreshold = 1
    },
  })
  const { pseudonym } = keptResult(given.context, given.study()).judges[0]!
  exclude(given.context, pseudonym)
  return { ...given, pseudonym }
}

describe('while a decision stands', () => {
  test.each([
    ['planned', false],
    ['exploratory', true],
  ] as const)('page, bundle and engine agree on the %s analysis', async (kind, recorded) => {
    const { context, app, study, definition, pseudonym } = givenDecided()
    const engine = keptResult(context, study(), recorded ? { run: { recorded } } : {})
    const choice = recorded ? {} : asPlanned(definition)
    const archive = givenArchive(context, { slug: 'endo', programs: true, ...choice })

    expect(hashOf(archive, 'r/answers.csv')).toBe(engine.dataSha256)
    expect(predictedIn(archive)).toBe(predicted(engine))
    expect(analysedIn(archive)).toBe(engine.people.analysed)
    expect(archive.manifest.filters.decisions).toBe(recorded ? 'applied' : 'off')
    expect(archive.manifest.analysis).toEqual({
      kind,
      differences: engine.differences,
      respondents: engine.people.analysed,
      data_sha256: engine.dataSha256,
    })
    const told = archive.rows('analysis/analyses.csv').map((row) => row.exploratory)
    expect(new Set(told)).toEqual(new Set([engine.differences.join(' ')]))
    expect(archive.rows('exclusions.csv').map((row) => row.respondent)).toEqual(recorded ? [pseudonym] : [])
    expect(archive.rows('decisions.csv')).toMatchObject([
      { respondent: pseudonym, item: '', decided: 'left_out', stands: '1', reason: 'Answered at random' },
    ])
    if (recorded) expect(engine.differences.join(' ')).toContain(`after the plan: ${pseudonym}.`)
    const readme = archive.text('README.md')
    expect(readme).toContain(recorded ? '**Exploratory.**' : '**Planned.**')
    expect(readme).toContain(engine.dataSha256)
    expect(readme.includes('--as-planned')).toBe(recorded)

    const auditor = await givenBrowser(context, app, 'auditor')
    const $ = load((await auditor.get(`/studies/endo/results${recorded ? '?decisions=applied' : ''}`)).text)
    expect($('.hashes').text()).toContain(engine.dataSha256)
    const shown = $('.value b').text()
    expect(shown).toBe(predictedIn(archive).toFixed(shown.split('.')[1]?.length ?? 0))
    expect($('.exploratory')).toHaveLength(recorded ? 1 : 0)
  })

  test('the data page makes either, and says which is which', async () => {
    const { context, app, study, pseudonym } = givenDecided()
    const analyst = await givenBrowser(context, app, 'analyst')
    const form = load((await analyst.get('/studies/endo/data')).text)
    expect(form('input[name=decisions]')).toHaveLength(2)
    for (const decisions of ['applied', 'off']) {
      await analyst
        .post('/studies/endo/data', { include: 'completed', flavour: 'script', decisions })
        .expect(303)
      await allJobsEnded(context)
    }
    const words = wordsOf((await analyst.get('/studies/endo/data')).text)
    expect(words).toContain('Planned analysis: follows the frozen plan.')
    expect(words).toContain(
      'Exploratory analysis: This run leaves out respondents or items by recorded decisions',
    )
    for (const run of [{}, { recorded: true }])
      expect(words).toContain(keptResult(context, study(), { run }).dataSha256)
    exclude(context, pseudonym, 0)
    const after = load((await analyst.get('/studies/endo/data')).text)
    expect(after('input[name=decisions]')).toHaveLength(0)
    const wrong = { include: 'completed', flavour: 'script', decisions: 'some' }
    expect((await analyst.post('/studies/endo/data', wrong)).status).toBe(400)
  })
})

test('who takes other people than the plan does not get the planned analysis by that choice alone', () => {
  const { context } = givenDecided()
  const { manifest } = givenArchive(context, { slug: 'endo', include: 'started', decisions: 'off' })
  expect(manifest.analysis).toMatchObject({
    kind: 'exploratory',
    differences: ['The plan analyses those who answered to the end; this run everybody who started.'],
    data_sha256: null,
  })
})

test('the hash of a study with rating items is that of its two files one after the other', () => {
  const { context, study } = givenAnswered({ template: 'decision-factors-2024', respondents: 22 })
  const archive = givenArchive(context, { slug: 'endo', programs: true })
  const { dataSha256 } = keptResult(context, study())
  expect(hashOf(archive, 'r/answers.csv', 'r/ratings.csv')).toBe(dataSha256)
  expect(archive.manifest.analysis?.data_sha256).toBe(dataSha256)
  expect(archive.text('README.md')).toContain('cat r/answers.csv r/ratings.csv | sha256sum')
})
