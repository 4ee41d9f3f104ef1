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

  test('cannot overturn newer answers unseen; the same answers again are no conflict', async () => {
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
    const $ = cheerio.load(answer.html)
    expect($('.notice').text()).toBe(words.writtenElsewhere)
    expect($('.beside').text()).toContain(`${words.savedElsewhere} 12 `)
    expect(mainForm(answer.html)!.fields.get('q_target_cases_last_year')).toBe('99')
    const value = `SELECT value FROM answer WHERE variable = 'target_cases_last_year'`
    expect(context.db.prepare(value).pluck().get()).toBe('12')
  })
})

describe('words typed in two windows of one page are never lost', () => {
  const word = (text: string) => Object.fromEntries(languages.map((language) => [language, text]))
  /** Two windows of a page with two remarks and a row of two texts; the first has saved, the second has not. */
  async function twoWindows(first: Record<string, string>, language = 'en') {
    const given = givenStudy('cpt-62380-2024', (definition) => {
      definition.questions = definition.questions.filter(({ page }) => page !== 'about')
      for (const variable of ['remark', 'wish', 'row_what', 'row_price'])
        definition.questions.push({
          variable,
          page: 'about',
          type: 'text',
          text: word(variable),
          required: false,
          ...(variable.startsWith('row') ? { group: word('Row') } : {}),
        })
    })
    const me = surgeon(given.app, given.invite({ language }))
    const path = await me.reach('about')
    const second = mainForm((await me.get(path)).html)!
    expect((await me.answer(path, first)).status).toBe(303)
    const saved = () =>
      Object.fromEntries(
        given.context.db
          .prepare<[], { variable: string; value: string }>('SELECT variable, value FROM answer')
          .all()
          .map(({ variable, value }) => [variable, JSON.parse(value)]),
      )
    const send = (fields: Record<string, string>, form = second) => {
      for (const [name, value] of Object.entries(fields)) form.fields.set(name, value)
      return me.post(form.action, form.fields.toString())
    }
    return { ...given, me, path, second, saved, send }
  }

  test.each(languages)('both are shown, and one press saves the second; in %s', async (language) => {
    const { send, saved, context } = await twoWindows({ q_remark: 'of the first' }, language)
    const words = wordsIn(language)
    const answer = await send({ q_remark: 'of the <second>' })
    expect(answer.status).toBe(409)
    const $ = cheerio.load(answer.html)
    expect($('#q_remark').text()).toBe('of the <second>')
    expect($('#q_remark-beside').text()).toBe(`${words.savedElsewhere} of the first`)
    expect($('#q_remark').attr('aria-describedby')).toContain('q_remark-beside')
    expect($('.beside')).toHaveLength(1)
    expect(saved().remark).toBe('of the first')
    expect((await send({}, mainForm(answer.html)!)).status).toBe(303)
    expect(saved().remark).toBe('of the <second>')
    const kept = `SELECT value FROM answer_revision WHERE variable = 'remark' ORDER BY revision`
    expect(context.db.prepare(kept).pluck().all()).toEqual(['"of the first"', '"of the <second>"'])
  })

  test('the saved ones are kept with one press, which goes on', async () => {
    const { send, saved, me } = await twoWindows({ q_remark: 'of the first' })
    const answer = await send({ q_remark: 'of the second' })
    const kept = await send({ keep: 'saved' }, mainForm(answer.html)!)
    expect(kept.location).toBe(me.at('review'))
    expect(saved().remark).toBe('of the first')
  })

  test('what only one window touched is taken from there, without a question', async () => {
    const { send, saved } = await twoWindows({ q_remark: 'of the first' })
    expect((await send({ q_wish: 'of the second' })).status).toBe(303)
    expect(saved()).toMatchObject({ remark: 'of the first', wish: 'of the second' })
  })

  test('beside a conflict, what only the first window touched stands in the fields', async () => {
    const { send } = await twoWindows({ q_remark: 'of the first', q_wish: 'of the first, too' })
    const { fields } = mainForm((await send({ q_remark: 'of the second' })).html)!
    expect(fields.get('q_remark')).toBe('of the second')
    expect(fields.get('q_wish')).toBe('of the first, too')
  })

  test('a row is never made of both windows', async () => {
    const { send, saved } = await twoWindows({ q_row_what: 'burr', q_row_price: '300' })
    const answer = await send({ q_row_what: 'shaver' })
    expect(answer.status).toBe(409)
    const form = mainForm(answer.html)!
    expect([form.fields.get('q_row_what'), form.fields.get('q_row_price')]).toEqual(['shaver', ''])
    expect(cheerio.load(answer.html)('.beside').text()).toContain('300')
    expect(saved()).toMatchObject({ row_what: 'burr', row_price: '300' })
  })

  test('a third window, another language and a correction lose nothing either', async () => {
    const { send, saved, me, path } = await twoWindows({ q_remark: 'of the first' })
    const form = mainForm((await send({ q_remark: 'of the second' })).html)!
    await me.answer(path, { q_remark: 'of the third' })
    const again = await send({}, form)
    expect(again.status).toBe(409)
    expect(cheerio.load(again.html)('.beside span').text()).toBe('of the third')
    const spanish = await send({ language: 'es' }, mainForm(again.html)!)
    expect(cheerio.load(spanish.html)('.beside').text()).toBe(`${wordsIn('es').savedElsewhere} of the third`)
    const tooLong = await send({ q_remark: 'x'.repeat(2001) }, mainForm(spanish.html)!)
    expect(tooLong.status).toBe(422)
    expect(cheerio.load(tooLong.html)('.beside span').text()).toBe('of the third')
    expect((await send({ q_remark: 'of the second' }, mainForm(tooLong.html)!)).status).toBe(303)
    expect(saved().remark).toBe('of the second')
  })

  test.each(['revision=x', 'revision=1&revision=2', 'beside=2', 'keep=mine'])(
    'a form with %s is refused',
    async (body) => {
      const { me, path } = await twoWindows({ q_remark: 'of the first' })
      expect((await me.post(path, body)).status).toBe(400)
    },
  )
})

test('a form that does not say from when it is cannot overturn a decision about taking part', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  const path = await me.reach('consent')
  expect((await me.post(path, { consent: 'refused' })).location).toBe(me.at('refused'))
  expect((await me.post(path, { consent: 'agreed' })).status).toBe(409)
  expect((await me.get(me.at('refused'))).status).toBe(200)
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
