import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../support/given-staff.ts'
import { at, fill, formOf, givenBrowser, givenStudio, openForm } from './support.ts'

async function givenTwo() {
  const studio = await givenStudio()
  return { ...studio, colleague: await givenBrowser(studio.context, studio.app, 'owner') }
}

describe('two people at one draft', () => {
  it('on different pages keep both changes', async () => {
    const { browser, colleague, draft } = await givenTwo()
    const mine = await openForm(browser, 'about')
    await fill(colleague, 'sponsor', { 'sponsor.name': 'Another sponsor' })
    await browser.post(at('about'), { ...mine, title: 'Mine', act: 'save' } as never).expect(303)
    expect(draft().shown.sponsor.name).toBe('Another sponsor')
    expect(draft().shown.title.en).toBe('Mine')
  })

  it('on the same page: the second sees who changed what, keeps the typed text, and loses nothing', async () => {
    const { browser, colleague, draft } = await givenTwo()
    const mine = await openForm(browser, 'sponsor')
    await fill(colleague, 'sponsor', { 'sponsor.name': 'Their sponsor' })
    const before = draft()
    const answer = await browser.post(at('sponsor'), {
      ...mine,
      'sponsor.name': 'My sponsor',
      act: 'save',
    } as never)
    expect(answer.status).toBe(409)
    expect(draft()).toEqual(before)
    const words = wordsOf(answer.text)
    expect(words).toContain('owner@society.example')
    expect(words).toContain('Their')
    const page = load(answer.text)
    expect(page('[name="sponsor.name"]').val()).toBe('My sponsor')
    // Having seen both, the second person decides.
    await browser.post(at('sponsor'), { ...formOf(answer.text), act: 'save' } as never).expect(303)
    expect(draft().shown.sponsor.name).toBe('My sponsor')
  })

  it('may write two entries of one list at once, but not move entries of a list that has changed', async () => {
    const { browser, colleague, draft } = await givenTwo()
    const mine = await openForm(browser, 'comparators/2')
    const list = await openForm(browser, 'comparators')
    await fill(colleague, 'comparators/1', { 'comparators.0.label': 'Theirs' })
    await browser
      .post(at('comparators/2'), { ...mine, 'comparators.1.label': 'Mine', act: 'save' } as never)
      .expect(303)
    expect(
      draft()
        .shown.comparators.slice(0, 2)
        .map(({ label }) => label.en),
    ).toEqual(['Theirs', 'Mine'])
    await browser.post(at('comparators'), { ...list, act: 'remove comparators 0' } as never).expect(409)
    expect(draft().shown.comparators).toHaveLength(8)
  })

  it('are told when the entry on their page was moved away by the other', async () => {
    const { browser, colleague, draft } = await givenTwo()
    const mine = await openForm(browser, 'comparators/8')
    await fill(colleague, 'comparators', {}, 'remove comparators 7')
    const answer = await browser.post(at('comparators/8'), { ...mine, act: 'save' } as never)
    expect(answer.status).toBe(404)
    expect(draft().shown.comparators).toHaveLength(7)
  })
})

describe('the history', () => {
  it('shows every save, its difference in words, and goes back without losing anything', async () => {
    const { browser, draft, context, studyId } = await givenTwo()
    await fill(browser, 'sponsor', { 'sponsor.name': 'A second sponsor' })
    await fill(browser, 'comparators', {}, 'remove comparators 1')
    const list = wordsOf((await browser.get(at('history')).expect(200)).text)
    expect(list).toContain('Comparator 2 (22612 + 22840 + 20937) was removed')
    const difference = wordsOf((await browser.get(at('history/2')).expect(200)).text)
    expect(difference).toContain('What this changed Sponsor')
    expect(difference).toContain('[new: A second sponsor]')
    await browser.post(at('history/1/restore'), { revision: '3' }).expect(303)
    expect(draft()).toMatchObject({ revision: 4, topic: 'whole' })
    expect(draft().shown.comparators).toHaveLength(8)
    await browser.post(at('history/3/restore'), { revision: '3' }).expect(409)
    await browser.get(at('history/99')).expect(404)
    const change = () =>
      context.db.prepare('UPDATE draft_save SET what = ? WHERE study_id = ?').run('x', studyId)
    expect(change).toThrow('append-only')
  })
})
