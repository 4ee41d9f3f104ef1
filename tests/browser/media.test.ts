import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyMedium } from '../support/every-medium.ts'
import { surgeon } from '../support/surgeon.ts'
import { type GivenSite, givenSite, openBrowser, openPage } from './given-site.ts'

let browser: Browser
let site: GivenSite
let film = ''
beforeAll(async () => {
  browser = await openBrowser()
  site = await givenSite('cpt-62380-2024', (definition, context) => {
    film = everyMedium(definition, context).film
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

test.each([true, false])(
  'a picture is shown from the site without moving the page, a video is not loaded before it is played (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const { page, context, elsewhere } = await openPage(browser, site, { javaScriptEnabled })
    const url = site.origin + (await surgeon(site.app, site.invite()).reach('procedure/T1'))
    // The picture is held back, to see the page without it.
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/media/**', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(url, { waitUntil: 'domcontentloaded' })
    const button = page.locator('form[data-survey] .actions .button')
    const before = await button.boundingBox()
    release()
    const picture = page.locator('figure img')
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth'))), {
        timeout: 30_000,
      })
      .toBe(800)
    const scrolled = await page.evaluate<number>('scrollY')
    expect((await button.boundingBox())!.y + scrolled).toBe(before!.y)
    expect((await picture.boundingBox())!.width).toBeLessThanOrEqual(390)
    expect(site.asked.filter((path) => path.endsWith(film))).toEqual([])
    expect(elsewhere).toEqual([])
    await context.close()
  },
)

test('a video is asked for when it is played', async () => {
  const { page, context } = await openPage(browser, site)
  await page.goto(site.origin + (await surgeon(site.app, site.invite()).reach('procedure/T1')))
  // Not waited for: a player may never be ready.
  await page.evaluate(`void document.querySelector('video').play().catch(() => undefined)`)
  await expect.poll(() => site.asked.some((path) => path.endsWith(film)), { timeout: 30_000 }).toBe(true)
  await context.close()
})

test('pictures of a comparison are asked for when they are unfolded, and only once', async () => {
  const { page, context } = await openPage(browser, site)
  const pair = await surgeon(site.app, site.invite()).reach('pairs/1')
  const before = site.asked.length
  await page.goto(site.origin + pair, { waitUntil: 'networkidle' })
  expect(site.asked.slice(before).filter((path) => path.includes('/media/'))).toEqual([])
  await page.locator('details summary').last().click()
  await expect
    .poll(
      () =>
        page
          .locator('details img')
          .last()
          .evaluate((image) => Reflect.get(image, 'complete')),
      { timeout: 30_000 },
    )
    .toBe(true)
  expect(site.asked.slice(before).filter((path) => path.includes('/media/'))).toHaveLength(1)
  await context.close()
})
