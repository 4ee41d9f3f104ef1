import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { wordsOf } from '../support/given-staff.ts'
import { at, fill, givenStudio } from './support.ts'

test('languages are chosen, the first one in front; one at least', async () => {
  const { browser, draft } = await givenStudio()
  await fill(browser, 'languages', { languages: ['en', 'es'], first: 'es' })
  expect(draft().written.languages).toEqual(['es', 'en'])
  const none = await fill(browser, 'languages', { languages: ['en'], first: 'ko' })
  expect(none.status).toBe(422)
  expect(draft().written.languages).toEqual(['es', 'en'])
})

test('texts are written side by side, missing ones are counted and can be filled from the first language', async () => {
  const { browser, draft } = await givenStudio()
  await fill(browser, 'languages/es', { title: '', 'comparators.0.label': 'Fusión' })
  expect(draft().shown.title.es).toBeUndefined()
  expect(draft().shown.title.ko).toBeDefined()
  expect(draft().shown.comparators[0]!.label.es).toBe('Fusión')
  const page = await browser.get(`${at('languages/es')}?show=missing`)
  expect(wordsOf(page.text)).toContain('1 of 127 texts are missing')
  expect(load(page.text)('.translation')).toHaveLength(1)
  expect(wordsOf((await browser.get(at('about'))).text)).toContain('1 text is missing in Spanish.')
  await fill(browser, 'languages/es', {}, 'copy')
  expect(draft().shown.title.es).toBe(draft().shown.title.en)
})

test('the first language and one that is not asked have no page of translations', async () => {
  const { browser } = await givenStudio()
  for (const language of ['en', 'fr', 'xx']) await browser.get(at(`languages/${language}`)).expect(404)
})
