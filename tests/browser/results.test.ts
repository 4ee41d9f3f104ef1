import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { type GivenClosed, givenAnswered } from '../findings/given-closed.ts'
import { givenPerson } from '../support/given-staff.ts'
import { desktop, openBrowser, phone, smallPhone } from './given-site.ts'

const folder = mkdtempSync(join(tmpdir(), 'comparand-results-'))
let given: GivenClosed
let server: Server
let browser: Browser
let origin = ''
let cookie = ''
beforeAll(async () => {
  // Without JavaScript, as everything here must work.
  const env = { COMPARAND_DATA: folder, BASE_URL: 'http://localhost' }
  given = givenAnswered({ respondents: 40, file: join(folder, 'comparand.db'), env })
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
  await allJobsEnded(given.context)
  server?.closeAllConnections()
  server?.close()
  given?.context.db.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, javaScriptEnabled: false, ...options })
  await context.addCookies([{ name: 'comparand', value: cookie, url: origin }])
  return context.newPage()
}

test('a committee member reads what came out, how sure it is, and what it rests on', async () => {
  const page = await open()
  await page.goto(`${origin}/studies/endo/results`)
  const { findings, people } = keptResult(given.context, given.study())
  const [value] = findings[0]!.values
  if (!value || 'outcome' in value) throw new Error('no value')
  const shown = value.predicted.toFixed(value.decimals)
  expect(await page.locator('h1').innerText()).toBe('62380: implied work RVU')
  expect(await page.locator('.value').innerText()).toMatch(
    new RegExp(`^${shown.replace('.', '\\.')}\\s+work RVU, implied$`),
  )
  const plain = await page.locator('.plain-words > p').first().innerText()
  expect(plain).toContain(`${people.analysed} surgeons of 40 who started were analysed.`)
  expect(plain).toContain(`puts the value of 62380 at ${shown} work RVUs.`)
  expect(plain).toContain(`the mean of the comparators, ${value.baseline.toFixed(value.decimals)}`)
  expect(await page.locator('.answers tbody tr').count()).toBe(11)
  await page.context().close()
})

test('an analyst tries another model by the form and finds the way back to the plan', async () => {
  const page = await open()
  await page.goto(`${origin}/studies/endo/results`)
  await page.getByText('Try another analysis').click()
  await page.getByLabel('Model').selectOption({ label: 'paired adjacent-category model' })
  await page.getByLabel('Ties').selectOption({ label: '“equal” is left out' })
  await page.getByRole('button', { name: 'Show this analysis' }).click()
  const notice = page.getByRole('region', { name: 'Exploratory analysis' })
  expect(await notice.innerText()).toContain('this run takes the paired adjacent-category model')
  expect(await notice.locator('li').count()).toBe(3)
  await page.getByRole('link', { name: 'Back to the planned analysis' }).click()
  expect(await notice.count()).toBe(0)
  await page.getByRole('link', { name: 'Learning curve' }).click()
  expect(await page.locator('h1').innerText()).toBe('62380: implied work RVU by learning curve')
  await page.context().close()
})

test('an analyst leaves a respondent out with a reason and takes it back', async () => {
  const page = await open()
  await page.goto(`${origin}/studies/endo/results`)
  await page.getByRole('link', { name: 'Quality' }).click()
  await page.getByRole('link', { name: 'Infit' }).click()
  const row = page.locator('[aria-label="Respondents"] tbody tr').first()
  const name = await row.locator('th').innerText()
  await row.getByRole('link', { name: `Leave out ${name}` }).click()
  await page.getByRole('button', { name: 'Leave it out' }).click()
  expect(await page.getByRole('alert').innerText()).toContain('Give the reason')
  await page.getByLabel('Reason').fill('Said afterwards that the answers were a test')
  await page.getByRole('button', { name: 'Leave it out' }).click()
  expect(await page.getByRole('status').first().innerText()).toContain('The decision was recorded.')
  expect(await page.locator('[aria-label="Decisions"]').innerText()).toContain('left out')
  await page
    .locator('[aria-label="Respondents"]')
    .getByRole('link', { name: `Take back ${name}` })
    .click()
  await page.getByLabel('Reason').fill('It was not')
  await page.getByRole('button', { name: 'Take it back' }).click()
  expect(await page.locator('[aria-label="Decisions"] tbody tr').count()).toBe(2)
  await page.context().close()
})

test('axe finds nothing to object to, and nothing scrolls sideways', async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const looks = [
    ['light', desktop],
    ['dark', phone],
    ['light', smallPhone],
  ] as const
  for (const [colorScheme, viewport] of looks) {
    const page = await open({ colorScheme, viewport, javaScriptEnabled: true })
    for (const path of ['results', 'results?model=dichotomous', 'quality', 'quality/item/C01']) {
      await page.goto(`${origin}/studies/endo/${path}`)
      await page.locator('main details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`),
        path,
      ).toEqual([])
      const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
      expect(wide, `${path} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width)
    }
    await page.context().close()
  }
})

test('on a phone no number of the result page runs into its neighbour, and no label into another', async () => {
  for (const viewport of [phone, smallPhone]) {
    const page = await open({ viewport })
    await page.goto(`${origin}/studies/endo/results`)
    const cells = page.locator('.grid tbody td[data-label]')
    const cut = await cells.evaluateAll((all) =>
      all
        .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
        .map((cell) => `${cell.getAttribute('data-label')} ${cell.textContent}`),
    )
    expect(await cells.count()).toBeGreaterThan(100)
    expect(cut, `at ${viewport.width}`).toEqual([])
    await page.context().close()
  }
})

test('on a phone every value of the quality page stands with its whole label', async () => {
  for (const viewport of [phone, smallPhone]) {
    const page = await open({ viewport })
    await page.goto(`${origin}/studies/endo/quality`)
    const cells = page.locator('.quality tbody :is(th, td)')
    const cut = await cells.evaluateAll((all) =>
      all
        .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
        .map((cell) => `${cell.getAttribute('data-label')} ${cell.textContent}`),
    )
    expect(await cells.count()).toBeGreaterThan(100)
    expect(cut, `at ${viewport.width}`).toEqual([])
    // The headings sort on a phone too.
    await page.getByRole('link', { name: 'Median seconds' }).click()
    expect(await page.locator('th[aria-sort]').innerText()).toContain('Median seconds')
    await page.context().close()
  }
})
