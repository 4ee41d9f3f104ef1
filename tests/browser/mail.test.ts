import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { smtpSender } from '../../server/mail/smtp.ts'
import { type MailWorker, startMailWorker } from '../../server/mail/worker.ts'
import { settingsOf } from '../mail/given-outbox.ts'
import { givenPerson } from '../support/given-staff.ts'
import { givenMailServer, type MailServer } from '../support/mail-server.ts'
import { surgeon } from '../support/surgeon.ts'
import { desktop, type GivenSite, givenSite, openBrowser, openPage, phone, smallPhone } from './given-site.ts'

let browser: Browser
let site: GivenSite
let server: MailServer
let worker: MailWorker
let finished = ''
let ticking: NodeJS.Timeout
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const day = 24 * 3_600_000

beforeAll(async () => {
  browser = await openBrowser()
  server = await givenMailServer()
  const sender = smtpSender(settingsOf(server))
  site = await givenSite('cpt-62380-2024', undefined, 'localhost', {
    env: { SMTP_HOST: '127.0.0.1', SMTP_SECURITY: 'none', MAIL_FROM: 'survey@post.example' },
    sendMail: sender,
  })
  const people = [
    ['Ana Gómez', 'es', 'siccmi'],
    ['Kim Min-jun', 'ko', 'komiss'],
    ['', 'en', 'isass'],
    ['Bruno Sá', 'pt', 'sbc'],
    ['Grace Hill', 'en', 'smiss'],
    ['Lost Letter', 'en', 'isass'],
  ] as const
  const links = people.map(([, language, society]) => site.invite({ language, society }))
  for (const [index, [name]] of people.entries())
    site.context.db.prepare('UPDATE invitation SET name = ? WHERE id = ?').run(name, index + 1)
  finished = links[4]!
  server.mood = (to) => (to.startsWith('member-6') ? { refuse: 550, at: 'recipient' } : 'take')
  // The lent clock runs: the outbox spaces its mails by it.
  ticking = setInterval(() => {
    site.clock.now += 10
  }, 10)
  worker = startMailWorker(site.context, sender, 60_000)
})
afterAll(async () => {
  clearInterval(ticking)
  await worker?.stop()
  await browser?.close()
  await site?.close()
})

/** Looks at the page that is open as three visitors: nothing scrolls sideways, axe objects to nothing. */
async function look(page: Page, name: string): Promise<void> {
  for (const viewport of [desktop, phone, smallPhone]) {
    await page.setViewportSize(viewport)
    await page.locator('main details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`))
    expect(found, `${name} at ${viewport.width}`).toEqual([])
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect(wide, `${name} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width)
    if (process.env.MAIL_PICTURES)
      await page.screenshot({
        path: `${process.env.MAIL_PICTURES}/${name}-${viewport.width}.png`,
        fullPage: true,
      })
  }
  await page.setViewportSize(desktop)
}

async function untilText(page: Page, url: string, text: RegExp): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    await page.goto(url)
    if (text.test((await page.locator('main').textContent()) ?? '')) return
    await page.waitForTimeout(50)
  }
  throw new Error(`${url} never said ${text}`)
}

test('a coordinator writes a text, tries it, looks who would get it, sends, sees what became of it, and reminds', async () => {
  const { page, context } = await openPage(browser, site, { viewport: desktop })
  const { id, email } = await givenPerson(site.context, 'coordinator')
  const token = beginSession(site.context, id)
  await context.addCookies([{ name: 'comparand', value: token, url: site.origin }])
  const at = (path: string) => `${site.origin}/studies/endo/mail${path}`

  await page.goto(at(''))
  await look(page, 'overview-empty')
  await page.goto(at('/texts'))
  await look(page, 'texts')
  await page.getByRole('link', { name: 'Invitation, Español' }).click()
  await page.getByLabel('Subject').fill('{society}: {colour}')
  await page.getByRole('button', { name: 'Save' }).click()
  expect(await page.locator('.problem').textContent()).toContain('{colour} is not known')
  await look(page, 'text-wrong')
  await page.getByLabel('Subject').fill('Su opinión')
  await page.locator('.letter .subject', { hasText: 'Su opinión' }).waitFor()
  await page.getByLabel('Subject').fill('{link}')
  await page.locator('[data-preview]', { hasText: '{link} cannot stand in the subject' }).waitFor()
  await page.getByLabel('Subject').fill('Su opinión para {society}')
  await page.getByRole('button', { name: 'Preview' }).click()
  const letter = page.locator('.letter')
  expect(await letter.textContent()).toContain('Estimado/a Ana Gómez:')
  expect(await letter.textContent()).toContain('Su opinión para Sociedad Interamericana')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByRole('status').waitFor()
  expect(server.taken.map(({ to }) => to)).toEqual([email])
  await page.getByRole('button', { name: 'Save' }).click()
  await look(page, 'text')
  await page.goto(at('/senders/siccmi'))
  await page.getByLabel('Name').fill('Study office of SICCMI')
  await look(page, 'sender')
  await page.getByRole('button', { name: 'Save' }).click()

  await page.goto(at('/write'))
  await look(page, 'write')
  await page.getByRole('button', { name: 'Show who would get it' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Invitation: 6 people')
  await look(page, 'check')
  await page.getByRole('button', { name: 'Send to 6 people now' }).click()
  // The page empties by itself: it is not loaded again.
  await page.locator('main', { hasText: 'no such mailbox' }).waitFor()
  expect(await page.locator('main').textContent()).toContain('1 to 6 of 6')
  await untilText(page, at('/outbox?state=accepted'), /1 to 5 of 5/)
  expect(server.taken).toHaveLength(6)
  await page.goto(at('/outbox'))
  await look(page, 'outbox')
  await page.goto(at('/bounces'))
  expect(await page.locator('main').textContent()).toContain('no such mailbox')
  await look(page, 'bounces')
  await page.getByRole('link', { name: 'Correct the address' }).click()
  await page.getByLabel('E-mail address').fill('found@society.example')
  await page.getByLabel('E-mail address').press('Enter')
  await page.getByRole('status').waitFor()

  await surgeon(site.app, finished).reach('done')
  site.clock.now += 5 * day
  await context.clearCookies()
  const again = beginSession(site.context, id)
  await context.addCookies([{ name: 'comparand', value: again, url: site.origin }])
  await page.goto(at('/write?kind=reminder'))
  await page.getByRole('button', { name: 'Show who would get it' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Reminder: 4 people')
  await page.getByText('Send it later').click()
  await page.getByLabel('Date').fill('2026-03-20')
  await look(page, 'check-reminder')
  await page.getByRole('button', { name: 'Schedule it' }).click()
  await look(page, 'overview')
  expect(await page.locator('main').textContent()).toContain('20 March 2026')
  await page.getByRole('button', { name: 'Cancel the reminder' }).click()
  expect(await page.locator('main').textContent()).toContain('cancelled')

  await page.goto(at('/write?kind=reminder'))
  await page.getByRole('button', { name: 'Show who would get it' }).click()
  await page.getByRole('button', { name: 'Send to 4 people now' }).click()
  await untilText(page, at('/outbox?state=accepted&kind=reminder'), /1 to 4 of 4/)
  expect(server.taken).toHaveLength(10)

  const stop = /List-Unsubscribe: <http:\/\/[^/]+(\/optout\/[^>]+)>/.exec(
    server.taken.at(-1)!.raw.replace(/\r\n[ \t]+/g, ' '),
  )![1]!
  await page.goto(site.origin + stop)
  await look(page, 'opt-out')
  await page.getByRole('button').click()
  await look(page, 'opted-out')
  await context.close()
})
