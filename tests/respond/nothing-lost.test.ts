import * as cheerio from 'cheerio'
import { describe, expect, test, vi } from 'vitest'
import type { Context } from '../../server/context.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { pauseStudy, resumeStudy } from '../../server/studies/study-transitions.ts'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

/** Four questions in own words on one page. */
const longText = (definition: Definition) => {
  definition.questions = definition.questions.filter(({ page }) => page !== 'about')
  for (const n of [1, 2, 3, 4])
    definition.questions.push({
      variable: `remark_${n}`,
      page: 'about',
      type: 'text',
      text: Object.fromEntries(languages.map((one) => [one, `Remark ${n}`])),
      required: false,
    })
}

/** The form of the page that says what could not be saved, as a browser would send it. */
function formOf(html: string): { action: string; fields: URLSearchParams } {
  const $ = cheerio.load(html)
  const fields = new URLSearchParams()
  $('main form input').each((_, input) => {
    fields.append($(input).attr('name')!, $(input).attr('value')!)
  })
  return { action: $('main form').attr('action')!, fields }
}

describe.each(languages)('on a full disk, in %s', (language) => {
  const words = wordsIn(language)

  test('the page says what was not saved, and sends it again with one press', async () => {
    const { app, context, invite, definition } = givenStudy('cpt-62380-2024', longText)
    const me = surgeon(app, invite({ language }))
    const path = await me.reach('about')
    const text = `<b>"1 & 2"</b>\n${'가'.repeat(300)}`.padEnd(1500, 'ñ')
    const { db, log } = context
    const logged = vi.spyOn(log, 'error').mockReturnValue(undefined)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
    const before = dump(db)
    let failed = await me.answer(path, { q_remark_1: text })
    // What still fits on the last page of the file is kept.
    for (let turn = 0; failed.status === 303 && turn < 50; turn++)
      failed = await me.answer(path, { q_remark_1: `${turn}${text}` })
    expect(failed.status).toBe(500)
    expect(logged).toHaveBeenCalled()
    expect(Object.keys(dump(db))).toEqual(Object.keys(before))
    const $ = cheerio.load(failed.html)
    expect($('html').attr('lang')).toBe(language)
    expect($('h1').text()).toBe(words.notSavedHeading)
    expect($('main').text()).toContain(words.notSavedText)
    expect($('.bottom a').text()).toBe(definition.contact.email)
    db.pragma('max_page_count = 1000000')
    const { action, fields } = formOf(failed.html)
    expect((await me.post(action, fields.toString())).status).toBe(303)
    const saved = context.queries.answers.find.get(1, 'remark_1')!.value
    expect(JSON.parse(saved)).toContain(text)
  })
})

test('an answer that meets a pause is sent after it, and nothing pretends that it was saved', async () => {
  const { app, invite, context } = givenStudy()
  const me = surgeon(app, invite())
  const form = mainForm((await me.get(await me.reach('pairs/1'))).html)!
  form.fields.set('choice', 'cannot')
  pauseStudy(context, 'endo', 'coordinator')
  const paused = await me.post(form.action, form.fields.toString())
  expect(paused.status).toBe(403)
  expect(cheerio.load(paused.html)('main').text()).toContain(wordsIn('en').notSavedPaused)
  expect((await me.get(me.at('pairs/1'))).html).not.toContain(wordsIn('en').notSavedPaused)
  resumeStudy(context, 'endo', 'coordinator')
  const { action, fields } = formOf(paused.html)
  expect((await me.post(action, fields.toString())).location).toBe(me.at('pairs/2'))
  expect(context.db.prepare('SELECT response FROM judgement').pluck().get()).toBe('cannot')
})

test('a page that another site sent offers no button that would send it after all', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite(), { 'Sec-Fetch-Site': 'cross-site' })
  const answer = await me.post(me.at('decline'), '')
  expect(answer.status).toBe(403)
  expect(cheerio.load(answer.html)('main form')).toHaveLength(0)
})

test('whatever is wrong with a request, its page names who to ask, also after closing', async () => {
  const { app, invite, definition } = givenStudy()
  const me = surgeon(app, invite({ language: 'ko' }), { 'Accept-Language': 'en' })
  for (const answer of [
    await me.get(me.at('nowhere')),
    await me.post(me.at('pairs/1'), `x=${'x'.repeat(600_000)}`),
  ]) {
    const $ = cheerio.load(answer.html)
    expect($('html').attr('lang')).toBe('ko')
    expect($('.society').text()).toContain(definition.societies[0]!.shortName)
    expect($('.bottom a').text()).toBe(definition.contact.email)
  }
})

describe('a text as long as the browser lets it be', () => {
  test.each([
    ['of Korean, four times on a page', '가'.repeat(2000)],
    ['of many lines, whose ends a browser sends as two characters', 'a\r\n'.repeat(999).slice(0, -2)],
  ])('%s', async (_what, text) => {
    const { app, invite, context } = givenStudy('cpt-62380-2024', longText)
    const me = surgeon(app, invite())
    const path = await me.reach('about')
    const fields = Object.fromEntries([1, 2, 3, 4].map((n) => [`q_remark_${n}`, text]))
    expect((await me.answer(path, fields)).status).toBe(303)
    expect(JSON.parse(context.queries.answers.find.get(1, 'remark_4')!.value)).toBe(
      text.replaceAll('\r\n', '\n'),
    )
  })

  test('is taken as a comment on a test page, too', async () => {
    const { app, invite, context } = givenStudy()
    const me = surgeon(app, invite({ kind: 'test' }))
    const comment = `${'가'.repeat(50)}\r\n`.repeat(78)
    expect((await me.post(me.at('comment'), { comment, page: '' })).status).toBe(303)
    const kept = context.db.prepare('SELECT text FROM test_comment').pluck().get() as string
    expect(kept).toHaveLength(78 * 51 - 1)
  })
})

test('a limit with decimals is said with the mark of the language, and digits of full width are digits', async () => {
  const { app, invite, context } = givenStudy('cpt-62380-2024', ({ questions }) => {
    Object.assign(questions.find(({ variable }) => variable === 'target_cases_last_year')!, {
      decimals: 2,
      min: 0.5,
      max: 90.25,
    })
  })
  const me = surgeon(app, invite({ language: 'es' }))
  const path = await me.reach('experience')
  const wrong = await me.answer(path, { q_is_spine_surgeon: 'yes', q_target_cases_last_year: '0' })
  expect(wrong.html).toContain('0,50 a 90,25')
  await me.answer(path, { q_is_spine_surgeon: 'yes', q_target_cases_last_year: '１２,５' })
  expect(context.queries.answers.find.get(1, 'target_cases_last_year')?.value).toBeUndefined()
})

describe('who is not eligible by a slip of the finger', () => {
  test.each(['cpt-62380-2024', 'one-code-or-several', 'decision-factors-2024'])(
    'is led to that answer and goes on from there, in %s',
    async (template) => {
      const { app, invite } = givenStudy(template)
      const me = surgeon(app, invite())
      await me.reach('experience')
      const no = { q_is_spine_surgeon: 'no', q_typical_patient: 'yes', q_performed_target: 'yes' }
      const fields = new URLSearchParams(mainForm((await me.get(me.at('experience'))).html)!.fields)
      for (const [name, offered] of mainForm((await me.get(me.at('experience'))).html)!.offered)
        if (offered.length > 0) fields.set(name, no[name as keyof typeof no] ?? 'yes')
      expect((await me.post(me.at('experience'), fields.toString())).location).toBe(me.at('not-eligible'))
      const $ = cheerio.load((await me.get(me.at('not-eligible'))).html)
      const path = $('main .actions a').attr('href')!
      expect(path).toBe(me.at('experience'))
      const { location } = await me.answer(path, { q_is_spine_surgeon: 'yes' })
      expect(location).not.toContain('not-eligible')
    },
  )
})

test.each(['.', ')', '>', '%3E', ',', '%20', '%E2%80%9D', '.%0A'])(
  'a link to which a mail program added %j opens the survey, and its pages have the clean address',
  async (mark) => {
    const { app, invite } = givenStudy()
    const link = invite()
    const page = await surgeon(app, link).get(`${link}${mark}`)
    expect(page.status).toBe(200)
    expect(mainForm(page.html)!.action).toMatch(new RegExp(`^${link}/start`))
  },
)

test.each(['start', 'finish', 'results', 'language', 'comment'])(
  'a tab opened again at the address of the form %s goes on where one was',
  async (form) => {
    const { app, invite } = givenStudy()
    const link = invite()
    const answer = await surgeon(app, link).get(`${link}/${form}`)
    expect([answer.status, answer.location]).toEqual([303, link])
  },
)

describe('nobody is told that answers are saved', () => {
  test('who gave none, or whose way has ended', async () => {
    const { app, invite } = givenStudy()
    const link = invite()
    const me = surgeon(app, link)
    expect((await me.get(me.at('stopped'))).location).toBe(link)
    await me.reach('done')
    expect((await me.get(me.at('stopped'))).location).toBe(me.at('done'))
  })
})

describe('time', () => {
  const timing = (context: Context, page: string) =>
    context.db.prepare('SELECT visits, active_ms, wall_ms FROM page_timing WHERE page = ?').get(page)

  test('on a page that is shown once more, for an error or in another language, counts from its first showing', async () => {
    const { app, invite, context, clock } = givenStudy()
    const me = surgeon(app, invite())
    const path = await me.reach('pairs/1')
    let html = (await me.get(path)).html
    for (const change of [{}, { language: 'es' }, { choice: 'equal' }] as Record<string, string>[]) {
      const { action, fields } = mainForm(html)!
      clock.now += 10_000
      // What the page's script adds up from the time that was carried along.
      fields.set('active_ms', String(Number(fields.get('active_ms')) + 9000))
      for (const [name, value] of Object.entries(change)) fields.set(name, value)
      html = (await me.post(action, fields.toString())).html
    }
    expect(timing(context, 'pairs/1')).toEqual({ visits: 1, active_ms: 27_000, wall_ms: 30_000 })
    expect(context.db.prepare('SELECT active_ms FROM judgement').pluck().get()).toBe(27_000)
  })

  test('a pair met on coming back counts as shown then, by the welcome page or by its own address', async () => {
    const { app, invite, context, clock } = givenStudy()
    const shown = () =>
      context.db.prepare('SELECT shown_at FROM assignment WHERE seq IN (2, 3) ORDER BY seq').pluck().all()
    const link = invite()
    const me = surgeon(app, link)
    await me.answer(await me.reach('pairs/1'), { choice: 'equal', stop: '1' })
    expect(shown()).toEqual([null, null])
    clock.now += 3_600_000
    await me.post(`${link}/start`, '')
    const second = clock.now
    expect(shown()).toEqual([second, null])
    await me.answer(me.at('pairs/2'), { choice: 'equal', stop: '1' })
    clock.now += 3_600_000
    const third = clock.now
    const { action, fields } = mainForm((await me.get(me.at('pairs/3'))).html)!
    clock.now += 7000
    fields.set('choice', 'equal')
    await me.post(action, fields.toString())
    expect(shown()).toEqual([second, third])
  })
})

test('a screen reader says hint, unit and error of a question with it', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  const path = await me.reach('experience')
  const $ = cheerio.load((await me.answer(path, { q_target_cases_last_year: 'some' })).html)
  const ids = $('#q_target_cases_last_year').attr('aria-describedby')!.split(' ')
  expect(ids).toHaveLength(3)
  for (const id of ids) expect($(`[id="${id}"]`).text().trim(), id).not.toBe('')
  expect((await me.get(me.at('disclosure'))).html).toMatch(/<fieldset aria-describedby="[^"]+-hint">/)
})
