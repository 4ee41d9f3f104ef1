import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { count, dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

async function atPair(n = 1, language = 'en') {
  const given = givenStudy()
  const me = surgeon(given.app, given.invite({ language }))
  const path = await me.reach(`pairs/${n}`)
  const db = given.context.db
  const stored = (seq: number) =>
    db.prepare('SELECT response, revision FROM judgement WHERE respondent_id = 1 AND seq = ?').get(seq)
  const revisions = (seq: number) =>
    db
      .prepare(
        'SELECT revision, response FROM judgement_revision WHERE respondent_id = 1 AND seq = ? ORDER BY 1',
      )
      .all(seq)
  const pair = (seq: number) =>
    db
      .prepare('SELECT item_a, item_b, shown_first FROM assignment WHERE respondent_id = 1 AND seq = ?')
      .get(seq) as {
      item_a: string
      item_b: string
      shown_first: 'a' | 'b'
    }
  return { ...given, me, path, db, stored, revisions, pair }
}

describe('an answer is stored against item A, whatever stood first on the screen', () => {
  test('more, equal, less and cannot are four different things, and no answer is a fifth', async () => {
    const { me, stored, pair } = await atPair()
    const choices = [pair(1).item_a, 'equal', pair(3).item_b, 'cannot']
    for (const [index, choice] of choices.entries()) await me.answer(me.at(`pairs/${index + 1}`), { choice })
    expect([1, 2, 3, 4].map((seq) => stored(seq))).toEqual(
      ['more', 'equal', 'less', 'cannot'].map((response) => ({ response, revision: 1 })),
    )
    expect(stored(5)).toBeUndefined()
  })

  test('the card shown first is the one the schedule says, and its answer names it', async () => {
    const { me, definition, pair, path } = await atPair()
    const $ = cheerio.load((await me.get(path)).html)
    const { item_a, item_b, shown_first } = pair(1)
    const values = $('input[name=choice]').map((_, input) => $(input).attr('value'))
    const [first, second] = shown_first === 'a' ? [item_a, item_b] : [item_b, item_a]
    expect([...values]).toEqual([first, 'equal', second, 'cannot'])
    const items = [...definition.comparators, ...definition.targets]
    const codeOf = (id: string) => {
      const [code] = items.find((one) => one.id === id)!.codes
      return typeof code === 'string' ? code : code!.code
    }
    $('.card .code').each((index, code) => {
      expect($(code).text()).toContain(codeOf(index === 0 ? first : second))
    })
    expect($('label[for=choice-1]').text()).toContain(`A, ${codeOf(first)}, `)
    expect($('label[for=choice-3]').text()).toContain(`B, ${codeOf(second)}, `)
    expect($('input[name=choice][checked]')).toHaveLength(0)
  })

  test('no page of a pair shows a work RVU', async () => {
    const { me, definition } = await atPair()
    const { html } = await me.get(me.at('pairs/1'))
    for (const { codes } of definition.comparators)
      for (const code of codes) expect(html).not.toContain(code.wrvu.toFixed(2))
  })
})

describe('a pair has one final judgement', () => {
  test('when the same form arrives twice', async () => {
    const { me, path, stored, revisions, db } = await atPair()
    const form = mainForm((await me.get(path)).html)!
    form.fields.set('choice', 'T1')
    const [first, second] = await Promise.all([1, 2].map(() => me.post(path, form.fields.toString())))
    const third = await me.post(path, form.fields.toString())
    for (const answer of [first!, second!, third])
      expect([answer.status, answer.location]).toEqual([303, me.at('pairs/2')])
    expect(stored(1)).toEqual({ response: 'more', revision: 1 })
    expect(revisions(1)).toHaveLength(1)
    expect(count(db, 'judgement')).toBe(1)
  })

  test('when a second tab sends a different answer: nothing changes, it shows the one that counts', async () => {
    const { me, path, stored, revisions } = await atPair()
    const stale = mainForm((await me.get(path)).html)!
    await me.answer(path, { choice: 'T1' })
    stale.fields.set('choice', 'equal')
    const answer = await me.post(path, stale.fields.toString())
    expect(answer.status).toBe(409)
    const $ = cheerio.load(answer.html)
    expect($('[role=status]').text()).toContain('answered in another window')
    expect($('input[name=choice][checked]').attr('value')).toBe('T1')
    expect(stored(1)).toEqual({ response: 'more', revision: 1 })
    expect(revisions(1)).toHaveLength(1)
    // From the page it was just shown, the surgeon may change it after all.
    const shown = mainForm(answer.html)!
    shown.fields.set('choice', 'equal')
    expect((await me.post(path, shown.fields.toString())).status).toBe(303)
    expect(stored(1)).toEqual({ response: 'equal', revision: 2 })
  })

  test('when two tabs send different answers at the same moment', async () => {
    const { me, path, revisions } = await atPair()
    const form = mainForm((await me.get(path)).html)!
    const answers = await Promise.all(
      ['T1', 'equal', 'cannot'].map((choice) => {
        const fields = new URLSearchParams(form.fields)
        fields.set('choice', choice)
        return me.post(path, fields.toString())
      }),
    )
    expect(answers.map((one) => one.status).toSorted()).toEqual([303, 409, 409])
    expect(revisions(1)).toHaveLength(1)
  })
})

test('changing an answer writes a revision, keeps the time of the first answer, and goes on where one was', async () => {
  const { me, path, stored, revisions, clock, db } = await atPair()
  await me.answer(path, { choice: 'T1' })
  const answeredAt = () => db.prepare('SELECT answered_at FROM judgement WHERE seq = 1').pluck().get()
  const at = answeredAt()
  clock.now += 60_000
  const page = await me.get(path)
  expect(cheerio.load(page.html)('input[checked]').attr('value')).toBe('T1')
  expect((await me.answer(path, { choice: 'cannot' })).location).toBe(me.at('pairs/2'))
  expect(stored(1)).toEqual({ response: 'cannot', revision: 2 })
  expect(revisions(1)).toEqual([
    { revision: 1, response: 'more' },
    { revision: 2, response: 'cannot' },
  ])
  expect(answeredAt()).toBe(at)
})

describe('a form without a choice', () => {
  test('is shown again with an error summary, "Error:" in its title, and stores nothing', async () => {
    const { me, path, db } = await atPair()
    for (const [language, prefix] of [
      ['en', 'Error: '],
      ['es', 'Error: '],
      ['pt', 'Erro: '],
      ['ko', '오류: '],
    ] as const) {
      await me.post(me.at('language'), { language })
      const before = dump(db)
      const answer = await me.answer(path, {})
      expect(answer.status).toBe(422)
      const $ = cheerio.load(answer.html)
      expect($('title').text().startsWith(prefix), $('title').text()).toBe(true)
      expect($('.problem[role=alert][tabindex="-1"][autofocus] a').attr('href')).toBe('#choice-1')
      expect($('#choice-1')).toHaveLength(1)
      expect(dump(db)).toEqual(before)
    }
  })

  test.each(['consent', 'disclosure', 'procedure/T1', 'experience', 'practice', 'about'])(
    'on %s',
    async (step) => {
      const { app, invite, context } = givenStudy('cpt-62380-2024', (definition) => {
        for (const question of definition.questions) question.required ||= question.options !== undefined
      })
      const me = surgeon(app, invite())
      await me.reach(step)
      const before = dump(context.db)
      const answer = await me.answer(me.at(step), {})
      expect(answer.status).toBe(422)
      const $ = cheerio.load(answer.html)
      expect($('title').text()).toMatch(/^Error: /)
      const links = $('.problem a').toArray()
      expect(links.length).toBeGreaterThan(0)
      for (const link of links) expect($($(link).attr('href')!), $(link).attr('href')).toHaveLength(1)
      expect(dump(context.db)).toEqual(before)
    },
  )
})

describe('a tampered form stores nothing', () => {
  const big = 'x'.repeat(600_000)
  const bodies: [what: string, body: string, status: number][] = [
    ['a choice that is not offered', 'choice=C99&revision=0', 400],
    ['the other item of another pair', 'choice=T2&revision=0', 400],
    ['a response instead of a choice', 'choice=more&revision=0', 400],
    ['an unknown field', 'choice=equal&revision=0&weight=9', 400],
    ['the choice twice', 'choice=equal&choice=cannot&revision=0', 400],
    ['the revision twice', 'choice=equal&revision=0&revision=1', 400],
    ['a nested field', 'choice[a]=equal&revision=0', 400],
    ['a revision that is no number', 'choice=equal&revision=first', 400],
    ['a negative revision', 'choice=equal&revision=-1', 400],
    ['no revision', 'choice=equal', 400],
    ['a revision from the future', 'choice=equal&revision=7', 409],
    ['a time that is no number', 'choice=equal&revision=0&active_ms=long', 400],
    ['an oversized body', `choice=equal&revision=0&x=${big}`, 413],
    [
      'very many fields',
      `choice=equal&revision=0&${Array.from({ length: 3000 }, (_, n) => `f${n}=1`).join('&')}`,
      413,
    ],
    ['a language the study has not', 'revision=0&language=fr', 400],
    ['a choice not offered with a change of language', 'choice=equal&revision=0&language=es&weight=9', 400],
    ['nothing', '', 400],
  ]
  test.each(bodies)('%s', async (_what, body, status) => {
    const { me, path, db } = await atPair()
    const before = dump(db)
    const answer = await me.post(path, body)
    expect(answer.status).toBe(status)
    expect(cheerio.load(answer.html)('h1')).toHaveLength(1)
    expect(dump(db)).toEqual(before)
  })

  test.each([
    ['disclosure', 'q_disclosure_position=perhaps'],
    ['disclosure', 'q_unknown=yes'],
    ['disclosure', 'q_unknown=yes&language=es'],
    ['disclosure', 'q_disclosure_position=yes&q_disclosure_position=no'],
    ['consent', 'consent=perhaps'],
    ['consent', 'consent=agreed&eligible=1'],
    ['practice', 'choice=T1'],
    ['blocks/1', 'skip=1'],
  ])('on %s: %s', async (step, body) => {
    const { app, invite, context } = givenStudy()
    const me = surgeon(app, invite())
    await me.reach(step)
    const before = dump(context.db)
    expect((await me.post(me.at(step), body)).status).toBe(400)
    expect(dump(context.db)).toEqual(before)
  })

  test("somebody else's assignment is out of reach: a link opens its own schedule only", async () => {
    const { me, path, app, invite, db } = await atPair()
    const other = surgeon(app, invite())
    await other.reach('pairs/2')
    const before = dump(db)
    for (const step of [
      'pairs/47',
      'pairs/0',
      'pairs/1x',
      'pairs/99999',
      'blocks/9',
      'procedure/T2',
      'ratings/1',
    ])
      expect((await me.post(me.at(step), 'choice=equal&revision=0')).status, step).toBeGreaterThanOrEqual(303)
    expect(dump(db)).toEqual(before)
    await me.answer(path, { choice: 'equal' })
    const rows = db.prepare('SELECT respondent_id, seq FROM judgement ORDER BY 1, 2').all()
    expect(rows).toEqual([
      { respondent_id: 1, seq: 1 },
      { respondent_id: 2, seq: 1 },
    ])
  })
})

describe('nobody can jump ahead', () => {
  test('a page that comes later leads back to where one is, and its form stores nothing', async () => {
    const { me, db } = await atPair(2)
    const before = dump(db)
    const ahead = [
      'pairs/3',
      'pairs/46',
      'blocks/2',
      'about',
      'review',
      'done',
      'refused',
      'not-eligible',
      'withdrawn',
    ]
    for (const step of ahead) expect((await me.get(me.at(step))).location, step).toBe(me.at('pairs/2'))
    for (const step of ['pairs/3', 'pairs/46', 'about', 'blocks/2', 'finish'])
      expect(
        (await me.post(me.at(step), step.startsWith('pairs') ? 'choice=equal&revision=0' : '')).location,
      ).toBe(me.at('pairs/2'))
    expect(dump(db)).toEqual(before)
  })

  test('before Start every page leads to the welcome page and stores nothing', async () => {
    const { app, invite, context } = givenStudy()
    const link = invite()
    const me = surgeon(app, link)
    const before = dump(context.db)
    for (const step of ['consent', 'pairs/1', 'review', 'done', 'withdraw']) {
      expect((await me.get(me.at(step))).location).toBe(link)
      expect((await me.post(me.at(step === 'done' ? 'finish' : step), '')).status).toBeLessThan(500)
    }
    expect(dump(context.db)).toEqual(before)
  })

  test('a page the study does not have is not there', async () => {
    const { app, invite } = givenStudy('cpt-62380-2024', (definition) => {
      definition.questions = definition.questions.filter(
        (question) =>
          question.page === 'procedure' ||
          definition.eligibility.some((one) => one.variable === question.variable),
      )
      delete definition.practicePair
    })
    const me = surgeon(app, invite())
    await me.reach('review')
    for (const step of ['about', 'practice', 'ratings/1', 'procedure/T9', 'pairs/999', 'blocks/9', 'nowhere'])
      expect((await me.get(me.at(step))).status, step).toBe(404)
  })
})

test('"Stop for now" keeps what was chosen, and asks for no choice', async () => {
  const { me, path, stored } = await atPair()
  expect((await me.answer(path, { stop: '1' })).location).toBe(me.at('stopped'))
  expect(stored(1)).toBeUndefined()
  expect((await me.answer(path, { stop: '1', choice: 'equal' })).location).toBe(me.at('stopped'))
  expect(stored(1)).toEqual({ response: 'equal', revision: 1 })
})

test('the time a page was in view is stored apart from the time it was open', async () => {
  const { me, path, clock, db } = await atPair()
  const form = mainForm((await me.get(path)).html)!
  clock.now += 30_000
  form.fields.set('choice', 'T1')
  form.fields.set('active_ms', '12000')
  await me.post(path, form.fields.toString())
  expect(db.prepare('SELECT active_ms FROM judgement').pluck().get()).toBe(12_000)
  expect(db.prepare(`SELECT active_ms, wall_ms FROM page_timing WHERE page = 'pairs/1'`).get()).toEqual({
    active_ms: 12_000,
    wall_ms: 30_000,
  })
})
