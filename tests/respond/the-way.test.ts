import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { count, dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm, walkSurvey } from '../support/walk-survey.ts'

const en = wordsIn('en')

function given(template?: string, change?: Parameters<typeof givenStudy>[1]) {
  const study = givenStudy(template, change)
  const link = study.invite()
  const db = study.context.db
  const fact = (column: string) => db.prepare(`SELECT ${column} FROM respondent WHERE id = 1`).pluck().get()
  return { ...study, link, db, fact, me: surgeon(study.app, link) }
}

describe('who does not take part', () => {
  test('refusal of consent is stored, nothing else is asked, and it can be taken back', async () => {
    const { me, fact, db, link } = given()
    await me.reach('consent')
    expect((await me.answer(me.at('consent'), { consent: 'refused' })).location).toBe(me.at('refused'))
    expect(fact('consent')).toBe('refused')
    const page = await me.get(me.at('refused'))
    expect(page.html).toContain(en.refusedText)
    expect(page.html).toContain('data-finished')
    for (const step of ['disclosure', 'pairs/1', 'review', 'done'])
      expect((await me.get(me.at(step))).location).toBe(me.at('refused'))
    expect((await me.post(me.at('pairs/1'), 'choice=equal&revision=0')).location).toBe(me.at('refused'))
    expect(count(db, 'answer')).toBe(0)
    expect((await me.answer(me.at('consent'), { consent: 'agreed' })).location).toBe(me.at('disclosure'))
    expect((await me.get(link)).status).toBe(200)
  })

  test('"This is not for me" is stored by POST only, and can be taken back by starting', async () => {
    const { me, link, db } = given()
    const declined = () =>
      db.prepare('SELECT declined_at IS NOT NULL FROM invitation WHERE id = 1').pluck().get()
    const page = await me.get(me.at('decline'))
    expect(page.html).toContain(en.declineConfirm)
    expect(declined()).toBe(0)
    const answer = await me.post(me.at('decline'), '')
    expect(answer.status).toBe(303)
    expect(declined()).toBe(1)
    expect((await me.get(answer.location!)).html).toContain(en.declinedText)
    expect(count(db, 'respondent')).toBe(0)
    await me.post(`${link}/start`, '')
    expect(declined()).toBe(0)
    expect(count(db, 'respondent')).toBe(1)
  })

  test('who is not eligible is thanked and counted, asked nothing more, and can correct the answer', async () => {
    const { me, fact, definition, db } = given()
    const { page } = definition.questions.find((question) => question.variable === 'is_spine_surgeon')!
    const step = page === 'procedure' ? 'procedure/T1' : page
    await me.reach(step)
    const answer = await me.post(
      me.at(step),
      filled((await me.get(me.at(step))).html, { q_is_spine_surgeon: 'no' }),
    )
    expect(answer.location).toBe(me.at('not-eligible'))
    expect(fact('eligible')).toBe(0)
    expect((await me.get(me.at('not-eligible'))).html).toContain(en.notEligibleHeading)
    for (const later of ['pairs/1', 'blocks/1', 'review', 'done'])
      expect((await me.get(me.at(later))).location).toBe(me.at('not-eligible'))
    expect((await me.post(me.at('pairs/1'), 'choice=equal&revision=0')).location).toBe(me.at('not-eligible'))
    expect(count(db, 'judgement')).toBe(0)
    await me.post(me.at(step), filled((await me.get(me.at(step))).html, { q_is_spine_surgeon: 'yes' }))
    expect(fact('eligible')).toBe(1)
  })

  test('withdrawing asks once more, is for good, and keeps the count of who started', async () => {
    const { me, fact, link } = given()
    await me.reach('pairs/3')
    expect((await me.get(me.at('withdraw'))).html).toContain(en.withdrawConfirm)
    expect(fact('withdrawn_at')).toBeNull()
    expect((await me.post(me.at('withdraw'), '')).location).toBe(me.at('withdrawn'))
    expect(fact('withdrawn_at')).not.toBeNull()
    const at = fact('withdrawn_at')
    expect((await me.get(link)).location).toBe(me.at('withdrawn'))
    expect((await me.get(me.at('withdrawn'))).html).toContain(en.withdrawnText)
    for (const step of ['pairs/3', 'start', 'finish', 'withdraw', 'consent'])
      await me.post(me.at(step), step === 'pairs/3' ? 'choice=equal&revision=0' : '')
    expect(fact('withdrawn_at')).toBe(at)
    expect(fact('(SELECT count(*) FROM judgement)')).toBe(2)
  })
})

/** The main form of a page with the first choice wherever nothing is chosen, and some fields as given. */
function filled(html: string, changes: Record<string, string>): string {
  const form = mainForm(html)!
  for (const [name, offered] of form.offered)
    if (!form.fields.get(name) && offered[0]) form.fields.set(name, offered[0])
  for (const [name, value] of Object.entries(changes)) form.fields.set(name, value)
  return form.fields.toString()
}

describe('on the way', () => {
  test('Start, twice or from two devices, makes one respondent with one schedule', async () => {
    const { me, link, db } = given()
    const answers = await Promise.all([1, 2, 3].map(() => me.post(`${link}/start`, '')))
    for (const answer of answers) expect(answer.location).toBe(me.at('consent'))
    expect(count(db, 'respondent')).toBe(1)
    expect(count(db, 'assignment')).toBe(46)
  })

  test('the practice comparison stores that it was tried, never the answer', async () => {
    const { me, db } = given()
    await me.reach('practice')
    const before = dump(db)
    await me.answer(me.at('practice'), { choice: 'second' })
    const after = dump(db)
    const changed = Object.keys(after).filter(
      (table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]),
    )
    expect(changed.toSorted()).toEqual(['data_state', 'page_timing', 'step_done'])
    expect(JSON.stringify(after.step_done)).not.toContain('second')
  })

  test('who returns is welcomed back with the count and goes on at the same place, on any device', async () => {
    const { me, link, app } = given()
    await me.reach('pairs/15')
    const phone = surgeon(app, link, {
      'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)',
    })
    const $ = cheerio.load((await phone.get(link)).html)
    expect($('h1').text()).toBe(en.welcomeBack)
    expect($('main').text()).toContain('14 of 46 done')
    expect((await phone.answer(link, {})).location).toBe(me.at('pairs/15'))
  })

  test('Back shows the saved answer, all the way to consent', async () => {
    const { me } = given()
    let path = await me.reach('pairs/3')
    const seen: string[] = []
    for (let pages = 0; pages < 20; pages++) {
      const $ = cheerio.load((await me.get(path)).html)
      const back = $('a.back').attr('href')
      if (!back) break
      seen.push(path.split('/').slice(3).join('/'))
      if (path !== me.at('pairs/3') && $('input[type=radio]').length > 0 && !path.endsWith('practice'))
        expect($('input[checked]').length, path).toBeGreaterThan(0)
      path = back
    }
    expect(seen).toEqual(
      'pairs/3 pairs/2 pairs/1 blocks/1 practice experience procedure/T1 disclosure consent'.split(' '),
    )
  })

  test('the definition and the question stand on every pair page, with how far one is in the title', async () => {
    const { me, definition, db } = given()
    await me.reach('pairs/13')
    for (const seq of [1, 12, 13]) {
      const { html } = await me.get(me.at(`pairs/${seq}`))
      const slug = db
        .prepare('SELECT construct FROM assignment WHERE respondent_id = 1 AND seq = ?')
        .pluck()
        .get(seq)
      const construct = definition.constructs.find((one) => one.slug === slug)!
      const $ = cheerio.load(html)
      expect($('h1').text()).toBe(construct.question.en)
      expect($('main').text()).toContain(construct.definition.en)
      expect($('title').text()).toContain(`Comparison ${seq} of 46`)
      expect($('details').text()).toContain('patient')
    }
  })

  test('a change from "Check your answers" returns there', async () => {
    const { me } = given()
    await me.reach('review')
    const $ = cheerio.load((await me.get(me.at('review'))).html)
    const links = $('.review a').map((_, link) => $(link).attr('href'))
    expect(links.length).toBeGreaterThan(50)
    for (const to of [...links].filter((_, index) => index % 9 === 0)) {
      const form = mainForm((await me.get(to)).html)!
      expect((await me.post(form.action, form.fields.toString())).location, to).toBe(me.at('review'))
    }
  })
})

describe('the end', () => {
  async function finished() {
    const study = given()
    await walkSurvey(study.me.ask, study.link)
    return study
  }

  test('says when, under which reference, until when changes are possible, and how to withdraw', async () => {
    const { me, fact, link } = await finished()
    expect((await me.get(link)).location).toBe(me.at('done'))
    const $ = cheerio.load((await me.get(me.at('done'))).html)
    expect($('.reference').text()).toContain(fact('pseudonym'))
    expect($('main').text()).toContain('You finished on 2 March 2026 at 09:00 (UTC).')
    expect($('main').text()).toContain(en.changeUntilClose)
    expect($('main').text()).toContain(en.howToWithdraw)
    expect($('main').text()).not.toContain('society.example')
  })

  test('answers can be changed until the close, with revisions, without starting over', async () => {
    const { me, db, fact } = await finished()
    const at = fact('completed_at')
    expect((await me.answer(`${me.at('pairs/7')}?from=review`, { choice: 'cannot' })).location).toBe(
      me.at('review'),
    )
    expect((await me.answer(me.at('pairs/8'), { choice: 'cannot' })).location).toBe(me.at('done'))
    expect(count(db, 'judgement')).toBe(46)
    expect(count(db, 'judgement_revision')).toBe(48)
    expect(fact('completed_at')).toBe(at)
    expect((await me.post(me.at('finish'), '')).location).toBe(me.at('done'))
    expect(fact('completed_at')).toBe(at)
  })

  test('an optional question that was left out is named, and does not hold anybody up', async () => {
    const { me } = given()
    await me.reach('about')
    await me.answer(me.at('about'), {})
    const $ = cheerio.load((await me.get(me.at('review'))).html)
    expect($('.notice').text()).toMatch(/answers are missing/)
    expect($('.missing').length).toBeGreaterThan(0)
    expect((await me.post(me.at('finish'), '')).location).toBe(me.at('done'))
  })
})

describe.each(['cpt-0202t-2024', 'cpt-27279-2016', 'decision-factors-2024', 'one-code-or-several'])(
  'the %s study',
  (template) => {
    test.each(languages)('is walked to its end in %s, every page in that language', async (language) => {
      const study = givenStudy(template)
      const link = study.invite({ language })
      const me = surgeon(study.app, link)
      const pages: string[] = []
      const seen = await walkSurvey(async (method, path, body) => {
        const answer = await me.ask(method, path, body)
        if (answer.status === 200) pages.push(answer.html)
        return answer
      }, link)
      expect(seen.at(-1)).toBe(me.at('done'))
      for (const html of pages) {
        expect(html).toContain(`<html lang="${language}">`)
        expect(html).not.toMatch(/undefined|NaN|\[object/)
      }
      const db = study.context.db
      expect(count(db, 'judgement')).toBe(count(db, 'assignment'))
      expect(count(db, `answer WHERE variable GLOB 'R[0-9][0-9]'`)).toBe(study.definition.ratingItems.length)
    })
  },
)

test('two patients of one code are told apart on cards, answers and review', async () => {
  const { me, definition } = given('one-code-or-several')
  await me.reach('review')
  const variants = definition.targets.map((target) => target.variant!.en!)
  const review = (await me.get(me.at('review'))).html
  for (const variant of variants) expect(review).toContain(variant)
  for (const seq of [1, 2, 3, 4, 5, 6]) {
    const $ = cheerio.load((await me.get(me.at(`pairs/${seq}`))).html)
    const shown = variants.filter((variant) => $('.cards').text().includes(variant))
    expect(shown.length).toBeGreaterThan(0)
    for (const variant of shown) expect($('.answers').text()).toContain(variant)
  }
})

test('a rating is one of its categories, its change a revision, and never preselected', async () => {
  const { me, db } = given('decision-factors-2024')
  const path = await me.reach('ratings/1')
  expect((await me.get(path)).html).not.toContain(' checked')
  const before = dump(db)
  expect((await me.answer(path, {})).status).toBe(422)
  expect((await me.answer(path, { category: '5' })).status).toBe(400)
  expect((await me.answer(path, { category: '-1' })).status).toBe(400)
  expect(dump(db)).toEqual(before)
  expect((await me.answer(path, { category: '4' })).location).toBe(me.at('ratings/2'))
  await me.answer(path, { category: '0' })
  expect(db.prepare(`SELECT value, revision FROM answer WHERE variable = 'R01'`).get()).toEqual({
    value: '0',
    revision: 2,
  })
  expect(db.prepare(`SELECT value FROM answer_revision WHERE variable = 'R01'`).pluck().all()).toEqual([
    '4',
    '0',
  ])
})
