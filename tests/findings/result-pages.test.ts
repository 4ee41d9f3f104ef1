import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { resultsAreOpen } from '../../server/findings/blinding.ts'
import { studyResult } from '../../server/findings/study-result.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenAnswered } from './given-closed.ts'

const roles = ['owner', 'coordinator', 'analyst', 'auditor'] as const

test('the page prints the engine’s numbers, to the digits the interval supports', async () => {
  const given = givenAnswered()
  const analyst = await givenBrowser(given.context, given.app, 'analyst')
  const answer = await analyst.get('/studies/endo/results')
  expect(answer.status).toBe(200)
  const $ = load(answer.text)
  const { findings, people, dataSha256, version } = studyResult(given.context, given.study())
  const [value] = findings[0]!.values
  if (!value || 'outcome' in value) throw new Error('no value')
  const at = (number: number) => number.toFixed(value.decimals).replace('-', '−')
  expect($('.value b').text()).toBe(at(value.predicted))
  expect($('.interval b').text()).toBe(value.pi_with_target_se.map(at).join(' to '))
  const words = wordsOf(answer.text)
  expect(words).toContain(
    `95 % interval of the line ${value.ci_mean.map(at).join(' to ')}; read at 0.00 logits`,
  )
  expect(words).toContain(`${people.analysed} of ${people.started} started`)
  expect(words).toContain(dataSha256)
  expect(words).toContain(version.planSha256)
  expect(words).not.toContain('Exploratory.')
  // Links that went out by other means are no failure of mailing.
  expect(words).not.toMatch(/Mailed|Not bounced/)
  const rows = $('.answers tbody tr').toArray()
  expect(rows).toHaveLength(11)
  for (const row of rows) {
    const code = $(row).find('th').contents().first().text().trim()
    const id = given.definition.comparators.find(({ codes }) => codes[0]!.code === code)!.id
    const cell = (label: string) => $(row).find(`[data-label="${label}"]`).text()
    const count = findings[0]!.counts.find(({ item }) => item === id)!
    expect(['less', 'equal', 'more', 'cannot', 'no answer'].map(cell)).toEqual(
      [count.less, count.equal, count.more, count.cannot, count.none].map(String),
    )
    expect(cell('measure')).toBe(findings[0]!.result.items[id]!.location!.toFixed(2).replace('-', '−'))
  }
  expect($('.constructs tbody tr')).toHaveLength(4)
  await allJobsEnded(given.context)
  const later = wordsOf((await analyst.get('/studies/endo/results')).text)
  expect(later).toContain('Choice of surgeons')
  expect(later).not.toContain('being resampled')
})

test('another run is exploratory and says how it differs; what is no choice is refused', async () => {
  const given = givenAnswered()
  const analyst = await givenBrowser(given.context, given.app, 'analyst')
  const paired = wordsOf((await analyst.get('/studies/endo/results?model=paired&ties=half_points')).text)
  expect(paired).toContain('Exploratory. This is not the analysis that was planned')
  expect(paired).toContain(
    'The plan says rating scale model; this run takes the paired adjacent-category model.',
  )
  expect(paired).toContain('in this run “equal” gives half a point to each side')
  const both = wordsOf((await analyst.get('/studies/endo/results?model=dichotomous')).text)
  expect(both).toContain('implied, “equal” counted with “less”')
  expect(both).toContain('implied, “equal” counted with “more”')
  const impossible = wordsOf((await analyst.get('/studies/endo/results?ties=half_points')).text)
  expect(impossible).toContain('need the paired model')
  expect((await analyst.get('/studies/endo/results?model=magic')).status).toBe(400)
  expect((await analyst.get('/studies/endo/results/T9')).status).toBe(404)
  expect((await analyst.get('/studies/endo/results/T1?construct=none')).status).toBe(404)
  await allJobsEnded(given.context)
})

test('before closing every role sees counts and a width, and no address gives more', async () => {
  const given = givenAnswered({ live: true, respondents: 40 })
  const value = (() => {
    given.context.db.exec('SAVEPOINT peek')
    given.close()
    const { findings } = studyResult(given.context, given.study())
    given.context.db.exec('ROLLBACK TO peek')
    given.context.db.exec('RELEASE peek')
    return findings
  })()
  expect(resultsAreOpen(given.study())).toBe(false)
  const [first] = value[0]!.values
  if (!first || 'outcome' in first) throw new Error('no value')
  const width = first.pi_with_target_se[1] - first.pi_with_target_se[0]
  for (const role of roles) {
    const browser = await givenBrowser(given.context, given.app, role)
    for (const path of ['results', 'results/T1', 'results/T1?model=paired', 'results?decisions=applied']) {
      const answer = await browser.get(`/studies/endo/${path}`)
      expect([answer.status, role, path]).toEqual([200, role, path])
      const words = wordsOf(answer.text)
      expect(words).toContain('Results open when the study closes')
      expect(words).toContain(`${width.toFixed(width < 10 ? 1 : 0)} work RVU`)
      expect(words).not.toMatch(/logit|infit|R²|baseline|equal/)
      expect(words).not.toContain(first.predicted.toFixed(1))
    }
  }
  const log = given.context.db
    .prepare(`SELECT count(*) FROM audit_event WHERE action LIKE 'results%'`)
    .pluck()
  expect(log.get()).toBe(0)
})

test('fewer than twenty finished surgeons: not even a width', async () => {
  const given = givenAnswered({ live: true, respondents: 15 })
  const owner = await givenBrowser(given.context, given.app, 'owner')
  const words = wordsOf((await owner.get('/studies/endo/results')).text)
  expect(words).toContain('told from 20 finished surgeons on')
  expect(words).not.toContain('Width of the 95 %')
})

test('results open at close: the opening and the first look are logged once', async () => {
  const given = givenAnswered({ respondents: 8 })
  const [analyst, owner] = [
    await givenBrowser(given.context, given.app, 'analyst'),
    await givenBrowser(given.context, given.app, 'owner'),
  ]
  for (const browser of [analyst, owner, analyst]) await browser.get('/studies/endo/results')
  const events = given.context.db
    .prepare(`SELECT actor, action, detail FROM audit_event WHERE action LIKE 'results%' ORDER BY id`)
    .all() as { actor: string; action: string; detail: string }[]
  expect(events.map(({ actor, action }) => [actor, action])).toEqual([
    ['system', 'results opened'],
    ['analyst@society.example', 'results first seen'],
  ])
  const { dataSha256, version } = studyResult(given.context, given.study())
  expect(JSON.parse(events[0]!.detail)).toMatchObject({
    data_sha256: dataSha256,
    plan_sha256: version.planSha256,
  })
})

test('several targets: their differences, and an answer in words', async () => {
  const given = givenAnswered({ template: 'one-code-or-several', respondents: 40 })
  const analyst = await givenBrowser(given.context, given.app, 'analyst')
  const first = wordsOf((await analyst.get('/studies/endo/results')).text)
  expect(first).toContain('Can one value stand for all?')
  expect(first).toContain('are being resampled')
  expect(first).toMatch(/Without asking anybody one would take the mean of the comparators’ work RVUs, \d/)
  await allJobsEnded(given.context)
  const answer = await analyst.get('/studies/endo/results')
  expect(wordsOf(answer.text)).toMatch(/(Yes, as far|No: one value cannot|Not decided:)/)
  const $ = load(answer.text)
  expect($('table').last().find('tbody td').first().text()).toMatch(/^−?\d+\.\d/)
  expect((await analyst.get('/studies/endo/results/T2')).status).toBe(200)
})

test('a study of rating items has a ranking instead of a work RVU', async () => {
  const given = givenAnswered({ template: 'decision-factors-2024', respondents: 30 })
  const analyst = await givenBrowser(given.context, given.app, 'analyst')
  const answer = await analyst.get('/studies/endo/results')
  const $ = load(answer.text)
  expect($('.ratings tbody tr')).toHaveLength(given.definition.ratingItems.length)
  const measures = $('.ratings [data-label="measure"]')
    .toArray()
    .map((cell) => Number($(cell).text().replace('−', '-')))
  expect(measures).toEqual([...measures].sort((a, b) => a - b))
  expect(wordsOf(answer.text)).not.toContain('work RVU, implied')
  expect((await analyst.get('/studies/endo/results/T1')).status).toBe(404)
})
