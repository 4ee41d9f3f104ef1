import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { askedQuestions } from '../../server/studies/definition-text.ts'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { everyQuestion } from '../support/every-question.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm, walkSurvey } from '../support/walk-survey.ts'

const given = (template?: string) => givenStudy(template, everyQuestion)

/** What a surgeon fills into fields that offer nothing to choose. */
const typed: Record<string, string> = {
  q_target_cases_last_year: '12',
  q_time_pre_minutes: '45',
  q_time_intra_minutes: '90',
  q_time_post_minutes: '30',
  q_reference_cases_last_year: '20',
  q_magnitude_wrvu: '18,25',
  q_magnitude_100: '140',
  q_material_1_quantity: '2',
  q_material_1_price: '350.50',
  q_material_2_quantity: '1',
  q_material_3_quantity: '3',
  q_material_other: '=Drape',
  q_remarks: 'None.',
}

const fill = (name: string) => typed[name.replace(/_t\d$/, '')]

const answersOf = ({ context }: ReturnType<typeof given>) =>
  new Map(
    (
      context.db.prepare('SELECT variable, value FROM answer').all() as { variable: string; value: string }[]
    ).map(({ variable, value }) => [variable, JSON.parse(value) as unknown]),
  )

describe.each(languages)('every kind of question in %s', (language) => {
  const words = wordsIn(language)

  test('is asked after the pairs where it is about work, answered without JavaScript, and listed to be checked', async () => {
    const study = given()
    const me = surgeon(study.app, study.invite({ language }))
    const seen = await walkSurvey(me.ask, me.at('').slice(0, -1), fill)
    const order = seen.map((path) => path.slice(me.at('').length).replace(/\/.*/, '')).filter(Boolean)
    expect([...new Set(order)].slice(-7)).toEqual([
      'pairs',
      'times',
      'reference',
      'materials',
      'about',
      'review',
      'done',
    ])
    const answers = answersOf(study)
    for (const { variable } of askedQuestions(study.definition))
      if (!/_unclear$|_reason$/.test(variable) && !/_[23]_price$/.test(variable))
        expect(answers.has(variable), variable).toBe(true)
    expect(answers.get('time_intra_minutes')).toBe(90)
    expect(answers.get('magnitude_wrvu')).toBe(18.25)
    expect(answers.get('material_1_price')).toBe(350.5)
    expect(answers.get('closest_reference')).toBe('C01')
    expect(answers.get('performed_comparators')).toEqual(['C01'])
    expect(answers.get('comparison_certainty')).toBe('not_at_all')
    const $ = cheerio.load((await me.get(me.at('review'))).html)
    // A price left out of a row is not an answer that is missing.
    expect($('#question-material_3, #question-material_3_price')).toHaveLength(1)
    const row = (variable: string) => $(`#question-${variable} dd`).first().text()
    const comma = language === 'es' || language === 'pt'
    expect(row('magnitude_wrvu')).toBe(comma ? '18,25 wRVU' : '18.25 wRVU')
    expect(row('material_1_price')).toBe(comma ? '350,50 USD' : '350.50 USD')
    expect(row('time_post_minutes')).toMatch(/^30 /)
    expect(row('closest_reference')).toContain('63047')
    const change = $('#question-material_1_price .change a').attr('href')!
    expect(change).toBe(`${me.at('materials')}?from=review`)
    const page = cheerio.load((await me.get(change)).html)
    expect(page('h1').text()).toBe(words.materialsHeading)
    expect(page('#q_material_1_price').val()).toBe(comma ? '350,50' : '350.50')
    expect(page('main').text()).toContain('62380')
    const answer = await me.answer(change, { q_material_1_price: '9' })
    expect(answer.location).toBe(me.at('review'))
  })

  test('a bad value is explained in words, and nothing filled in is lost or half-saved', async () => {
    const study = given()
    const me = surgeon(study.app, study.invite({ language }))
    const path = await me.reach('times')
    const answer = await me.answer(path, { ...fields('time', ['soon', '9000', '30']) })
    expect(answer.status).toBe(422)
    const $ = cheerio.load(answer.html)
    expect($('title').text().startsWith(words.errorPrefix)).toBe(true)
    expect($('.problem li')).toHaveLength(2)
    expect($('.problem').text()).toContain(words.enterWholeNumber)
    expect($('.problem').text()).toContain(words.enterNumberBetween('1', '900'))
    expect($('#q_time_pre_minutes').val()).toBe('soon')
    expect($('#q_time_post_minutes').val()).toBe('30')
    expect(answersOf(study).has('time_post_minutes')).toBe(false)
  })

  test('half a row of materials is asked for the rest of it', async () => {
    const study = given()
    const me = surgeon(study.app, study.invite({ language }))
    const path = await me.reach('materials')
    const empty = { q_material_1: '', q_material_2: '', q_material_3: '' }
    const half = await me.answer(path, {
      ...empty,
      q_material_1: 'burr',
      q_material_2_price: '12.345',
      q_material_3_quantity: '2',
    })
    expect(half.status).toBe(422)
    const $ = cheerio.load(half.html)
    expect(
      $('.problem a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['#q_material_1_quantity', '#q_material_2_price', '#q_material_3'])
    expect($('.problem a').first().text()).toMatch(/1/)
    expect($('#q_material_2_price-error').text()).toBe(words.enterDecimal)
    expect((await me.answer(path, empty)).location).toBe(me.at('about'))
  })
})

function fields(block: string, [pre, intra, post]: string[]): Record<string, string> {
  return {
    [`q_${block}_pre_minutes`]: pre!,
    [`q_${block}_intra_minutes`]: intra!,
    [`q_${block}_post_minutes`]: post!,
  }
}

test('with several targets each is asked under its name and variable', async () => {
  const study = given('one-code-or-several')
  const me = surgeon(study.app, study.invite())
  const $ = cheerio.load((await me.get(await me.reach('times'))).html)
  expect($('h2')).toHaveLength(study.definition.targets.length)
  for (const { id } of study.definition.targets)
    expect($(`#q_time_intra_minutes_${id.toLowerCase()}`)).toHaveLength(1)
  await walkSurvey(me.ask, me.at('').slice(0, -1), fill)
  expect(answersOf(study).get('material_1_t1')).toBe('rf_probe')
})

test('a page about work can be corrected after finishing, with its revisions kept', async () => {
  const study = given()
  const me = surgeon(study.app, study.invite())
  await walkSurvey(me.ask, me.at('').slice(0, -1), fill)
  await me.answer(me.at('times'), fields('time', ['10', '80', '20']))
  await me.answer(me.at('times'), fields('time', ['10', '85', '20']))
  const revisions = study.context.db
    .prepare(`SELECT value FROM answer_revision WHERE variable = 'time_intra_minutes' ORDER BY revision`)
    .pluck()
    .all()
  expect(revisions).toEqual(['90', '80', '85'])
})

test('no page after the pairs opens before its turn', async () => {
  const study = given()
  const me = surgeon(study.app, study.invite())
  await me.reach('pairs/2')
  for (const step of ['times', 'reference', 'materials', 'about'])
    expect((await me.get(me.at(step))).location).toBe(me.at('pairs/2'))
})

describe('who may take part', () => {
  test('can be decided by a number and by a rating', async () => {
    const study = givenStudy('cpt-62380-2024', (definition) => {
      const experience = definition.questions.find((one) => one.variable === 'is_spine_surgeon')!
      definition.questions.push({
        variable: 'cases',
        page: 'experience',
        type: 'number',
        text: experience.text,
        required: true,
      })
      definition.questions.push({ ...experience, variable: 'familiarity', type: 'rating' })
      definition.eligibility = [
        { variable: 'cases', values: [], atLeast: 10 },
        { variable: 'familiarity', values: ['yes'] },
      ]
    })
    const end = async (cases: string, familiarity: string) => {
      const me = surgeon(study.app, study.invite())
      const path = await me.reach('experience')
      const form = mainForm((await me.get(path)).html)!
      for (const [name, offered] of form.offered) if (offered[0]) form.fields.set(name, offered[0])
      form.fields.set('q_cases', cases)
      form.fields.set('q_familiarity', familiarity)
      const { location } = await me.post(form.action, form.fields.toString())
      return location!.slice(me.at('').length)
    }
    expect(await end('10', 'yes')).toBe('practice')
    expect(await end('9', 'yes')).toBe('not-eligible')
    expect(await end('10', 'no')).toBe('not-eligible')
  })
})

test('countries stand in the order of the page’s language, and keep their codes', async () => {
  const { app, invite } = givenStudy()
  const listed = async (language: (typeof languages)[number]) => {
    const me = surgeon(app, invite({ language }))
    const $ = cheerio.load((await me.get(await me.reach('about'))).html)
    const options = $('#q_country-ar, select[name=q_country]').find('option').toArray().slice(1)
    return options.map((option) => ({ code: $(option).attr('value')!, label: $(option).text() }))
  }
  const codes = new Set((await listed('en')).map((one) => one.code))
  for (const language of languages) {
    const options = await listed(language)
    expect(options.slice(-2).map((one) => one.code)).toEqual(['other', 'prefer_not'])
    const labels = options.slice(0, -2).map((one) => one.label)
    expect(labels).toEqual([...labels].sort(new Intl.Collator(language).compare))
    expect(new Set(options.map((one) => one.code))).toEqual(codes)
  }
  expect((await listed('es'))[0]!.code).toBe('de')
})
