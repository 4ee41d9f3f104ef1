import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenPerson } from '../support/given-staff.ts'
import { desktop, type GivenSite, givenSite, openBrowser, openPage, phone, smallPhone } from './given-site.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const habits = { partial: 0.1, cannot: 0.03, ties: 0.3, orderEffect: 0.1, careless: 0.03 }
const paths = ['/studies/endo/sensitivity', '/studies/endo/report']

let browser: Browser
let site: GivenSite
beforeAll(async () => {
  browser = await openBrowser()
  site = await givenSite()
  // The worker opens the database by its name.
  Object.assign(site.context.config, { databaseFile: site.context.db.name })
  simulateStudy(site.context, { slug: 'endo', respondents: 60, seed: 1, habits, chunk: 60 })
  closeStudy(site.context, 'endo', 'owner@society.example')
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Opens a page signed in, as the clock of the site says. */
async function signedIn(
  options: Parameters<typeof openPage>[2] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const known = site.context.queries.people.findByEmail.get('owner@society.example')
  const person = known ?? (await givenPerson(site.context, 'owner'))
  const opened = await openPage(browser, site, options)
  await opened.context.addCookies([
    { name: 'comparand', value: beginSession(site.context, person.id), url: site.origin },
  ])
  return opened
}

async function objections(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} (${one.help})`),
  )
}

test('who comes first sees the work under way, and then the analyses, without doing anything', async () => {
  const { page, context } = await signedIn({ viewport: desktop, javaScriptEnabled: false })
  await page.goto(site.origin + paths[0])
  expect(await page.locator('[role=status]').textContent()).toContain('being computed')
  // Without JavaScript the page loads itself anew.
  await page.locator('.variants').first().waitFor({ timeout: 120_000 })
  await context.close()
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing to object to in the %s',
  async (colorScheme) => {
    await allJobsEnded(site.context)
    const { page, context } = await signedIn({ colorScheme })
    for (const path of paths) {
      await page.goto(site.origin + path)
      await allJobsEnded(site.context)
      await page.goto(site.origin + path)
      await page.locator('.variants, .report').first().waitFor()
      for (const viewport of [desktop, phone, smallPhone]) {
        await page.setViewportSize(viewport)
        expect(await objections(page), `${path} at ${viewport.width}`).toEqual([])
        const width = await page.locator('html').evaluate((html) => html.scrollWidth)
        expect(width, `${path} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width)
      }
    }
    await context.close()
  },
  120_000,
)

test('on paper there is the report and nothing around it', async () => {
  const { page, context } = await signedIn({ viewport: desktop })
  await page.goto(site.origin + paths[1])
  await page.emulateMedia({ media: 'print' })
  for (const part of ['.top', '.report-tools', '.contents', '.bottom', '.picture-foot'])
    expect(await page.locator(part).first().isVisible(), part).toBe(false)
  expect(await page.locator('.report h1').isVisible()).toBe(true)
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format })
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
    // Too many would mean half-empty ones: 60 surgeons, 11 comparators and four constructs take about twenty.
    expect(pages, format).toBeGreaterThan(8)
    expect(pages, format).toBeLessThan(26)
  }
  await context.close()
})
