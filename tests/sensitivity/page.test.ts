import { load } from 'cheerio'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { startMissingPacks } from '../../server/sensitivity/kept-pack.ts'
import { listTemplates } from '../../server/studies/templates.ts'
import { type GivenClosed, givenAnswered } from '../findings/given-closed.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'

const page = '/studies/endo/sensitivity'

/** A closed study whose analyses are computed, and an auditor who reads them. */
async function givenPack(options: Parameters<typeof givenAnswered>[0]) {
  const given = givenAnswered(options)
  const auditor = await givenBrowser(given.context, given.app, 'auditor')
  const waiting = await auditor.get(page)
  await allJobsEnded(given.context)
  const shown = await auditor.get(page)
  return { ...given, auditor, waiting, shown }
}

/** The value of the plan as the engine gives it, by target. */
function planned({ context, study }: GivenClosed) {
  return keptResult(context, study())
    .findings.filter(({ construct }) => construct.isPrimary)
    .flatMap(({ target, values }) => values.map((value) => ({ target: target.id, value })))
}

describe('before a study has closed', () => {
  test('nobody sees an estimate, and nothing is computed', async () => {
    const given = givenAnswered({ live: true })
    const owner = await givenBrowser(given.context, given.app, 'owner')
    const { status, text } = await owner.get(page)
    expect(status).toBe(200)
    expect(wordsOf(text)).toContain('Results open when the study closes')
    expect(load(text)('.variants')).toHaveLength(0)
    for (const path of [`${page}.csv`, `${page}/sensitivity-1.svg`])
      expect((await owner.get(path)).status, path).toBe(409)
    expect((await owner.post(page)).status).toBe(409)
    startMissingPacks(given.context)
    expect(given.context.jobs.byId.size).toBe(0)
  })
})

describe('once a study has closed', () => {
  test('the analyses are computed without being asked for, once, and the page shows the plan’s own value', async () => {
    const given = givenAnswered({ respondents: 90 })
    startMissingPacks(given.context)
    await allJobsEnded(given.context)
    expect(given.context.queries.sensitivity.find.get(given.study().id)).toBeDefined()
    const jobs = given.context.jobs.byId.size
    startMissingPacks(given.context)
    expect(given.context.jobs.byId.size).toBe(jobs)
    const analyst = await givenBrowser(given.context, given.app, 'analyst')
    const { text } = await analyst.get(page)
    const $ = load(text)
    const [{ value } = { value: undefined }] = planned(given)
    if (!value || 'outcome' in value) throw new Error('a value')
    const cells = $('.variants .plan td')
      .toArray()
      .map((cell) => $(cell).text())
    expect(cells[0]).toBe(value.predicted.toFixed(value.decimals))
    expect(cells[1]).toBe(value.pi_with_target_se.map((limit) => limit.toFixed(value.decimals)).join(' to '))
    expect(cells[3]).toBe(value.r2.toFixed(2))
    expect(cells[6]).toBe(value.baseline.toFixed(value.decimals))
    expect($('h1').text()).toBe('Sensitivity')
  })

  test('whoever comes first is told how far it is, and then sees it', async () => {
    const { waiting, shown } = await givenPack({ respondents: 60 })
    expect(wordsOf(waiting.text)).toContain('These analyses are being computed')
    expect(load(shown.text)('.variants tbody tr').length).toBeGreaterThan(30)
  })

  test('the table has every digit of the engine, the plan first', async () => {
    const given = await givenPack({ respondents: 90 })
    const { text, headers } = await given.auditor.get(`${page}.csv`)
    expect(headers['content-disposition']).toContain('endo-sensitivity.csv')
    const rows = parse(text, { columns: true }) as Record<string, string>[]
    const [{ value } = { value: undefined }] = planned(given)
    if (!value || 'outcome' in value) throw new Error('a value')
    expect(rows[0]).toMatchObject({ variant: 'plan', implied_wrvu: String(value.predicted), difference: '0' })
    expect(new Set(rows.map((row) => row.variant)).size).toBe(rows.length)
  })

  test('pictures are there as SVG and CSV, and no others', async () => {
    const { auditor } = await givenPack({ respondents: 60 })
    const svg = await auditor.get(`${page}/sensitivity-1.svg`)
    expect(svg.headers['content-type']).toContain('image/svg+xml')
    expect((await auditor.get(`${page}/sensitivity-surgeons-1.csv`)).status).toBe(200)
    expect((await auditor.get(`${page}/sensitivity-9.svg`)).status).toBe(404)
    expect((await auditor.get(`${page}/sensitivity-1.exe`)).status).toBe(404)
  })

  test('a recorded exclusion makes the analyses stale, and they are computed again', async () => {
    const given = await givenPack({ respondents: 40 })
    const before = given.context.queries.sensitivity.find.get(given.study().id)!.key
    given.context.db
      .prepare(
        `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
         SELECT study_id, id, 1, 'Answered at random', 'analyst', 'analyst@society.example', 1
         FROM respondent WHERE mode = 'live' LIMIT 1`,
      )
      .run()
    expect(wordsOf((await given.auditor.get(page)).text)).toContain('being computed')
    await allJobsEnded(given.context)
    expect(given.context.queries.sensitivity.find.get(given.study().id)!.key).not.toBe(before)
  })
})

describe('every ready-made study has a page', () => {
  test.each(listTemplates().map(({ name }) => name))(
    '%s',
    async (template) => {
      const given = await givenPack({ template, respondents: 50 })
      expect(given.shown.status).toBe(200)
      const words = wordsOf(given.shown.text)
      expect(words).not.toMatch(/undefined|NaN|\[object/)
      const values = planned(given)
      expect(load(given.shown.text)('.sensitivity')).toHaveLength(values.length)
      if (values.length === 0) expect(words).toContain('reads no work RVU off')
      // Two targets, and a subset of comparators for each surgeon: the longest, on a busy machine.
    },
    90_000,
  )

  test('too few surgeons for an estimate leave a page with reasons', async () => {
    const { shown } = await givenPack({ respondents: 3 })
    expect(shown.status).toBe(200)
    expect(wordsOf(shown.text)).not.toMatch(/undefined|NaN|\[object/)
  })

  test('a linked study under a paired plan', async () => {
    const given = await givenPack({
      respondents: 60,
      change: (definition) => {
        definition.design = { kind: 'linked', linksPerRespondent: 5, repeats: 2 }
        definition.plan = { ...definition.plan, model: 'paired', estimator: 'ml' }
      },
    })
    const words = wordsOf(given.shown.text)
    expect(words).toContain('Davidson’s model is the planned model on another scale')
    const [{ value } = { value: undefined }] = planned(given)
    if (!value || 'outcome' in value) throw new Error('a value')
    expect(load(given.shown.text)('.variants .plan td').first().text()).toBe(
      value.predicted.toFixed(value.decimals),
    )
  })
})
