import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { languages } from '../server/words/languages.ts'
import { everyPage } from './browser/every-page.ts'
import { asker } from './support/ask.ts'
import { givenStudy } from './support/given-study.ts'

describe.each(languages)('every page of the surgeon in %s', (language) => {
  test('has one h1, a title, its language, and prints no undefined, NaN or [object', async () => {
    const study = { ...givenStudy(), origin: '' }
    const ask = asker(study.app, { 'Accept-Language': language })
    for (const { name, url } of await everyPage(study, language)) {
      const { status, html } = await ask('GET', url)
      expect(status, name).toBe(/^(unknown link|no such page)$/.test(name) ? 404 : 200)
      const $ = cheerio.load(html)
      expect($('h1'), name).toHaveLength(1)
      expect($('h1').text().trim(), name).not.toBe('')
      expect($('title').text().trim(), name).not.toBe('')
      expect($('html').attr('lang'), name).toBe(language)
      expect(html, name).not.toMatch(/undefined|NaN|\[object/)
      const ids = $('[id]').map((_, element) => $(element).attr('id'))
      expect(new Set(ids).size, `${name}: an id twice`).toBe(ids.length)
      for (const label of $('label').toArray())
        expect($(`[id="${$(label).attr('for')}"]`), name).toHaveLength(1)
    }
  })
})
