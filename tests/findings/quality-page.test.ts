import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { dependenceOf } from '../../server/findings/item-rows.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import type { AnalysisResult } from '../../server/results/analysis-result.ts'
import { givenFolder } from '../exports/support.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenAnswered } from './given-closed.ts'

/** So few finish that no dataset waits for a bootstrap. */
function givenData() {
  const folder = givenFolder()
  return givenAnswered({ respondents: 22, env: { COMPARAND_DATA: folder } })
}

describe('a decision to leave somebody out', () => {
  test('needs a reason, is recorded, makes a new dataset, and is taken back', async () => {
    const given = givenData()
    const analyst = await givenBrowser(given.context, given.app, 'analyst')
    const planned = keptResult(given.context, given.study())
    const { pseudonym } = planned.judges[0]!
    const path = `/studies/endo/quality/respondent/${pseudonym}`
    const rows = () => given.context.db.prepare('SELECT count(*) FROM judgement').pluck().get()
    const before = rows()

    const form = await analyst.get(path)
    expect(wordsOf(form.text)).toContain(`Leave ${pseudonym} out of analyses`)
    const empty = await analyst.post(path, { excluded: 'yes', reason: '  ' })
    expect([empty.status, wordsOf(empty.text)]).toEqual([422, expect.stringContaining('Give the reason')])
    expect((await analyst.post(path, { excluded: 'maybe', reason: 'x' })).status).toBe(422)

    for (let twice = 0; twice < 2; twice++)
      await analyst.post(path, { excluded: 'yes', reason: 'Answered at random' }).expect(303)
    await allJobsEnded(given.context)
    const decisions = given.context.db.prepare('SELECT reason, by_role FROM exclusion').all()
    expect(decisions).toEqual([{ reason: 'Answered at random', by_role: 'analyst' }])
    expect(given.context.queries.datasets.listOfStudy.all(given.studyId)).toHaveLength(1)
    expect(rows()).toBe(before)

    const page = await analyst.get('/studies/endo/quality')
    const words = wordsOf(page.text)
    expect(words).toContain('Answered at random')
    expect(words).toContain('As planned, everybody kept')
    expect(words).toContain('With the recorded exclusion applied')
    const result = wordsOf((await analyst.get('/studies/endo/results')).text)
    expect(result).not.toContain('Exploratory.')
    expect(result).toContain('With the recorded exclusion applied')
    const without = wordsOf((await analyst.get('/studies/endo/results?decisions=applied')).text)
    expect(without).toContain('leaves out respondents or items by recorded decisions')

    await analyst.post(path, { excluded: 'no', reason: 'Checked with the society' }).expect(303)
    await allJobsEnded(given.context)
    const after = keptResult(given.context, given.study(), { run: { recorded: true } })
    expect(after.dataSha256).toBe(planned.dataSha256)
    const [newest, first] = given.context.queries.datasets.listOfStudy.all(given.studyId)
    expect(newest!.sha256).not.toBe(first!.sha256)
    expect(wordsOf((await analyst.get('/studies/endo/quality')).text)).toContain('Checked with the society')
  })

  test('leaves a comparator off every scale, and the planned result as it was', async () => {
    const given = givenData()
    const analyst = await givenBrowser(given.context, given.app, 'analyst')
    const planned = keptResult(given.context, given.study())
    await analyst.post('/studies/endo/quality/item/C03', {
      excluded: 'yes',
      reason: 'Two readings of the code',
    })
    await allJobsEnded(given.context)
    const without = keptResult(given.context, given.study(), { run: { recorded: true } })
    expect(Object.keys(without.findings[0]!.result.items)).not.toContain('C03')
    expect(keptResult(given.context, given.study()).findings[0]!.values).toEqual(planned.findings[0]!.values)
    expect(wordsOf((await analyst.get('/studies/endo/results?decisions=applied')).text)).toContain(
      'left out: Two readings of the code',
    )
    expect(
      (await analyst.post('/studies/endo/quality/item/C99', { excluded: 'yes', reason: 'x' })).status,
    ).toBe(404)
    expect(
      (await analyst.post('/studies/endo/quality/item/T1', { excluded: 'yes', reason: 'x' })).status,
    ).toBe(404)
  })

  test('is not for auditors, nor for a coordinator of one society, nor while the study is blind', async () => {
    const given = givenAnswered({ respondents: 10, live: true })
    const path = '/studies/endo/quality/item/C01'
    for (const [role, society] of [
      ['auditor', null],
      ['coordinator', 'isass'],
    ] as const) {
      const browser = await givenBrowser(given.context, given.app, role, society)
      expect((await browser.post(path, { excluded: 'yes', reason: 'x' })).status).toBe(403)
      expect((await browser.get('/studies/endo/quality')).status).toBe(200)
    }
    const analyst = await givenBrowser(given.context, given.app, 'analyst')
    expect((await analyst.get(path)).status).toBe(409)
    expect((await analyst.post(path, { excluded: 'yes', reason: 'x' })).status).toBe(409)
    const words = wordsOf((await analyst.get('/studies/endo/quality')).text)
    expect(words).toContain('Results open when the study closes')
    expect(words).not.toMatch(/infit|seconds|S\d{5}|first-shown/i)
    expect(given.context.db.prepare('SELECT count(*) FROM item_exclusion').pluck().get()).toBe(0)
  })
})

describe('the quality page', () => {
  test('sorts respondents by every column, and its cells are the engine’s', async () => {
    const given = givenAnswered({ respondents: 30 })
    const auditor = await givenBrowser(given.context, given.app, 'auditor')
    const { findings, judges } = keptResult(given.context, given.study())
    const infit = new Map(findings[0]!.result.persons.map((one) => [one.person, one.infit]))
    const columns = [
      'infit',
      'outfit',
      'seconds',
      'first',
      'equal',
      'repeats',
      'answers',
      'flags',
      'respondent',
    ]
    for (const sort of columns) {
      const $ = load((await auditor.get(`/studies/endo/quality?sort=${sort}&order=ascending`)).text)
      expect($('th[aria-sort]').attr('aria-sort')).toBe('ascending')
      expect($('[aria-label="Respondents"] tbody tr')).toHaveLength(judges.length)
    }
    const $ = load((await auditor.get('/studies/endo/quality?sort=infit')).text)
    const shown = $('[aria-label="Respondents"] tbody tr')
      .toArray()
      .map((row) => [$(row).find('th').text(), $(row).find('[data-label="Infit"]').text()] as const)
    for (const [name, text] of shown) expect(text).toBe(infit.get(name)!.toFixed(2))
    const values = shown.map(([name]) => infit.get(name)!)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect($('[aria-label="Items"] tbody tr')).toHaveLength(11)
    expect(wordsOf($.html())).toContain('Repeated pairs answered alike')
    expect($('a:contains("Leave out")')).toHaveLength(0)
  })

  test('has links to its parts, and puts first what asks for a look', async () => {
    const given = givenAnswered({ respondents: 30 })
    const auditor = await givenBrowser(given.context, given.app, 'auditor')
    const read = async (query: string) => load((await auditor.get(`/studies/endo/quality${query}`)).text)
    const $ = await read('')
    const parts = $('nav[aria-label="On this page"] a')
      .toArray()
      .map((link) => link.attribs.href!)
    expect(parts).toEqual(['#decisions', '#judges', '#items', '#dependence', '#pictures'])
    for (const part of parts) expect($(`h2${part}`)).toHaveLength(1)
    for (const label of ['Respondents', 'Items']) {
      const counts = $(`[aria-label="${label}"] tbody tr`)
        .toArray()
        .map((row) => $(row).find('.flag').length)
      expect(counts).toEqual([...counts].sort((a, b) => b - a))
    }
    const seconds = await read('?sort=seconds')
    const shown = seconds('[data-label="Median seconds"]')
      .toArray()
      .map((cell) => Number(seconds(cell).text()))
    expect(shown, 'the fastest first').toEqual([...shown].sort((a, b) => a - b))
    expect(seconds('th[aria-sort]').attr('aria-sort')).toBe('ascending')
  })

  test('shows rating items too, and no name or address of anybody', async () => {
    const given = givenAnswered({ template: 'decision-factors-2024', respondents: 25 })
    const analyst = await givenBrowser(given.context, given.app, 'analyst')
    const words = wordsOf((await analyst.get('/studies/endo/quality')).text)
    expect(words).toContain('R01')
    expect(words).not.toContain('sim-')
    expect((await analyst.get('/studies/endo/quality?analysis=none')).status).toBe(404)
  })
})

test('misfits stand beside how many chance alone gives, once surveys are simulated', async () => {
  const given = givenData()
  const analyst = await givenBrowser(given.context, given.app, 'analyst')
  const first = wordsOf((await analyst.get('/studies/endo/quality')).text)
  expect(first).toContain('how many chance alone would give is being simulated')
  await allJobsEnded(given.context)
  const words = wordsOf((await analyst.get('/studies/endo/quality')).text)
  const { result } = keptResult(given.context, given.study()).findings.find(
    ({ construct }) => construct.isPrimary,
  )!
  const infits = result.persons.flatMap(({ infit }) => (infit === null ? [] : [infit]))
  const above = infits.filter((infit) => infit > 1.5).length
  expect(words).toMatch(
    /Respondents with infit above 1.5 by chance about \d+\.\d \(\d+ to \d+\): .*?chance gives/,
  )
  expect(words).toMatch(
    new RegExp(`infit above 1.5 by chance[^:]*: \\w+( \\w+)* gives ?${above} of ${infits.length}`),
  )
  expect(words).toContain('surveys simulated from the fitted model')
})

test('of items that hang together the page says, as the report does, what chance alone can give', () => {
  const pair = (aq3: number, p: number) => ({ first: 'C01', second: 'C02', aq3, p, p_holm: p })
  const analysis = { local_dependence: [pair(0.43, 0.0001), pair(-0.24, 0.714), pair(0.1, 1)], MADaQ3: 0.085 }
  const { dependence } = dependenceOf(analysis as unknown as AnalysisResult)
  expect(dependence.map(({ reading }) => reading)).toEqual([
    'answered more alike than the scale explains, beyond chance (p < 0.001 after Holm)',
    'answered more differently than the scale explains; chance alone can give as much (p 0.714 after Holm)',
  ])
})
