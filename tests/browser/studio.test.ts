import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { parse } from 'csv-parse/sync'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { createApp } from '../../server/app.ts'
import { comparatorWrvu } from '../../server/studies/comparator-wrvu.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { blankDefinition } from '../../server/studies/definition-draft.ts'
import { createDraft } from '../../server/studies/drafts.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { topics } from '../../server/studio/topics/index.ts'
import { givenPerson } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'
import { answerByMouse, desktop, openBrowser } from './given-site.ts'

let browser: Browser
let server: Server
let origin = ''
let given: ReturnType<typeof givenContext>['context']
const opened: BrowserContext[] = []
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})
beforeEach(async () => {
  server = createServer((request, response) => app(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  given = givenContext({ env: { BASE_URL: origin } }).context
  const app = createApp(given)
})
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
  server.closeAllConnections()
  server.close()
})

/** A page on which a person of that role is signed in. */
async function signedIn(
  role: 'owner' | 'coordinator',
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const person = await givenPerson(given, role)
  const context = await browser.newContext({ viewport: desktop, ...options })
  opened.push(context)
  await context.addCookies([{ name: 'comparand', value: beginSession(given, person.id), url: origin }])
  return context.newPage()
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
async function expectAccessible(page: Page): Promise<void> {
  // What a frame shows is a page of its own and looked at by itself.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').withTags(rules).analyze()
  const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`))
  expect(found, page.url()).toEqual([])
}

/** The rows a coordinator copies: codes as the paper prints them, work RVUs and indicators as CMS published them. */
function publishedRows(): string {
  const read = (name: string) =>
    parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'published', name), 'utf8'), {
      columns: true,
    }) as Record<string, string>[]
  const cms = new Map(read('cms_work_rvu_selected_codes.csv').map((row) => [row.cpt_code, row]))
  const rows = read('p5_ijss8587_difficulty.csv').map((row) => {
    const codes = row.cpt_codes_as_billed_together!.split('+')
    const of = (column: string) => codes.map((code) => cms.get(code)![column]).join('+')
    return [
      codes.join('+'),
      row.procedure_short_label,
      of('work_rvu_jan_2023'),
      of('mult_proc_indicator_2023'),
    ]
  })
  return [['Code', 'Label', 'wRVU', 'Indicator'], ...rows].map((row) => row.join('\t')).join('\n')
}

const field = (page: Page, path: string) => page.locator(`[id="${path}"]`)
const save = async (page: Page, button = 'Save and go on') => {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button }).first().click()])
  expect(await page.locator('.problem').count(), await page.locator('main').innerText()).toBe(0)
}
/** Opens a page of the definition by its name in the rail. */
const go = async (page: Page, topic: string) => {
  await Promise.all([
    page.waitForNavigation(),
    page.locator('.rail').getByRole('link', { name: topic }).click(),
  ])
}

test('the 0202T study is built from a blank page with pasted data, tried, and published', async () => {
  const page = await signedIn('coordinator')
  await page.goto(`${origin}/studies/new`)
  await page.getByLabel('Short name').fill('facet')
  await page.getByLabel('A blank study').check()
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  expect(await page.locator('.missing-title').innerText()).toMatch(/^\d+ things are missing$/)
  await expectAccessible(page)

  await field(page, 'title').fill('The work of lumbar facet joint replacement (0202T)')
  await field(page, 'introduction').fill('You see two procedures at a time and say which one demands more.')
  await field(page, 'minutes').fill('7')
  await field(page, 'contact.email').fill('office@spine-society.org')
  if ((await page.locator('[id="societies.0.name"]').count()) === 0) await save(page, 'Add a society')
  await field(page, 'societies.0.name').fill('A society of spine surgeons')
  await field(page, 'societies.0.shortName').fill('SPINE')
  await save(page)
  await field(page, 'sponsor.name').fill('A society of spine surgeons')
  await field(page, 'sponsor.interest').fill('The society represents surgeons who perform the procedure.')
  await field(page, 'licenceStatement').fill('Only code numbers and our own words are used.')
  await save(page)

  // A target, by keyboard alone: Enter on the button, Tab from field to field.
  await page.getByRole('button', { name: 'Add a target' }).focus()
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await field(page, 'targets.0.codes').focus()
  await page.keyboard.type('0202t')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Lumbar facet joint replacement, one level')
  for (let press = 0; press < 3; press++) await page.keyboard.press('Tab')
  await page.keyboard.type('A 62-year-old man can walk only 200 meters because of pain in both legs.')
  await save(page, 'Save')

  await go(page, 'Comparators')
  await page.getByRole('link', { name: 'Paste from a spreadsheet' }).click()
  await field(page, 'text').fill(publishedRows())
  await field(page, 'year').fill('2023')
  await field(page, 'source').fill('CMS PFS Relative Value File, January 2023')
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Look at' }).click()])
  expect(await page.locator('[role=status]').innerText()).toBe('8 rows, all readable. Nothing is saved yet.')
  await expectAccessible(page)
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Add these 8' }).click()])

  await go(page, 'Constructs')
  await page.locator('.library summary').click()
  await page.getByLabel('Complexity:').check()
  await page.getByLabel('Work effort:').check()
  await save(page, 'Add what is ticked')
  await page.getByLabel('Complexity', { exact: true }).check()
  await save(page)
  expect(await page.locator('.facts').innerText()).toContain('18')
  await save(page)
  await go(page, 'Consent')
  await field(page, 'consent.text').fill('Taking part is voluntary.')
  await field(page, 'consent.dataProtection').fill('Names and answers are kept apart.')
  await save(page)
  await page.locator('.library summary').click()
  for (const pick of await page.locator('.picks').first().getByRole('checkbox').all()) await pick.check()
  await save(page, 'Add what is ticked')
  await expectAccessible(page)
  await go(page, 'Analysis plan')
  await page.getByLabel('At the mean of the comparators').check()
  await field(page, 'plan.stoppingRule').fill('At the closing time.')
  await save(page, 'Save')
  expect(await page.locator('.saved').innerText()).toContain('Nothing is missing')
  await expectAccessible(page)

  await page.goto(`${origin}/studies/facet/try`)
  await save(page, 'Make test links')
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'As on a phone' }).click()])
  await expectAccessible(page)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Start' }).waitFor()
  const link = await page.locator('iframe').getAttribute('src')
  const tester = await browser.newContext({ viewport: { width: 390, height: 844 } })
  opened.push(tester)
  const survey = await tester.newPage()
  await survey.goto(origin + link)
  await survey.locator('.test-comment summary').click()
  await survey.locator('#test-comment').fill('All clear')
  await survey.getByRole('button', { name: 'Send the comment' }).click()
  await survey.getByText('Thank you, your comment was noted.').waitFor()
  for (let turn = 0; await answerByMouse(survey, turn); turn++) expect(turn, survey.url()).toBeLessThan(100)
  expect(survey.url()).toContain('/done')

  await page.goto(`${origin}/studies/facet/try`)
  expect(await page.locator('main').innerText()).toContain('walked to the end')
  expect(await page.locator('main').innerText()).toContain('All clear')
  await expectAccessible(page)
  await page.goto(`${origin}/studies/facet/publish`)
  await expectAccessible(page)
  expect(await page.locator('.stop').count(), await page.locator('main').innerText()).toBe(0)
  await page.locator('#date').fill('2026-12-31')
  await page.locator('#time').fill('23:59')
  await page.locator('#zone').selectOption('Europe/Madrid')
  await save(page, 'Publish the study')
  expect(await page.locator('[role=status]').innerText()).toContain('The study is published')

  const study = given.queries.studies.findBySlug.get('facet')!
  expect(study.state).toBe('live')
  const built = JSON.parse(given.queries.studies.findNewestVersion.get(study.id)!.definition) as Definition
  const template = requireTemplate('cpt-0202t-2024')
  const valuesOf = ({ comparators }: Definition) => comparators.map((one) => comparatorWrvu(one).wrvu)
  expect(valuesOf(built)).toEqual(valuesOf(template))
  expect(built.primaryConstruct).toBe(template.primaryConstruct)
  expect(given.queries.respondents.countTest.get(study.id)).toBe(0)
})

test('two people at one page: the second sees what changed, and nothing typed is lost', async () => {
  createStudy(given, 'facet', requireTemplate('cpt-0202t-2024'), 'owner@society.example')
  const [first, second] = [await signedIn('owner'), await signedIn('coordinator')]
  for (const page of [first, second]) await page.goto(`${origin}/studies/facet/definition/sponsor`)
  await field(first, 'sponsor.name').fill('The sponsor of the first')
  await save(first, 'Save')
  await field(second, 'sponsor.name').fill('The sponsor of the second')
  await Promise.all([
    second.waitForNavigation(),
    second.getByRole('button', { name: 'Save' }).first().click(),
  ])
  expect(await second.locator('.conflict').innerText()).toContain('owner@society.example saved it')
  expect((await second.locator('.conflict ins').allInnerTexts()).join(' ')).toContain('the first')
  expect(await field(second, 'sponsor.name').inputValue()).toBe('The sponsor of the second')
  await expectAccessible(second)
  await Promise.all([
    second.waitForNavigation(),
    second.getByRole('button', { name: 'Save' }).first().click(),
  ])
  await second.goto(`${origin}/studies/facet/definition/history`)
  expect(await second.locator('.saves').innerText()).toMatch(/coordinator@[\s\S]*owner@/)
  await expectAccessible(second)
})

test.each([true, false])(
  'entries are moved by their buttons and by the pointer, with JavaScript %s',
  async (javaScriptEnabled) => {
    createStudy(given, 'facet', requireTemplate('cpt-0202t-2024'), 'owner@society.example')
    const page = await signedIn('coordinator', { javaScriptEnabled })
    await page.goto(`${origin}/studies/facet/definition/comparators`)
    const codes = () => page.locator('.entry .code').allInnerTexts()
    const before = await codes()
    await page.getByRole('button', { name: 'Move comparator 2 up' }).focus()
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect((await codes()).slice(0, 2)).toEqual([before[1], before[0]])
    if (!javaScriptEnabled) return
    const entry = page.locator('.entry')
    await Promise.all([
      page.waitForNavigation(),
      entry.nth(0).dragTo(entry.nth(1), { targetPosition: { x: 20, y: 60 } }),
    ])
    expect((await codes()).slice(0, 2)).toEqual(before.slice(0, 2))
  },
  60_000,
)

test.each(['light', 'dark'] as const)(
  'every page is accessible and fits 320 px, in the %s',
  async (colorScheme) => {
    createStudy(given, 'facet', requireTemplate('cpt-0202t-2024'), 'owner@society.example')
    createDraft(given, 'blank', blankDefinition(), 'owner@society.example')
    createStudy(given, 'live', requireTemplate('cpt-62380-2024'), 'owner@society.example')
    publishStudy(given, 'live', 'owner@society.example')
    const page = await signedIn('owner', { colorScheme, viewport: { width: 320, height: 568 } })
    const topicPages = topics.map(({ slug }) => `definition/${slug}`)
    const own = [
      'targets/1',
      'comparators/2',
      'comparators/paste',
      'questions/3',
      'history',
      'languages',
      'languages/es',
    ]
    const paths = [
      ...['', '/definition/about', '/definition/comparators', '/publish', '/try', '/delete'].map(
        (path) => `blank${path}`,
      ),
      ...[...topicPages, ...own.map((one) => `definition/${one}`), 'publish', 'try'].map(
        (path) => `facet/${path}`,
      ),
      ...['', '/wording'].map((path) => `live${path}`),
      'new',
    ]
    for (const path of paths) {
      await page.goto(`${origin}/studies/${path}`)
      const unfolded = await page.locator('main details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
        return all.length
      })
      expect(unfolded).toBeGreaterThanOrEqual(0)
      const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
      expect(wide, path).toBeLessThanOrEqual(320)
      await expectAccessible(page)
    }
  },
  180_000,
)
