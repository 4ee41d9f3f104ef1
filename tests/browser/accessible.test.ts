import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../server/words/languages.ts'
import { surgeon } from '../support/surgeon.ts'
import { everyPage, type KindOfPage, pagesOfOtherStudies } from './every-page.ts'
import { desktop, type GivenSite, givenSite, openBrowser, openPage, phone, smallPhone } from './given-site.ts'

let browser: Browser
let site: GivenSite
let others: Awaited<ReturnType<typeof pagesOfOtherStudies>>
let pages: KindOfPage[] = []
beforeAll(async () => {
  browser = await openBrowser()
  site = await givenSite('cpt-62380-2024', (definition) => {
    for (const question of definition.questions)
      question.required ||= question.page !== 'about' && question.options !== undefined
  })
  others = await pagesOfOtherStudies()
  pages = [...(await everyPage(site)), ...others.pages]
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await others?.close()
})

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe objects to on the page that is open. */
async function objections(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(rules).analyze()
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} (${one.help})`),
  )
}

/** Everything that can be unfolded, unfolded. */
async function unfold(page: Page, where = 'details'): Promise<void> {
  await page.locator(where).evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '')
  })
}

describe.each(['light', 'dark'] as const)('axe finds nothing to object to in the %s', (colorScheme) => {
  test('on every kind of page', async () => {
    const { page, context } = await openPage(browser, site, { colorScheme })
    for (const { name, url } of pages) {
      await page.goto(url)
      expect(await objections(page), name).toEqual([])
      if ((await page.locator('main details').count()) > 0) {
        await unfold(page, 'main details')
        expect(await objections(page), `${name}, unfolded`).toEqual([])
      }
      if (!/^(welcome|pair|done)$/.test(name)) continue
      // The open menu covers part of the page, so it is looked at by itself.
      await unfold(page, 'header details')
      expect(await objections(page, 'header'), `${name}, its language menu`).toEqual([])
    }
    await context.close()
  })

  test('on every kind of page with an error', async () => {
    const { page, context } = await openPage(browser, site, { colorScheme })
    let states = 0
    for (const { name, url } of pages) {
      await page.goto(url)
      const buttons = page.locator('form[data-survey] .button')
      if (
        !/^(consent|disclosure|experience|practice|pair|rating)/.test(name) ||
        (await buttons.count()) === 0
      )
        continue
      if ((await page.locator('main input:checked').count()) > 0) continue
      await buttons.first().click()
      expect(await page.title(), name).toMatch(/^Error: /)
      expect(await objections(page), `${name} with an error`).toEqual([])
      states += 1
    }
    expect(states).toBeGreaterThanOrEqual(4)
    await context.close()
  })

  test('with numbers that are none, and half a row of materials', async () => {
    const { page, context } = await openPage(browser, site, { colorScheme })
    for (const { name, url } of pages.filter((one) => /^(times|reference|materials)/.test(one.name))) {
      await page.goto(url)
      for (const field of await page.locator('main input[inputmode]').all()) await field.fill('soon')
      await page.locator('form[data-survey] .actions .button').click()
      expect(await page.title(), name).toMatch(/^Error: /)
      expect(await objections(page), `${name} with an error`).toEqual([])
    }
    await context.close()
  })

  test('when a page was answered in two windows, which also fits a small phone', async () => {
    const me = surgeon(site.app, site.invite())
    const path = site.origin + (await me.reach('about'))
    const { page: first, context } = await openPage(browser, site, { colorScheme, viewport: smallPhone })
    const second = await context.newPage()
    for (const one of [first, second]) await one.goto(path)
    for (const [index, one] of [first, second].entries()) {
      for (const set of await one.locator('main fieldset').all())
        await set.locator('.choice').nth(index).click()
      await one.locator('main select').selectOption({ index: index + 1 })
      await one.locator('main .actions .button').click()
    }
    expect(await second.title()).toMatch(/^Error: /)
    expect(await second.locator('.beside').count()).toBeGreaterThan(3)
    expect(await objections(second)).toEqual([])
    expect(await second.evaluate<number>('document.documentElement.scrollWidth')).toBe(smallPhone.width)
    // By keyboard: the second button keeps what is saved, and the way goes on.
    await second.locator('button[name=keep]').focus()
    await second.keyboard.press('Enter')
    await second.waitForURL(/\/review$/)
    await context.close()
  })

  test('with a choice made, and on a wide screen', async () => {
    const { page, context } = await openPage(browser, site, { colorScheme, viewport: desktop })
    for (const { name, url } of pages.filter((one) => /pair|consent|rating|review$|welcome/.test(one.name))) {
      await page.goto(url)
      const answers = page.locator('.answer')
      if ((await answers.count()) > 0) await answers.first().click()
      expect(await objections(page), name).toEqual([])
    }
    await context.close()
  })
})

test.each(languages)(
  'no page scrolls sideways at 320 px, which is 400% zoom of a common screen, in %s',
  async (language) => {
    const { page, context } = await openPage(browser, site, { viewport: smallPhone })
    const inLanguage = await everyPage(site, language)
    const more = await pagesOfOtherStudies(language)
    for (const { name, url } of [...inLanguage, ...more.pages]) {
      await page.goto(url)
      await unfold(page)
      const { wide, over } = await page.locator('html').evaluate((html) => ({
        wide: html.scrollWidth,
        over: [...html.querySelectorAll('main *, header *, footer *')]
          .filter((element) => element.getBoundingClientRect().right > 320.5 && !element.closest('.unseen'))
          .map((element) => `${element.tagName}.${element.className}`),
      }))
      expect(over, name).toEqual([])
      expect(wide, name).toBeLessThanOrEqual(320)
    }
    await more.close()
    await context.close()
  },
)

test.each(['es', 'ko'] as const)(
  'with letters of twice the size on a phone nothing is cut or scrolls sideways, in %s',
  async (language) => {
    const { page, context } = await openPage(browser, site)
    const inLanguage = await everyPage(site, language)
    const more = await pagesOfOtherStudies(language)
    for (const { name, url } of [...inLanguage, ...more.pages]) {
      await page.goto(url)
      await unfold(page, 'main details')
      const { wide, cut } = await page.locator('html').evaluate((html) => {
        html.style.fontSize = '200%'
        return {
          wide: html.scrollWidth,
          cut: [...html.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > 390.5)
            .filter((one) => !one.closest('.unseen, .leave-empty, option'))
            .map((one) => one.outerHTML.slice(0, 80)),
        }
      })
      expect(cut, name).toEqual([])
      expect(wide, name).toBeLessThanOrEqual(phone.width)
    }
    await more.close()
    await context.close()
  },
)

test.each(languages)(
  'both cards, all answers and the button are in view on a common phone, in %s',
  async (language) => {
    const { page, context } = await openPage(browser, site, { hasTouch: true, isMobile: true })
    const me = (await everyPage(site, language)).find((one) => one.name === 'pair')!
    const base = me.url.replace(/\d+$/, '')
    for (let seq = 1; seq <= 14; seq++) {
      await page.goto(`${base}${seq}`)
      const last = page.locator('form[data-survey] .actions .button')
      for (const part of [...(await page.locator('.card, .answer').all()), last]) {
        const box = (await part.boundingBox())!
        expect(box.y, `pair ${seq}`).toBeGreaterThanOrEqual(0)
        expect(box.y + box.height, `pair ${seq}: ${await part.textContent()}`).toBeLessThanOrEqual(
          phone.height,
        )
      }
    }
    await context.close()
  },
)

test('everything one presses is at least 44 px high, and 24 px where it stands in a line of text', async () => {
  const { page, context } = await openPage(browser, site)
  for (const { name, url } of pages) {
    await page.goto(url)
    const small = await page
      .locator(
        'main button:visible, main a:visible, main summary:visible, main .answer, main .choice, main select, main input[type=text], header summary',
      )
      .evaluateAll((elements) =>
        elements
          .filter((element) => !element.matches('.default-button, .rich-text a'))
          .map((element) => {
            const { width, height } = element.getBoundingClientRect()
            const inText = element.matches('.stop .quiet, .keys .quiet')
            return {
              what: element.outerHTML.slice(0, 80),
              small: height < (inText ? 24 : 43.9) || width < 24,
            }
          })
          .filter((one) => one.small)
          .map((one) => one.what),
      )
    expect(small, name).toEqual([])
  }
  await context.close()
})
