import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { type GivenClosed, givenAnswered } from '../findings/given-closed.ts'
import { givenPerson } from '../support/given-staff.ts'
import { desktop, openBrowser, phone, smallPhone } from './given-site.ts'

let folder = ''
let given: GivenClosed
let server: Server
let browser: Browser
let origin = ''
let cookie = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-pictures-'))
  given = givenAnswered({
    respondents: 40,
    file: join(folder, 'comparand.db'),
    env: { COMPARAND_DATA: folder },
  })
  cookie = beginSession(given.context, (await givenPerson(given.context, 'analyst')).id)
  server = createServer(given.app)
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
  given?.context.db.close()
  rmSync(folder, { recursive: true, force: true })
})

const pages = [
  '/recompute/examples/62380?at=0',
  '/recompute/examples/0202T',
  '/studies/endo/results',
  '/studies/endo/quality',
  '/studies/endo/fieldwork',
]

/** Opens a page as an analyst; what the browser objects to, such as a style the policy forbids, is noted. */
async function open(path: string, options: Parameters<Browser['newContext']>[0]) {
  const context = await browser.newContext(options)
  await context.addCookies([{ name: 'comparand', value: cookie, url: origin }])
  const page = await context.newPage()
  const objections: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') objections.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) objections.push(request.url())
  })
  await page.goto(origin + path)
  return { page, objections, close: () => context.close() }
}

/** The height of the smallest letters of the drawings one sees, in pixels of the screen; and how many one sees. */
async function smallestLetters(page: Page): Promise<{ drawings: number; figures: number; smallest: number }> {
  const sizes = await page.locator('svg.drawing').evaluateAll((all) =>
    all
      .filter((svg) => svg.clientWidth > 0)
      .map((svg) => {
        const scale = svg.clientWidth / Number(svg.getAttribute('viewBox')!.split(' ')[2])
        const texts = [...svg.querySelectorAll('text')]
        return Math.min(
          ...texts.map((text) => Number.parseFloat(String(text.computedStyleMap().get('font-size'))) * scale),
        )
      }),
  )
  const figures = await page.locator('figure.picture').count()
  return { drawings: sizes.length, figures, smallest: Math.min(...sizes) }
}

describe.each(pages)('the pictures of %s', (path) => {
  test('show one drawing each, with letters of 12 px on a phone and 11 px on a desk', async () => {
    for (const [viewport, least] of [
      [phone, 12],
      [desktop, 11],
    ] as const) {
      const { page, objections, close } = await open(path, { viewport })
      const { drawings, figures, smallest } = await smallestLetters(page)
      expect(drawings).toBe(figures)
      expect(figures).toBeGreaterThan(0)
      expect(smallest).toBeGreaterThanOrEqual(least)
      expect(objections).toEqual([])
      await close()
    }
  })

  test('do not make the page scroll sideways at 320 px', async () => {
    const { page, close } = await open(path, { viewport: smallPhone })
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320)
    await close()
  })

  test('have nothing that axe objects to, their numbers unfolded, in the light and in the dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await open(path, { viewport: desktop, colorScheme })
      await page.locator('.picture details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      const { violations } = await new AxeBuilder({ page }).include('main').analyze()
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`)),
      ).toEqual([])
      await close()
    }
  })
})

test('paper is light, also for people whose screen is dark', async () => {
  const { page, close } = await open('/recompute/examples/62380', { viewport: desktop, colorScheme: 'dark' })
  const ink = () =>
    page
      .locator('svg.wide text')
      .first()
      .evaluate((text) => String(text.computedStyleMap().get('fill')))
  const dark = await ink()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await ink()).not.toBe(dark)
  await close()
})

test('the text of a drawing is text: it can be found, and the title is its name', async () => {
  const { page, close } = await open('/recompute/examples/62380?at=0', { viewport: desktop })
  const drawing = page.getByRole('img', { name: 'wRVU of the comparators against their measures' })
  expect(await drawing.count()).toBe(1)
  expect(await drawing.locator('text', { hasText: '62380 read at 0: 26' }).count()).toBe(1)
  await close()
})
