import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { count } from '../support/dump.ts'
import { answerByMouse, type GivenSite, givenSite, openBrowser, openPage } from './given-site.ts'

let browser: Browser
let site: GivenSite
beforeAll(async () => {
  browser = await openBrowser()
  site = await givenSite()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const judgedBy = (respondent: number) =>
  count(site.context.db, `judgement WHERE respondent_id = ${respondent}`)
const newest = () => count(site.context.db, 'respondent')

test.each(languages)(
  'the 62380 survey is completed by mouse on a phone without JavaScript, in %s',
  async (language) => {
    const { page, context, elsewhere } = await openPage(browser, site, { javaScriptEnabled: false })
    const link = site.url({ language })
    await page.goto(link)
    const titles = new Set<string>()
    for (let turn = 0; await answerByMouse(page, turn); turn++) {
      expect(turn).toBeLessThan(100)
      titles.add(await page.title())
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
    }
    expect(page.url()).toBe(`${link}/done`)
    expect(await page.locator('h1').textContent()).toBe(wordsIn(language).doneHeading)
    expect(judgedBy(newest())).toBe(46)
    expect(titles.size).toBeGreaterThan(50)
    expect(elsewhere).toEqual([])
    await context.close()
  },
)

test('the 62380 survey is completed by mouse on a phone with JavaScript', async () => {
  const { page, context, elsewhere } = await openPage(browser, site, { hasTouch: true, isMobile: true })
  const problems: string[] = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  const link = site.url()
  await page.goto(link)
  for (let turn = 0; await answerByMouse(page, turn); turn++) expect(turn).toBeLessThan(100)
  expect(page.url()).toBe(`${link}/done`)
  expect(judgedBy(newest())).toBe(46)
  expect(problems).toEqual([])
  expect(elsewhere).toEqual([])
  const times = site.context.db
    .prepare('SELECT count(*) FROM judgement WHERE respondent_id = ? AND active_ms IS NOT NULL')
    .pluck()
    .get(newest())
  expect(times).toBe(46)
  await context.close()
})

test('the 62380 survey is completed by keyboard only', async () => {
  const { page, context } = await openPage(browser, site)
  const link = site.url()
  await page.goto(link)
  const focusIs = async (selector: string) => (await page.locator(`:focus:is(${selector})`).count()) > 0
  /** Presses Tab until the focus is where a surgeon wants it. */
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 80; presses++) {
      if (await focusIs(selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never reached ${selector} on ${page.url()}`)
  }
  /** Presses a key that leads to another page. */
  const go = async (key: string) => {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
  }
  for (let turn = 0; turn < 100; turn++) {
    if ((await page.locator('[data-finished]').count()) > 0) break
    if ((await page.locator('input[data-key]').count()) > 0) {
      const key = ['1', '2', '3', '0'][turn % 4]!
      await page.keyboard.press(key)
      expect(await focusIs(`input[data-key="${key}"]:checked`)).toBe(true)
      await go('Enter')
      continue
    }
    for (const name of await radioNames()) {
      await tabTo(`input[name="${name}"]`)
      // From "nothing chosen" an arrow chooses the next one; space chooses the one with the focus.
      await page.keyboard.press('Space')
    }
    const numbers = await page.locator('main input[inputmode=numeric]').count()
    for (let index = 0; index < numbers; index++) {
      await tabTo(`input[inputmode=numeric]:placeholder-shown, input[inputmode=numeric][value=""]`)
      await page.keyboard.type('12')
    }
    await tabTo('form[data-survey] .button')
    await go('Enter')
  }
  expect(page.url()).toBe(`${link}/done`)
  expect(judgedBy(newest())).toBe(46)
  await context.close()

  async function radioNames(): Promise<string[]> {
    const names = await page
      .locator('main input[type=radio]')
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name')!))
    return [...new Set(names)]
  }
})
