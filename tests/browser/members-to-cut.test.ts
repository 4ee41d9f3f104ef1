import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { givenPerson } from '../support/given-staff.ts'
import { surgeon } from '../support/surgeon.ts'
import { desktop, type GivenSite, givenSite, openBrowser, openPage, phone, smallPhone } from './given-site.ts'

let browser: Browser
let site: GivenSite
let folder = ''
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

beforeAll(async () => {
  browser = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'comparand-members-'))
  site = await givenSite('cpt-62380-2024', undefined, 'localhost', { env: { COMPARAND_DATA: folder } })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Looks at the page that is open on three screens: nothing scrolls sideways, axe objects to nothing. */
async function look(page: Page, name: string): Promise<void> {
  for (const viewport of [desktop, phone, smallPhone]) {
    await page.setViewportSize(viewport)
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`))
    expect(found, `${name} at ${viewport.width}`).toEqual([])
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect(wide, `${name} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width)
  }
  await page.setViewportSize(desktop)
}

const words = (page: Page) => page.locator('main').innerText()

// Without JavaScript first: the other one closes the study.
test.each([false, true])(
  'a coordinator brings a list, looks, confirms, sees answers come in, closes and cuts; JavaScript %s',
  async (javaScriptEnabled) => {
    const n = javaScriptEnabled ? 1 : 2
    const slug = 'endo'
    const { page, context } = await openPage(browser, site, { viewport: desktop, javaScriptEnabled })
    const { id } = await givenPerson(site.context, javaScriptEnabled ? 'coordinator' : 'owner')
    await context.addCookies([{ name: 'comparand', value: beginSession(site.context, id), url: site.origin }])
    await page.goto(`${site.origin}/studies/${slug}/members`)
    const rows = Array.from({ length: 6 }, (_, row) => `Núñez ${row};s${n}-${row}@hospital.example`)
    const list = Buffer.from(`Nombre;Correo\n${rows.join('\n')}\nSin dirección;nadie\n`, 'latin1')
    await page.setInputFiles('#file', { name: 'socios.csv', mimeType: 'text/csv', buffer: list })
    await page.getByRole('button', { name: 'Check the list' }).click()
    expect(await words(page)).toContain('No column names the society')
    if (javaScriptEnabled) await look(page, 'preview without columns')
    await page.selectOption('#society', 'siccmi')
    await page.selectOption('#language', 'es')
    await page.getByRole('button', { name: 'Read it this way' }).click()
    expect(await words(page)).toContain('Núñez 0')
    expect(await words(page)).toContain('Row 8: “nadie” is not an e-mail address.')
    if (javaScriptEnabled) await look(page, 'preview')
    await page.getByRole('button', { name: 'Add 6 members' }).click()
    expect(await words(page)).toContain('must be corrected')
    await page.getByLabel(/Leave out the row/).check()
    await page.getByRole('button', { name: 'Add 6 members' }).click()
    expect(await words(page)).toContain('6 members were added.')
    if (javaScriptEnabled) await look(page, 'members')
    if (!javaScriptEnabled) return context.close()

    const [waiting] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the personal links' }).click(),
    ])
    const links = readFileSync(await waiting.path(), 'utf8').match(/\/r\/[a-z2-7]{34}/g)!
    expect(links).toHaveLength(12)
    await page.goto(`${site.origin}/studies/${slug}/fieldwork`)
    await surgeon(site.app, links[0]!).reach('done')
    // Coming back to the page is enough to see what changed meanwhile.
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    await page.locator('[data-live]').getByText('8 % of 12 listed').first().waitFor()
    await look(page, 'field work')
    await page.goto(`${site.origin}/studies/${slug}/open-links`)
    await page.getByRole('button', { name: 'Make the link' }).click()
    await look(page, 'open links')
    await page.getByRole('link', { name: 'Card to print' }).click()
    await look(page, 'card')
    await page.goto(`${site.origin}/studies/${slug}/close`)
    await look(page, 'close')
    await page.getByRole('button', { name: 'Close for good' }).click()
    await page.goto(`${site.origin}/studies/${slug}/privacy`)
    await look(page, 'privacy')
    await page.locator('#typed').fill('endo')
    await page.getByRole('button', { name: 'Cut the link for good' }).click()
    expect(await words(page)).toContain('The answers are anonymous.')
    await look(page, 'after the cut')
    await page.goto(`${site.origin}/studies/${slug}/fieldwork`)
    expect(await words(page)).toContain('100 % of 1 consented')
    // Nobody began by the open link, and the other societies keep their rate in the frozen funnel.
    expect(await words(page)).toContain('8 % of 12 listed')
    await context.close()
  },
  120_000,
)
