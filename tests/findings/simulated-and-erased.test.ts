import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { eraseAnswers } from '../../server/fieldwork/erase-person.ts'
import { countErasedDecisions } from '../../server/findings/erased-decisions.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { deviationsSection } from '../../server/report/deviations-section.ts'
import { readReportFacts } from '../../server/report/report-facts.ts'
import { givenArchive, givenFolder } from '../exports/support.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenAnswered } from './given-closed.ts'

describe('what leaves a page of a simulated study', () => {
  const given = givenAnswered({ respondents: 12 })

  test('a picture says so above the drawing, in its description and in its file name', async () => {
    const { get } = await givenBrowser(given.context, given.app, 'analyst')
    const shown = load((await get('/studies/endo/results')).text)
    const href = shown('a[href$=".svg"]').first().attr('href')!
    const file = await get(href).expect(200)
    expect(file.headers['content-disposition']).toMatch(/-simulated\.svg$/)
    const $ = load(String(file.body), { xml: true })
    expect($('svg > text.p-simulated').text()).toMatch(/^These answers were simulated\./)
    expect($('svg > desc').text()).toMatch(/^These answers were simulated\./)
    // The drawing makes room for it: nothing is covered and nothing is cut.
    const [, height] = /viewBox="-16 -16 672 (\d+)"/.exec(String(file.body))!
    const [, moved] = /<g transform="translate\(0 (\d+)\)">/.exec(String(file.body))!
    const plain = /class="drawing wide"[^>]*>/.exec(shown.html())![0]
    expect(plain).not.toContain('simulated')
    expect(Number(moved)).toBeGreaterThan(17)
    expect(String(file.body)).toContain(`height="${height}"`)
    const csv = await get(href.replace(/svg$/, 'csv')).expect(200)
    expect(csv.headers['content-disposition']).toMatch(/-simulated\.csv$/)
    const flow = await get('/studies/endo/fieldwork/flow.svg').expect(200)
    expect(String(flow.body)).toContain('p-simulated')
  })

  test('the list of studies says so', async () => {
    const { get } = await givenBrowser(given.context, given.app, 'coordinator')
    expect(wordsOf((await get('/studies')).text)).toContain('simulated answers')
  })
})

describe('decisions', () => {
  test('on people erased since are counted in the report, on the quality page and in decisions.csv; others say what was known', async () => {
    const given = givenAnswered({ respondents: 22, env: { COMPARAND_DATA: givenFolder() } })
    const { get, post } = await givenBrowser(given.context, given.app, 'owner')
    const [first, second] = keptResult(given.context, given.study()).judges.map(({ pseudonym }) => pseudonym)
    for (const pseudonym of [first!, second!])
      await post(`/studies/endo/quality/respondent/${pseudonym}`, {
        excluded: 'yes',
        reason: 'Random',
      }).expect(303)
    await allJobsEnded(given.context)
    expect(countErasedDecisions(given.context, given.studyId)).toBe(0)
    for (const page of ['fieldwork', 'data'])
      expect(wordsOf((await get(`/studies/endo/${page}`)).text)).toContain(
        '“Analysed” here follows recorded decisions, which leave out 2 respondents.',
      )

    eraseAnswers(given.context, 'endo', first!, 'owner@society.example')
    const told = '1 decision on people whose answers were erased since is not listed'
    const facts = readReportFacts(given.context, given.study(), {
      sensitivity: [],
      intervals: 'none',
      chances: 'none',
    })
    expect(JSON.stringify(deviationsSection(facts))).toContain(told)
    const words = wordsOf((await get('/studies/endo/quality')).text)
    expect(words).toContain(told)
    expect(words).toMatch(/Results then .*(already looked at|open; no look recorded)/)
    expect(wordsOf((await get('/studies/endo/data')).text)).toContain('which leaves out 1 respondent.')
    const decisions = givenArchive(given.context, { slug: 'endo' }).rows('decisions.csv')
    expect(
      decisions.map(({ respondent, decided, stands, reason }) => [respondent, decided, stands, reason]),
    ).toEqual([
      [second, 'left_out', '1', 'Random'],
      ['erased', 'left_out', '0', ''],
    ])
  })
})
