import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

describe.each(languages)('a page left open in another window, in %s', (language) => {
  const words = wordsIn(language)

  test('cannot overturn a newer decision about taking part, and every decision is kept', async () => {
    const { app, invite, context } = givenStudy()
    const me = surgeon(app, invite({ language }))
    const path = await me.reach('consent')
    const stale = mainForm((await me.get(path)).html)!
    expect((await me.answer(path, { consent: 'refused' })).location).toBe(me.at('refused'))
    stale.fields.set('consent', 'agreed')
    const answer = await me.post(path, stale.fields.toString())
    expect(answer.status).toBe(409)
    expect(cheerio.load(answer.html)('.notice').text()).toBe(words.pageAnsweredElsewhere)
    expect(mainForm(answer.html)!.fields.get('consent')).toBe('refused')
    expect((await me.get(me.at('refused'))).status).toBe(200)
    // From the page that shows it, the decision can be changed.
    expect((await me.answer(path, { consent: 'agreed' })).location).toBe(me.at('disclosure'))
    expect(context.db.prepare('SELECT revision, consent FROM consent_revision').all()).toEqual([
      { revision: 1, consent: 'refused' },
      { revision: 2, consent: 'agreed' },
    ])
  })

  test('cannot overturn newer answers; the same answers again are no conflict', async () => {
    const { app, invite, context } = givenStudy()
    const me = surgeon(app, invite({ language }))
    const path = await me.reach('experience')
    const stale = mainForm((await me.get(path)).html)!
    const first = { q_is_spine_surgeon: 'yes', q_typical_patient: 'yes', q_performed_target: 'yes' }
    expect((await me.answer(path, { ...first, q_target_cases_last_year: '12' })).status).toBe(303)
    for (const [name, value] of Object.entries(first)) stale.fields.set(name, value)
    stale.fields.set('q_target_cases_last_year', '12')
    expect((await me.post(path, stale.fields.toString())).status).toBe(303)
    stale.fields.set('q_target_cases_last_year', '99')
    const answer = await me.post(path, stale.fields.toString())
    expect(answer.status).toBe(409)
    expect(cheerio.load(answer.html)('.notice').text()).toBe(words.pageAnsweredElsewhere)
    expect(mainForm(answer.html)!.fields.get('q_target_cases_last_year')).toBe('12')
    const value = `SELECT value FROM answer WHERE variable = 'target_cases_last_year'`
    expect(context.db.prepare(value).pluck().get()).toBe('12')
  })
})

test('a rating given in another window stays, and the page says so', async () => {
  const { app, invite } = givenStudy('decision-factors-2024')
  const me = surgeon(app, invite())
  const path = await me.reach('ratings/1')
  const stale = mainForm((await me.get(path)).html)!
  await me.answer(path, { category: '1' })
  stale.fields.set('category', '3')
  const answer = await me.post(path, stale.fields.toString())
  expect(answer.status).toBe(409)
  expect(mainForm(answer.html)!.fields.get('category')).toBe('1')
})

test('decisions about taking part are append-only', async () => {
  const { app, invite, context } = givenStudy()
  await surgeon(app, invite()).reach('disclosure')
  for (const sql of [`UPDATE consent_revision SET consent = 'refused'`, 'DELETE FROM consent_revision'])
    expect(() => context.db.exec(sql)).toThrow('revisions are append-only')
})
