import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { count } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

test.each(languages)('a member invited in %s is met in it', async (language) => {
  const { app, invite } = givenStudy()
  const link = invite({ language })
  const $ = cheerio.load((await surgeon(app, link).get(link)).html)
  expect($('html').attr('lang')).toBe(language)
  expect($('.actions .button').first().text()).toBe(wordsIn(language).start)
})

test('a language the study has not is met in its first', async () => {
  const { app, invite } = givenStudy('cpt-62380-2024', (definition) => {
    definition.languages = ['es', 'pt']
  })
  const link = invite({ language: 'ko' })
  const $ = cheerio.load((await surgeon(app, link).get(link)).html)
  expect($('html').attr('lang')).toBe('es')
  expect($('.languages li')).toHaveLength(2)
})

test('the language chosen before Start is the language after it', async () => {
  const { app, invite, context } = givenStudy()
  const link = invite()
  const me = surgeon(app, link)
  const $ = cheerio.load((await me.get(link)).html)
  const korean = $('.languages a[hreflang=ko]').attr('href')!
  const page = cheerio.load((await me.get(korean)).html)
  await me.post(page('form[data-survey]').attr('action')!, '')
  expect((await me.get(me.at('consent'))).html).toContain('<html lang="ko">')
  expect(context.db.prepare('SELECT invited_language, language FROM respondent').get()).toEqual({
    invited_language: 'en',
    language: 'ko',
  })
})

test('declining keeps the language chosen on the welcome page', async () => {
  const { app, invite } = givenStudy()
  const link = invite()
  const me = surgeon(app, link)
  const welcome = cheerio.load((await me.get(`${link}?lang=pt`)).html)
  const decline = cheerio.load((await me.get(welcome('a[href*=decline]').attr('href')!)).html)
  expect(decline('html').attr('lang')).toBe('pt')
  const answer = await me.post(decline('main form').attr('action')!, '')
  expect((await me.get(answer.location!)).html).toContain(wordsIn('pt').declinedText)
  const other = decline('.languages a[hreflang=es]').attr('href')!
  expect((await me.get(other)).html).toContain(wordsIn('es').declineText)
})

describe('a change of language keeps what was filled in and not yet saved', () => {
  const steps: [step: string, fields: Record<string, string>][] = [
    ['consent', { consent: 'agreed' }],
    ['disclosure', { q_disclosure_position: 'yes', q_disclosure_services: 'no' }],
    ['procedure/T1', {}],
    ['experience', { q_target_cases_last_year: 'about 25' }],
    ['practice', { choice: 'second' }],
    ['blocks/1', {}],
    ['pairs/1', { choice: 'cannot' }],
    ['about', {}],
  ]
  test.each(steps)('on %s', async (step, fields) => {
    const { app, invite, context } = givenStudy()
    const me = surgeon(app, invite())
    const path = await me.reach(step)
    const before = [
      count(context.db, 'answer'),
      count(context.db, 'judgement'),
      count(context.db, 'step_done'),
    ]
    for (const language of ['es', 'pt', 'ko', 'en'] as const) {
      const form = mainForm((await me.get(path)).html)!
      for (const [name, offered] of form.offered) if (offered[1]) form.fields.set(name, offered[1])
      for (const [name, value] of Object.entries(fields)) form.fields.set(name, value)
      form.fields.set('language', language)
      const answer = await me.post(form.action, form.fields.toString())
      expect(answer.status).toBe(200)
      const $ = cheerio.load(answer.html)
      expect($('html').attr('lang')).toBe(language)
      expect($('.problem')).toHaveLength(0)
      const shown = mainForm(answer.html)!
      for (const [name, value] of form.fields)
        if (form.offered.has(name)) expect(shown.fields.get(name), name).toBe(value)
    }
    expect([
      count(context.db, 'answer'),
      count(context.db, 'judgement'),
      count(context.db, 'step_done'),
    ]).toEqual(before)
  })

  test('on a page opened from "Check your answers", which it still returns to', async () => {
    const { app, invite } = givenStudy()
    const me = surgeon(app, invite())
    await me.reach('review')
    const form = mainForm((await me.get(`${me.at('pairs/5')}?from=review`)).html)!
    form.fields.set('choice', 'cannot')
    form.fields.set('language', 'es')
    const again = mainForm((await me.post(form.action, form.fields.toString())).html)!
    expect(again.fields.get('choice')).toBe('cannot')
    expect((await me.post(again.action, again.fields.toString())).location).toBe(me.at('review'))
  })

  test('a page that was stale stays stale', async () => {
    const { app, invite } = givenStudy()
    const me = surgeon(app, invite())
    const path = await me.reach('pairs/1')
    const stale = mainForm((await me.get(path)).html)!
    await me.answer(path, { choice: 'T1' })
    stale.fields.set('choice', 'equal')
    stale.fields.set('language', 'es')
    const shown = mainForm((await me.post(path, stale.fields.toString())).html)!
    expect((await me.post(path, shown.fields.toString())).status).toBe(409)
  })
})

test('the pages without a form come back in the new language', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  await me.reach('done')
  const underway = surgeon(app, invite())
  await underway.reach('pairs/2')
  for (const path of [me.at('done'), me.at('withdraw'), underway.at('stopped'), underway.at('withdraw')]) {
    for (const language of ['ko', 'en'] as const) {
      const $ = cheerio.load((await me.get(path)).html)
      const answer = await me.post($('#languages').attr('action')!, { language })
      expect(answer.location).toBe(path)
      expect((await me.get(path)).html).toContain(`<html lang="${language}">`)
    }
  }
  const review = mainForm((await me.get(me.at('review'))).html)!
  expect((await me.post(review.action, 'language=ko')).location).toBe(me.at('review'))
  expect((await me.get(me.at('review'))).html).toContain('<html lang="ko">')
})

test('every answer knows the language it was given in', async () => {
  const { app, invite, context } = givenStudy()
  const me = surgeon(app, invite())
  const path = await me.reach('pairs/1')
  await me.answer(path, { choice: 'equal' })
  await me.post(me.at('language'), 'language=ko')
  await me.answer(me.at('pairs/2'), { choice: 'equal' })
  expect(context.db.prepare('SELECT language FROM judgement ORDER BY seq').pluck().all()).toEqual([
    'en',
    'ko',
  ])
})
