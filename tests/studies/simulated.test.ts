import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { countSimulated, simulatedNotice } from '../../server/studies/simulated.ts'
import { givenArchive } from '../exports/support.ts'
import { givenAnswered } from '../findings/given-closed.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'

const all = 'These answers were simulated. All 22 respondents were made up by the program'

describe('simulated answers are said to be simulated, first of all', () => {
  test('on every page of the study, in the report and its Markdown, before the title', async () => {
    const given = givenAnswered({ respondents: 22 })
    const owner = await givenBrowser(given.context, given.app, 'owner')
    await owner.get('/studies/endo/report')
    await allJobsEnded(given.context)
    const pages = [
      '',
      '/results',
      '/results/T1',
      '/quality',
      '/sensitivity',
      '/report',
      '/data',
      '/fieldwork',
      '/members',
    ]
    for (const page of pages) {
      const answer = await owner.get(`/studies/endo${page}`)
      expect(answer.status, page).toBe(200)
      const $ = load(answer.text)
      expect($('.simulated'), page).toHaveLength(1)
      const words = wordsOf($('main').html() ?? '')
      expect(words, page).toContain(all)
      expect($('.simulated, h1').first().is('.simulated'), page).toBe(true)
    }
    const markdown = (await owner.get('/studies/endo/report.md')).text
    expect(markdown.startsWith('> **These answers were simulated.**')).toBe(true)
    expect(markdown).toContain('simulated surgeons')
    expect(markdown).not.toMatch(/from a survey of \d+ surgeons/)
  })

  test('in the README, the manifest and a file of the bundle', async () => {
    const { context } = givenAnswered({ respondents: 22 })
    const archive = givenArchive(context, { slug: 'endo', include: 'started' })
    const listed = archive.rows('simulated.csv').map(({ respondent }) => respondent)
    const { included } = archive.manifest.respondents
    expect(archive.manifest.respondents.simulated).toBe(included)
    expect(listed).toEqual([...new Set(archive.rows('judgements.csv').map(({ respondent }) => respondent))])
    expect(archive.text('README.md').startsWith('> **These answers were simulated.**')).toBe(true)
  })

  test('and of answers of members nothing is said', async () => {
    const given = givenAnswered({ respondents: 1, live: true })
    given.context.db.exec('DROP TRIGGER respondent_stays_simulated; UPDATE respondent SET is_simulated = 0')
    const owner = await givenBrowser(given.context, given.app, 'owner')
    expect(load((await owner.get('/studies/endo/data')).text)('.simulated')).toHaveLength(0)
    const archive = givenArchive(given.context, { slug: 'endo', include: 'started' })
    expect(archive.text('README.md').startsWith('# ')).toBe(true)
    expect(archive.manifest.respondents.simulated).toBe(0)
  })
})

describe('a mixed study', () => {
  test('is said to be mixed; a handful of members is not counted out', () => {
    const sentence = (simulated: number, of: number) => simulatedNotice({ simulated, of }, 5)?.sentence
    expect(sentence(20, 30)).toContain('20 of 30 respondents were made up')
    expect(sentence(28, 30)).toContain('All but fewer than 5 of 30 respondents')
    expect(simulatedNotice({ simulated: 28, of: 30 }, 5)?.title).toBe('Some of these answers were simulated.')
    expect(simulatedNotice(undefined, 5)).toBeUndefined()
  })

  test('is not made by mistake: simulating among answers of members is refused unless asked for', () => {
    const given = givenAnswered({ respondents: 3, live: true })
    const { context } = given
    context.db.exec(`DROP TRIGGER respondent_stays_simulated;
      UPDATE respondent SET is_simulated = 0 WHERE id = (SELECT min(id) FROM respondent)`)
    const habits = { partial: 0, cannot: 0, ties: 0.3, orderEffect: 0, careless: 0 }
    const order = { slug: 'endo', respondents: 2, seed: 2, habits, chunk: 10 }
    expect(() => simulateStudy(context, order)).toThrow('A member has begun to answer')
    expect(countSimulated(context, given.studyId)).toEqual({ simulated: 2, of: 3 })
    simulateStudy(context, { ...order, amongMembers: true })
    expect(countSimulated(context, given.studyId)).toEqual({ simulated: 4, of: 5 })
  })
})

describe('the mark stays', () => {
  test('when the identity link is cut, and nobody takes it away', () => {
    const { context, studyId } = givenAnswered({ respondents: 4 })
    context.db.exec('DELETE FROM identity_link')
    expect(countSimulated(context, studyId)).toEqual({ simulated: 4, of: 4 })
    expect(() => context.db.exec('UPDATE respondent SET is_simulated = 0')).toThrow('stay marked')
  })

  test.each(['with their link', 'after the cut'])(
    'studies simulated before are known from the log, %s',
    (when) => {
      const { context, studyId } = givenAnswered({ respondents: 5 })
      const { db } = context
      // A member among them, with times as people have them.
      db.exec(`DROP TRIGGER respondent_stays_simulated; UPDATE respondent SET is_simulated = 0;
      UPDATE invitation SET email = 'ana@hospital.example' WHERE id = (SELECT min(invitation_id) FROM identity_link);
      UPDATE page_timing SET wall_ms = wall_ms + 37 WHERE respondent_id =
        (SELECT respondent_id FROM identity_link ORDER BY invitation_id LIMIT 1)`)
      if (when === 'after the cut') db.exec('DELETE FROM identity_link')
      const steps = readFileSync(join(import.meta.dirname, '../../db/migrations/0014_simulated.sql'), 'utf8')
      db.exec(/UPDATE respondent SET is_simulated[\s\S]*?END;/.exec(steps)![0])
      expect(countSimulated(context, studyId)).toEqual({ simulated: 4, of: 5 })
    },
  )
})
