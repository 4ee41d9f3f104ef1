import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheerioAPI, load } from 'cheerio'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { PersonRow } from '../../db/queries/people.ts'
import { buildArchive } from '../../server/exports/build-archive.ts'
import { decide } from '../../server/findings/decide.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { listTemplates } from '../../server/studies/templates.ts'
import { givenFolder } from '../exports/support.ts'
import { exclude, givenAnswered } from '../findings/given-closed.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'

// Each fits tens of analyses, some build a bundle: up to 14 s beside other work on two cores.

const page = '/studies/endo/report'

/** A closed study with its report, read by an auditor. */
async function givenReport(options: Parameters<typeof givenAnswered>[0]) {
  const given = givenAnswered(options)
  const auditor = await givenBrowser(given.context, given.app, 'auditor')
  await auditor.get(page)
  await allJobsEnded(given.context)
  const html = await auditor.get(page)
  const markdown = await auditor.get(`${page}.md`)
  return { ...given, auditor, html, markdown, $: load(html.text) }
}

/** The cells of the first row of a numbered table. */
function firstRow($: CheerioAPI, table: number): string[] {
  const frame = $(`[aria-label="Table ${table}"]`)
  return frame
    .find('tbody tr')
    .first()
    .find('th, td')
    .toArray()
    .map((cell) => $(cell).text())
}

const value = (given: Awaited<ReturnType<typeof givenReport>>) => {
  const found = keptResult(given.context, given.study()).findings.find(
    ({ construct }) => construct.isPrimary,
  )!
  const [first] = found.values
  if (!first || 'outcome' in first) throw new Error('a value')
  return first
}

describe('before a study has closed', () => {
  test('the page says so and the file is refused', async () => {
    const given = givenAnswered({ live: true })
    const owner = await givenBrowser(given.context, given.app, 'owner')
    const shown = await owner.get(page)
    expect(shown.status).toBe(200)
    expect(wordsOf(shown.text)).toContain('The report is written when the study closes')
    expect(load(shown.text)('.report')).toHaveLength(0)
    expect((await owner.get(`${page}.md`)).status).toBe(409)
    expect((await owner.get(`${page}/participants.svg`)).status).toBe(409)
  })
})

describe('the numbers', () => {
  test('are the same in the report, its Markdown, the result page, the sensitivity table and the bundle', async () => {
    const given = await givenReport({ respondents: 90 })
    const found = value(given)
    const shown = found.predicted.toFixed(found.decimals)
    const interval = found.pi_with_target_se.map((limit) => limit.toFixed(found.decimals)).join(' to ')

    const row = firstRow(given.$, 1)
    expect(row.slice(2, 4)).toEqual([shown, interval])
    expect(row[5]).toBe(found.r2.toFixed(2))
    expect(row[6]).toBe(String(found.n))

    const statement = `is ${shown} (95 % prediction interval ${interval}; R² ${found.r2.toFixed(2)}; ${found.n} comparators`
    expect(wordsOf(given.html.text)).toContain(statement)
    expect(given.markdown.text).toContain(statement)

    const result = wordsOf((await given.auditor.get('/studies/endo/results')).text)
    expect(result).toContain(shown)
    expect(result).toContain(interval)

    const csv = (await given.auditor.get('/studies/endo/sensitivity.csv')).text
    const [plan] = parse(csv, { columns: true }) as Record<string, string>[]
    expect(Number(plan!.implied_wrvu)).toBe(found.predicted)

    const folder = join(givenFolder(), 'bundle')
    const request = {
      slug: 'endo',
      include: 'completed',
      mode: 'live',
      flavour: 'script',
      programs: true,
    } as const
    buildArchive(given.context, request, folder)
    const numbers = parse(readFileSync(join(folder, 'analysis/numbers.csv')), { columns: true }) as Record<
      string,
      string
    >[]
    const predicted = numbers.find((one) => one.analysis === 'work_effort' && one.quantity === 'predicted')
    expect(Number(predicted!.value)).toBeCloseTo(found.predicted, 9)
  })

  test('a known truth: where surgeons place the target at 20 wRVU, the interval holds it', async () => {
    // Simulated measures follow 3 ln(wRVU); a target without one stands at their geometric mean, give or take 0.3 logits.
    const given = await givenReport({ respondents: 150 })
    const wrvus = keptResult(given.context, given.study()).comparators.map(({ wrvu }) => wrvu)
    const middle = Math.exp(wrvus.reduce((sum, wrvu) => sum + Math.log(wrvu), 0) / wrvus.length)
    const [low, high] = value(given).pi_with_target_se
    expect(low).toBeLessThan(middle)
    expect(high).toBeGreaterThan(middle)
  })

  test('counts of answers are those of the study, before any model', async () => {
    const given = await givenReport({ respondents: 60 })
    const finding = keptResult(given.context, given.study()).findings.find(
      ({ construct }) => construct.isPrimary,
    )!
    const title = given
      .$('caption')
      .filter((_, caption) => given.$(caption).text().includes('Answers and Rasch measures'))
    const rows = given
      .$(title[0])
      .parent()
      .find('tbody tr')
      .toArray()
      .map((row) =>
        given
          .$(row)
          .find('td')
          .toArray()
          .map((cell) => given.$(cell).text()),
      )
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0)
    const counted = (key: 'less' | 'equal' | 'more' | 'cannot') =>
      finding.counts.reduce((total, count) => total + count[key], 0)
    expect([1, 2, 3, 4].map(sum)).toEqual([
      counted('less'),
      counted('equal'),
      counted('more'),
      counted('cannot'),
    ])
  })

  test('hashes, version and program are those of the result', async () => {
    const given = await givenReport({ respondents: 40 })
    const { version, dataSha256, engineVersion } = keptResult(given.context, given.study())
    const words = wordsOf(given.html.text)
    for (const text of [version.sha256, version.planSha256, dataSha256, engineVersion]) {
      expect(words).toContain(text)
      expect(given.markdown.text).toContain(text)
    }
  })
})

describe('what stands in it', () => {
  test('sponsor, interest and disclosure come before the first heading, the notice at the end', async () => {
    const { $, html } = await givenReport({ respondents: 60 })
    const words = wordsOf(html.text)
    const first = words.indexOf('Summary Surgeons of')
    for (const text of ['Sponsor', 'Interest of the sponsor', 'Interests disclosed by respondents'])
      expect(words.indexOf(text)).toBeLessThan(first)
    expect($('.report footer').text()).toContain('not a substitute for the RUC process')
  })

  test('every share names its denominator, and the questions stand in their own words', async () => {
    const { html, definition } = await givenReport({ respondents: 60 })
    const words = wordsOf(html.text)
    expect(words).toMatch(/\d+ % of \d+ started/)
    for (const construct of definition.constructs) expect(words).toContain(construct.question.en)
  })

  test('every decision stands in it, taken back ones too, with its effect, its time and what was known then', async () => {
    const given = givenAnswered({ respondents: 30 })
    const { context, clock } = given
    const owner = await givenBrowser(context, given.app, 'owner')
    const [first, second] = keptResult(context, given.study()).judges.map(({ pseudonym }) => pseudonym)
    const person = { role: 'owner', email: 'owner@society.example' } as PersonRow
    const decideOn = (kind: 'respondent' | 'item', name: string, excluded: boolean, reason: string) => {
      clock.now += 3_600_000
      decide(context, given.study(), given.definition, { kind, name, excluded, reason }, person)
    }
    decideOn('respondent', first!, true, 'Before anybody looked')
    clock.now += 60_000
    await owner.get('/studies/endo/results')
    decideOn('respondent', second!, true, 'Answered at random')
    decideOn('respondent', second!, false, 'A mistake of ours')
    decideOn('item', 'C03', true, 'Two readings of the code')
    await owner.get(page)
    await allJobsEnded(context)

    const html = (await owner.get(page)).text
    const markdown = (await owner.get(`${page}.md`)).text
    const $ = load(html)
    const caption = $('caption:contains("Decisions recorded after the plan")')
    const cells = caption
      .parent()
      .find('tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .find('th, td')
          .toArray()
          .map((cell) => $(cell).text()),
      )
    expect(cells.map(([what, decided, reason, by, , known]) => [what, decided, reason, by, known])).toEqual([
      [first, 'left out', 'Before anybody looked', 'owner', 'open; no look recorded'],
      [second, 'left out, later taken back', 'Answered at random', 'owner', 'already looked at'],
      [second, 'taken back', 'A mistake of ours', 'owner', 'already looked at'],
      ['C03 (63030)', 'left out', 'Two readings of the code', 'owner', 'already looked at'],
    ])
    for (const row of cells) expect(row[4]).toMatch(/^\d+ \w+ \d{4} at \d\d:\d\d \(UTC\)$/)
    const words = wordsOf(html)
    for (const text of [words, markdown.replaceAll('\\', '')]) {
      expect(text).toContain('4 decisions were recorded; 2 stand and leave out 1 respondent and 1 comparator')
      expect(text).toContain('All of them were taken after results were opened')
      expect(text).toContain('were first looked at on')
      expect(text).toContain('With the standing decisions applied (exploratory),')
      expect(text).toContain('A mistake of ours')
    }
    expect(words).not.toContain('owner@')
  })

  test('one N stands everywhere for the planned run, another for the one with decisions', async () => {
    const given = givenAnswered({ respondents: 60 })
    const planned = keptResult(given.context, given.study()).people.analysed
    exclude(given.context, keptResult(given.context, given.study()).judges[0]!.pseudonym)
    const owner = await givenBrowser(given.context, given.app, 'owner')
    await owner.get(page)
    await allJobsEnded(given.context)
    const html = (await owner.get(page)).text
    const $ = load(html)
    const stage = $('th:contains("Analysed")').parent()
    expect(stage.find('td').first().text()).toBe(String(planned))
    expect(wordsOf(html)).toContain(
      `analysed ${planned}, ${Math.round((100 * planned) / planned)} % of ${planned} completed`,
    )
    expect($('.subtitle').text()).toContain(`${planned} simulated surgeons`)
    expect(wordsOf(html)).toContain(`exploratory), ${planned - 1} respondents of 60 who started are analysed`)
    const funnelOn = async (path: string) => {
      const $page = load((await owner.get(path)).text)
      return $page('dt:contains("Analysed")').last().next().text()
    }
    expect(await funnelOn('/studies/endo/results')).toBe(String(planned))
    expect(await funnelOn('/studies/endo/results?decisions=applied')).toBe(String(planned - 1))
  })

  test('no address of a respondent stands in it, and pseudonyms only where a referee must leave the same out', async () => {
    const { $, html, markdown } = await givenReport({ respondents: 40 })
    for (const text of [html.text, markdown.text]) expect(text).not.toMatch(/sim-\d+@/)
    const table = $('caption:contains("furthest when they are left out")').closest('.table-frame')
    expect(table.text()).toMatch(/S\d{5}, S\d{5}/)
    table.remove()
    expect($('.report').text()).not.toMatch(/S\d{5}/)
  })

  test('small counts are withheld from everybody', async () => {
    const { html } = await givenReport({
      respondents: 40,
      change: (definition) => {
        definition.smallCellThreshold = 30
      },
    })
    expect(wordsOf(html.text)).toContain('withheld')
  })

  test('pictures are numbered, described, and there as files', async () => {
    const { $, auditor, markdown } = await givenReport({ respondents: 60 })
    expect($('.numbered-picture').length).toBeGreaterThanOrEqual(5)
    for (const link of $('.downloads a').toArray()) {
      const answer = await auditor.get($(link).attr('href')!)
      expect(answer.status, $(link).attr('href')).toBe(200)
    }
    expect(markdown.headers['content-type']).toContain('text/markdown')
    expect(markdown.text.match(/^!\[/gm)).toHaveLength($('.numbered-picture').length)
  })
})

describe('every ready-made study has a report', () => {
  test.each(listTemplates().map(({ name }) => name))(
    '%s',
    async (template) => {
      const { html, markdown, $ } = await givenReport({ template, respondents: 50 })
      expect(html.status).toBe(200)
      expect(markdown.status).toBe(200)
      for (const text of [wordsOf(html.text), markdown.text])
        expect(text).not.toMatch(/undefined|NaN|\[object|null/)
      expect($('h1')).toHaveLength(1)
      expect(
        new Set(
          $('h2')
            .toArray()
            .map((one) => $(one).attr('id')),
        ).size,
      ).toBe($('h2').length)
      // Two targets, and a subset of comparators for each surgeon: the longest, on a busy machine.
    },
    90_000,
  )

  test('a study of ratings says nothing of an implied work RVU', async () => {
    const { $ } = await givenReport({ template: 'decision-factors-2024', respondents: 60 })
    expect($('.subtitle').text()).toContain('Report of a survey of')
    expect($('.report h2').text()).toContain('Result')
    expect($('.opening').text()).toContain('highest')
  })

  test('too few surgeons: the report says why there is no value', async () => {
    const { html } = await givenReport({ respondents: 2 })
    expect(html.status).toBe(200)
    expect(wordsOf(html.text)).not.toMatch(/undefined|NaN|\[object/)
  })

  test('a paired plan of a linked study', async () => {
    const given = await givenReport({
      respondents: 60,
      change: (definition) => {
        definition.design = { kind: 'linked', linksPerRespondent: 5, repeats: 2 }
        definition.plan = { ...definition.plan, model: 'paired', estimator: 'ml' }
      },
    })
    expect(firstRow(given.$, 1)[2]).toBe(value(given).predicted.toFixed(value(given).decimals))
    expect(wordsOf(given.html.text)).toContain('linked design')
    expect(wordsOf(given.html.text)).toContain('In other pairs both were comparators.')
  })

  test('a dichotomous plan prints both readings, each with its interval', async () => {
    const given = await givenReport({
      respondents: 60,
      change: (definition) => {
        definition.plan = { ...definition.plan, model: 'dichotomous' }
      },
    })
    const words = wordsOf(given.html.text)
    expect(words).toContain('“equal” counted with “less”')
    expect(words).toContain('“equal” counted with “more”')
  })
})
