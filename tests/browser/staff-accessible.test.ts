import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import type { Context } from '../../server/context.ts'
import { givenPerson } from '../support/given-staff.ts'
import { everyVisit, givenEveryState, type State, type Visit } from '../support/staff-visits.ts'
import { givenContext } from '../support/test-context.ts'
import { openBrowser, smallPhone } from './given-site.ts'

let folder = ''
let context: Context
let server: Server
let browser: Browser
let origin = ''
let cookie = ''
let visits: Visit[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-staff-'))
  const env = { COMPARAND_DATA: folder, BASE_URL: 'http://localhost' }
  context = givenContext({ file: join(folder, 'comparand.db'), env }).context
  const app = await givenEveryState(context)
  visits = everyVisit(app).filter(({ isReal }) => isReal)
  cookie = beginSession(context, (await givenPerson(context, 'owner')).id)
  server = createServer(app)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  context?.db.close()
  rmSync(folder, { recursive: true, force: true })
})

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function open(
  options: Parameters<Browser['newContext']>[0],
): Promise<{ page: Page; close: () => Promise<void> }> {
  const opened = await browser.newContext(options)
  await opened.addCookies([{ name: 'comparand', value: cookie, url: origin }])
  return { page: await opened.newPage(), close: () => opened.close() }
}

const looked: State[] = ['draft', 'closed']

/** Opens each page there is; what is no page, or is not there in that state of the study, is passed over. */
async function* pagesOf(page: Page): AsyncGenerator<string> {
  for (const { path, state } of visits) {
    // Pages of a study are looked at before and after it had answers.
    if (state !== undefined && !looked.includes(state)) continue
    const { status, headers } = await ask(path)
    if (status !== 200 || !headers.get('content-type')?.startsWith('text/html')) continue
    await page.goto(origin + path)
    await page.locator('main details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    yield path
  }
}

function ask(path: string): Promise<Response> {
  return fetch(origin + path, { redirect: 'manual', headers: { Cookie: `comparand=${cookie}` } })
}

describe.each(['light', 'dark'] as const)('axe finds nothing to object to in the %s', (colorScheme) => {
  test('on every staff page, in every state of a study', async () => {
    const { page, close } = await open({ colorScheme, viewport: { width: 1280, height: 800 } })
    const wrong: string[] = []
    let seen = 0
    for await (const path of pagesOf(page)) {
      seen++
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      for (const { id, help, nodes } of violations)
        wrong.push(...nodes.map((node) => `${path}: ${id}: ${node.target.join(' ')} (${help})`))
    }
    expect(wrong).toEqual([])
    expect(seen).toBeGreaterThan(20)
    await close()
  })
})

test('no staff page scrolls sideways at 320 px, which is 400% zoom of a common screen', async () => {
  const { page, close } = await open({ viewport: smallPhone })
  const wrong: string[] = []
  for await (const path of pagesOf(page)) {
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
    if (wide > 320) wrong.push(`${path}: ${wide} px`)
  }
  expect(wrong).toEqual([])
  await close()
})

test('on paper no table of a staff page runs over the edge, which cannot be scrolled', async () => {
  // Media queries see the whole sheet of A4; what is printed stands between its margins.
  const { page, close } = await open({ viewport: { width: 794, height: 1123 } })
  await page.emulateMedia({ media: 'print' })
  const wrong: string[] = []
  let tables = 0
  for await (const path of pagesOf(page)) {
    const over = await page.locator('main').evaluate((main) => {
      main.style.width = '176mm'
      const { right } = main.getBoundingClientRect()
      const all = [...main.querySelectorAll('table')].map((table) => ({
        name: table.closest('[aria-label]')?.getAttribute('aria-label') ?? '',
        // A cell's own words may be wider than its column.
        over:
          Math.max(
            ...[table, ...table.querySelectorAll('td, th')].map((one) => one.getBoundingClientRect().right),
          ) - right,
      }))
      return { tables: all.length, over: all.filter((one) => one.over > 1) }
    })
    tables += over.tables
    wrong.push(...over.over.map((one) => `${path}: ${one.name} by ${Math.round(one.over)} px`))
  }
  expect(wrong).toEqual([])
  expect(tables).toBeGreaterThan(20)
  await close()
})
