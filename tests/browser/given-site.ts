import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'

/** Opens the Chromium of this machine; says how to get one when there is none. */
export async function openBrowser(args: string[] = []): Promise<Browser> {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const executablePath = places.find((place) => place !== undefined && existsSync(place))
  if (!executablePath)
    throw new Error(
      'The browser tests need Chromium. Install it (on Debian or Ubuntu: apt-get install chromium) or name it: CHROMIUM_PATH=/path/to/chromium npm run test:browser',
    )
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  })
  await askWholePagesOnly(browser)
  return browser
}

/**
 * A click ends when the next page begins to arrive, and what counts does not wait for it: on a busy machine half a page
 * would be counted. So these questions are put to pages that have arrived whole.
 */
async function askWholePagesOnly(browser: Browser): Promise<void> {
  const page = await browser.newPage()
  const ofPage = Object.getPrototypeOf(page) as Page
  const ofLocator = Object.getPrototypeOf(page.locator('html')) as Locator
  const { title } = ofPage
  const { all, count, isVisible } = ofLocator
  ofPage.title = async function (this: Page) {
    await this.waitForLoadState('domcontentloaded')
    return title.call(this)
  }
  ofLocator.all = async function (this: Locator) {
    await this.page().waitForLoadState('domcontentloaded')
    return all.call(this)
  }
  ofLocator.count = async function (this: Locator) {
    await this.page().waitForLoadState('domcontentloaded')
    return count.call(this)
  }
  ofLocator.isVisible = async function (this: Locator, options) {
    await this.page().waitForLoadState('domcontentloaded')
    return isVisible.call(this, options)
  }
  await page.close()
}

export interface GivenSite extends GivenStudy {
  origin: string
  /** Paths that reached the server, in order. */
  asked: string[]
  /** Invites one more member and returns the whole personal link. */
  url: (member?: Parameters<GivenStudy['invite']>[0]) => string
  close: () => Promise<void>
}

/** A published study in a database file, served on a free port. */
export async function givenSite(
  template?: string,
  change?: Parameters<typeof givenStudy>[1],
  host = 'localhost',
  options: Parameters<typeof givenStudy>[2] = {},
): Promise<GivenSite> {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-browser-'))
  const study = givenStudy(template, change, { ...options, file: join(folder, 'test.db') })
  const server: Server = createServer(study.app)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const asked: string[] = []
  server.prependListener('request', (request) => asked.push(request.url ?? ''))
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    ...study,
    origin,
    asked,
    url: (member) => `${origin}${study.invite(member)}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      study.context.db.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export const phone = { width: 390, height: 844 }
export const smallPhone = { width: 320, height: 568 }
export const desktop = { width: 1280, height: 800 }

/** Opens a phone-sized page; every request to another place than the site is noted. */
export async function openPage(
  browser: Browser,
  site: GivenSite,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext; elsewhere: string[] }> {
  const context = await browser.newContext({ viewport: phone, ...options })
  const page = await context.newPage()
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${site.origin}/`)) elsewhere.push(request.url())
  })
  return { page, context, elsewhere }
}

/**
 * Answers the page that is open like a surgeon with a mouse: fills in its form and presses its button.
 * Returns false at the end of the way.
 */
export async function answerByMouse(page: Page, turn: number): Promise<boolean> {
  if ((await page.locator('[data-finished]').count()) > 0) return false
  const pair = page.locator('.answers .answer')
  const choices = await pair.count()
  if (choices > 0) await pair.nth(page.url().endsWith('consent') ? 0 : turn % choices).click()
  else
    for (const group of await page.locator('.choices').all()) await group.locator('.choice').first().click()
  for (const select of await page.locator('main select').all()) await select.selectOption({ index: 1 })
  for (const number of await page.locator('main input[inputmode=numeric]').all()) await number.fill('12')
  await page.locator('form[data-survey] .button').first().click()
  return true
}
