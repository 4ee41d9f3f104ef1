import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

describe.each(languages)('whoever gets a link forwarded is told so, in %s', (language) => {
  const words = wordsIn(language)

  test('before anything is answered, after it, and at the end; and never whose it is', async () => {
    const { app, invite, context } = givenStudy()
    const link = invite({ language })
    context.db.exec(`UPDATE invitation SET name = 'Jane Planted'`)
    const me = surgeon(app, link)
    const first = (await me.get(link)).html
    expect(cheerio.load(first)('main .hint').text()).toBe(words.linkIsPersonal)
    await me.reach('pairs/3')
    const back = (await me.get(link)).html
    const $ = cheerio.load(back)
    // The clock of the tests starts at nine o'clock on 2 March 2026.
    expect($('main .hint').text()).toMatch(/2026.*(09|9):00.*UTC/)
    expect($('main').text()).not.toContain(words.linkIsPersonal)
    await me.reach('done')
    const done = (await me.get(me.at('done'))).html
    expect(done).toContain(words.doNotForward)
    for (const html of [first, back, done]) expect(html).not.toMatch(/Planted|member-1/)
  })

  test('a test link is for everybody who tests', async () => {
    const { app, invite } = givenStudy()
    const link = invite({ language, kind: 'test' })
    expect((await surgeon(app, link).get(link)).html).not.toContain(words.linkIsPersonal)
  })
})
