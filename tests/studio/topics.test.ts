import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { topics } from '../../server/studio/topics/index.ts'
import { wordsOf } from '../support/given-staff.ts'
import { at, fill, formOf, givenBlank, givenBrowser, givenStudio } from './support.ts'

describe('a page of the definition', () => {
  it('is there for every topic, and saving it as it is changes nothing', async () => {
    const { browser, draft } = await givenStudio()
    const before = draft()
    for (const { slug } of topics) {
      const answer = await fill(browser, slug, {})
      expect(answer.status, slug).toBe(303)
    }
    for (const slug of ['targets/1', 'comparators/3', 'constructs/2', 'questions/4'])
      expect((await fill(browser, slug, {})).status, slug).toBe(303)
    expect(draft()).toEqual(before)
  })

  it('saves what is there, however little, and says what is missing with a link to its field', async () => {
    const { browser, draft } = await givenBlank()
    await fill(browser, 'about', { title: 'The work of 0202T' })
    expect(draft().written.title).toEqual({ en: 'The work of 0202T' })
    const page = load((await browser.get(at('about'))).text)
    const links = page('.missing a')
      .map((_, link) => page(link).attr('href'))
      .get()
    expect(links).toContain(at('about#contact.email'))
    expect(links).not.toContain(at('about#title'))
    expect(page('.missing-title').text()).toMatch(/^\d+ things are missing$/)
  })

  it('refuses impossible values, keeps what was typed, and saves nothing of the page', async () => {
    const { browser, draft } = await givenBlank()
    const answer = await fill(browser, 'about', { title: 'New', 'contact.email': 'nobody', minutes: 'a few' })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('.problem a').first().attr('href')).toBe('#minutes')
    expect(page('[name="contact.email"]').val()).toBe('nobody')
    expect(page('[name=title]').val()).toBe('New')
    const again = await browser.post(at('about'), {
      ...formOf(answer.text),
      minutes: '7',
      act: 'save',
    } as never)
    expect(again.status).toBe(422)
    expect(wordsOf(again.text)).toContain('E-mail address:')
    expect(draft().revision).toBe(1)
  })

  it('is for those who steer a study, and only before it is published', async () => {
    const { context, app, browser } = await givenStudio()
    for (const role of ['analyst', 'auditor'] as const) {
      const other = await givenBrowser(context, app, role)
      await other.get(at('about')).expect(403)
      await other.post(at('about'), { revision: '1' }).expect(403)
    }
    context.queries.studies.setState.run('live', 1)
    await browser.get(at('about')).expect(409)
    await browser.post(at('about'), { revision: '1' }).expect(409)
  })
})

describe('a list', () => {
  it('is added to, duplicated, moved and cut down by plain buttons; ids follow the order', async () => {
    const { browser, draft } = await givenStudio()
    const codes = () => draft().shown.comparators.map((one) => `${one.id} ${one.codes[0]?.code ?? '–'}`)
    const first = codes()
    await fill(browser, 'comparators', {}, 'down comparators 0')
    expect(codes().slice(0, 2)).toEqual(['C01 22612', 'C02 22630'])
    await fill(browser, 'comparators', {}, 'up comparators 1')
    expect(codes()).toEqual(first)
    await fill(browser, 'comparators', {}, 'move comparators 7 0')
    expect(codes()[0]).toBe('C01 22612')
    await fill(browser, 'comparators', {}, 'move comparators 0 7')
    await fill(browser, 'comparators', {}, 'duplicate comparators 5')
    expect(codes()).toHaveLength(9)
    await fill(browser, 'comparators', {}, 'remove comparators 6')
    expect(codes()).toEqual(first)
    const added = await fill(browser, 'comparators', {}, 'add comparators')
    expect(added.headers.location).toBe(at('comparators/9'))
    const page = await fill(browser, 'comparators/9', { 'comparators.8.codes': '63030 12,00\n63035 3.86 0' })
    expect(page.status).toBe(303)
    expect(draft().written.comparators!.at(-1)!.codes).toEqual([
      { code: '63030', wrvu: 12, multipleProcedureIndicator: 2 },
      { code: '63035', wrvu: 3.86, multipleProcedureIndicator: 0 },
    ])
  })

  it('saves the typed fields of its page together with the button', async () => {
    const { browser, draft } = await givenBlank()
    await fill(browser, 'about', { title: 'Kept' }, 'add societies')
    await fill(browser, 'about', { 'societies.0.shortName': 'ISASS', 'societies.0.name': 'A Society' })
    expect(draft().written.title).toEqual({ en: 'Kept' })
    expect(draft().written.societies).toEqual([{ slug: 'isass', shortName: 'ISASS', name: 'A Society' }])
  })

  it('keeps the codes and other languages of choices that stay, and makes codes from new words', async () => {
    const { browser, draft } = await givenStudio()
    const index = draft().shown.questions.findIndex(({ variable }) => variable === 'specialty')
    const name = `questions.${index}.options`
    const before = draft().shown.questions[index]!.options!
    const typed = 'orthopaedic: Orthopaedics\nNeurosurgery\nUp to 10 years *'
    await fill(browser, `questions/${index + 1}`, { [name]: typed })
    const after = draft().shown.questions[index]!.options!
    expect(after.map(({ value }) => value)).toEqual(['orthopaedic', 'neurosurgery', 'up_to_10_years'])
    expect(after[0]!.label).toEqual({ ...before[0]!.label, en: 'Orthopaedics' })
    expect(after[1]).toEqual(before[1])
    expect(after[2]).toEqual({ value: 'up_to_10_years', label: { en: 'Up to 10 years' }, exclusive: true })
  })

  it('lets conditions and the primary construct follow a new name in files', async () => {
    const { browser, draft } = await givenStudio()
    const index = draft().shown.questions.findIndex(({ variable }) => variable === 'is_spine_surgeon')
    await fill(browser, `questions/${index + 1}`, { [`questions.${index}.variable`]: 'treats_spines' })
    expect(draft().shown.eligibility[0]!.variable).toBe('treats_spines')
    await fill(browser, 'constructs/1', { 'constructs.0.slug': 'difficulty' })
    expect(draft().shown.primaryConstruct).toBe('difficulty')
    await fill(browser, 'constructs/2', { 'constructs.1.slug': 'effort' })
    expect(draft().shown.primaryConstruct).toBe('difficulty')
  })
})
