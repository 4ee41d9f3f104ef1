import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { linkReach } from '../../server/http/link-reach.ts'
import { closeStudy, createStudy } from '../../server/studies/lifecycle.ts'
import { beginClosing } from '../../server/studies/study-transitions.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenOutbox } from '../mail/given-outbox.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

const who = 'coordinator@society.example'
const base = '/studies/endo'

/** Six invited members: the first finished, the second began, the third declined, the fourth opted out, two wait. */
async function givenFieldWork() {
  const given = await givenOutbox(0)
  const { app, context, invite, queue, work } = given
  const links = Array.from({ length: 6 }, () => invite())
  await queue()
  await work()
  await surgeon(app, links[0]!).reach('done')
  await surgeon(app, links[1]!).reach('pairs/2')
  await surgeon(app, links[2]!).post(`${links[2]}/decline`, '')
  context.queries.mailTexts.optOut.run('member-4@society.example', 1)
  const browser = await givenBrowser(context, app, 'coordinator')
  await browser.post(`${base}/open-links`, { society: 'sbc', language: 'pt' }).expect(303)
  const words = async (path: string) => wordsOf((await browser.get(base + path)).text)
  const everyPage = async () =>
    (
      await Promise.all(
        ['/members', '/members/1', '/members/5', '/open-links', '/mail', '/mail/bounces'].map((path) =>
          browser.get(base + path),
        ),
      )
    )
      .map(({ text }) => text)
      .join()
  return { ...given, links, browser, words, everyPage }
}

describe('nobody is given a link that leads to a closed door', () => {
  test('while the study is live everybody who may be written to is in the file, and every link is shown', async () => {
    const { browser, everyPage } = await givenFieldWork()
    const file = (await browser.get(`${base}/links.csv`)).text
    expect(file.match(/member-\d/g)).toEqual(['member-1', 'member-2', 'member-5', 'member-6'])
    expect((await everyPage()).match(/http:\/\/survey\.test\/r\/[a-z2-7]{34}/g)).toHaveLength(3)
  })

  test('for a reminder by mail merge there is a file of those only who have not finished', async () => {
    const { browser, context } = await givenFieldWork()
    const inFile = async () =>
      (await browser.get(`${base}/links-unfinished.csv`).expect(200)).text.match(/member-\d/g)
    expect(await inFile()).toEqual(['member-2', 'member-5', 'member-6'])
    context.db
      .prepare(`UPDATE outbox SET state = 'bounced', reason = 'gone' WHERE address LIKE 'member-6%'`)
      .run()
    expect(await inFile()).toEqual(['member-2', 'member-5'])
    beginClosing(context, 'endo', 60, who)
    expect(await inFile()).toEqual(['member-2'])
    closeStudy(context, 'endo', who)
    await browser.get(`${base}/links-unfinished.csv`).expect(409)
  })

  test('while it is closing only those who have begun are', async () => {
    const { browser, context, words } = await givenFieldWork()
    beginClosing(context, 'endo', 60, who)
    const file = (await browser.get(`${base}/links.csv`)).text
    expect(file.match(/member-\d/g)).toEqual(['member-1', 'member-2'])
    expect(await words('/members/2')).toContain('This member has begun and may still finish.')
    expect(await words('/members/5')).toContain('has not begun: the link leads to a closed door')
    expect((await browser.get(`${base}/members/5`)).text).not.toContain('/r/')
    expect(await words('/open-links')).toContain(
      'Nobody can start any more, so no open link, QR code or card is given.',
    )
    expect((await browser.get(`${base}/open-links/7/card`)).status).toBe(409)
    expect(await words('/mail/write')).toContain('Nobody can start any more, so nobody is invited.')
  })

  test('once it is closed nobody is, and each page says why', async () => {
    const { browser, context, words, everyPage } = await givenFieldWork()
    closeStudy(context, 'endo', who)
    for (const path of ['/links.csv', '/open-links/7/card', '/open-links/7/qr.png']) {
      const answer = await browser.get(base + path)
      expect(answer.status, path).toBe(409)
    }
    expect(await everyPage()).not.toMatch(/\/r\/[a-z2-7]{34}|links\.csv|class="qr"/)
    for (const path of ['/members', '/members/1', '/open-links'])
      expect(await words(path), path).toContain('The study is closed: its links take no answers any more')
  })
})

describe('after the link between addresses and answers was cut', () => {
  test('every page says what went with it and when, with the frozen counts', async () => {
    const { context, words, browser } = await givenFieldWork()
    closeStudy(context, 'endo', who)
    expect(await words('/privacy')).toContain('1 member who finished has not been thanked by mail.')
    cutIdentity(context, 'endo', 'endo', who)
    for (const path of ['/mail', '/mail/outbox', '/mail/bounces', '/mail/write'])
      expect(await words(path), path).toMatch(
        /The record of mails went with the link .* cut for good on 2 March 2026.*6 listed, 6 mailed/,
      )
    expect(await words('/mail/write')).toContain('so nobody can be thanked')
    expect(await words('/mail/outbox')).not.toMatch(/no such mail|No mail was queued/)
    expect(await words('/mail/bounces')).not.toContain('Nobody’s mail')
    expect(await words('/members')).toContain(
      'Who began, who was eligible and what was mailed went with the link',
    )
    expect(await words('/open-links')).toMatch(/record of who began by which link went with .* SBC: 0\./)
    expect(await words('/open-links')).not.toContain('0 people began')
    expect(await words('/fieldwork')).toContain('as it was frozen on 2 March 2026')
    const form = { kind: 'thanks', society: '', wave: '', language: '', only: '' }
    const check = await browser.post(`${base}/mail/check`, form)
    expect([check.status, wordsOf(check.text).includes('who has finished is no longer known')]).toEqual([
      422,
      true,
    ])
  })
})

describe('who was not reached', () => {
  test('is one number on Members, Mail, Came back and Field work, whether mail came back or was refused', async () => {
    const { server, context, app, queue, work, clock } = await givenOutbox(5)
    server.mood = (to) => (to.startsWith('member-1@') ? { refuse: 550, at: 'recipient' } : 'take')
    await queue()
    await work()
    clock.now += 4 * 24 * 3_600_000
    await queue({ kind: 'reminder' })
    await work()
    const bounce = context.db.prepare(`UPDATE outbox SET state = 'bounced', reason = 'x' WHERE id = ?`)
    const of = (kind: string, id: number) =>
      context.db.prepare('SELECT id FROM outbox WHERE kind = ? AND invitation_id = ?').pluck().get(kind, id)
    bounce.run(of('invitation', 2))
    bounce.run(of('reminder', 2))
    bounce.run(of('reminder', 3))
    const { get } = await givenBrowser(context, app, 'coordinator')
    const words = async (path: string) => wordsOf((await get(base + path)).text)
    expect(await words('/members?only=unreached')).toContain('1 to 3 of 3')
    expect(await words('/members')).toContain('Not reached (3)')
    expect(await words('/mail')).toContain('3 members could not be reached')
    expect(await words('/mail/bounces')).toContain('3 members were not reached')
    expect(await words('/fieldwork')).toContain('3 members were not reached')
  })

  test('like who opted out, declined, is not eligible or was erased, is told, counted and shown on Members', async () => {
    const { browser, words } = await givenFieldWork()
    await browser.post(`${base}/members/6/erase`, { what: 'identity', typed: 'erase' }).expect(303)
    const page = load((await browser.get(`${base}/members`)).text)
    const cells = page('table')
      .first()
      .find('tbody td')
      .toArray()
      .map((cell) => [page(cell).attr('data-label'), page(cell).text()])
    expect(cells).toEqual([
      ['Members', '5'],
      ['Opted out', '1'],
      ['Declined', '1'],
      ['Not reached', '0'],
      ['Not eligible', '0'],
      ['Erased', '1'],
    ])
    expect(await words('/members?only=opted_out')).toMatch(
      /member-4@society.example .*opted out of all mail.*1 to 1 of 1/,
    )
    expect(await words('/members?only=declined')).toMatch(/member-3@society.example .*declined.*1 to 1 of 1/)
  })
})

describe('links that open on this machine only', () => {
  const local = {
    BASE_URL: 'http://localhost:3000',
    SMTP_HOST: '127.0.0.1',
    MAIL_FROM: 'a@b.example',
    SMTP_SECURITY: 'none',
  }

  test.each([
    ['http://localhost:3000', 'local'],
    ['https://127.0.0.5', 'local'],
    ['http://[::1]:80', 'local'],
    ['http://0.0.0.0:3000', 'local'],
    ['http://survey.example.org', 'plain'],
    ['https://localhost.example.org', 'open'],
    ['https://survey.example.org', 'open'],
  ] as const)('%s: %s', (baseUrl, reach) => {
    expect(linkReach(baseUrl)).toBe(reach)
  })

  test('are warned of wherever they are given or mailed', async () => {
    const { context, app, invite } = givenStudy(undefined, undefined, { env: local })
    invite()
    const { get, post } = await givenBrowser(context, app, 'coordinator')
    await post(`${base}/open-links`, { society: 'sbc', language: 'pt' })
    for (const path of [
      '/members',
      '/members/1',
      '/open-links',
      '/open-links/2/card',
      '/mail',
      '/mail/write',
      '/mail/texts',
      '/mail/outbox',
    ])
      expect(wordsOf((await get(base + path)).text), path).toContain(
        'Links lead to this machine only (http://localhost:3000)',
      )
  })

  test('are not mailed before a person says that they are trying the program out', async () => {
    const { context, app, invite } = givenStudy(undefined, undefined, { env: local })
    invite()
    const { post } = await givenBrowser(context, app, 'coordinator')
    const form = { kind: 'invitation', society: '', wave: '', language: '', only: '' }
    expect((await post(`${base}/mail/check`, form)).text).toContain('name="local_links"')
    const refused = await post(`${base}/mail/send`, { ...form, n: '1' })
    expect(refused.status).toBe(409)
    expect(wordsOf(refused.text)).toContain('the links would lead to this machine only')
    const count = () => context.db.prepare('SELECT count(*) FROM outbox').pluck().get()
    expect(count()).toBe(0)
    await post(`${base}/mail/send`, { ...form, n: '1', local_links: 'yes' }).expect(303)
    expect(count()).toBe(1)
  })

  test('never leave because the program was started without its address', async () => {
    const { context, app, queue, work, server } = await givenOutbox(2)
    await queue()
    const { baseUrl } = context.config
    context.config.baseUrl = 'http://localhost:3000'
    await work()
    expect(server.taken).toEqual([])
    const { get } = await givenBrowser(context, app, 'coordinator')
    expect(wordsOf((await get(`${base}/mail`)).text)).toContain(
      '2 mails wait because the links would lead to this machine only.',
    )
    context.config.baseUrl = baseUrl
    await work()
    expect(server.taken).toHaveLength(2)
  })
})

test('a draft says what its links do, and how often it will write can be set before it is published', async () => {
  const { context, app } = await givenOutbox(0)
  const study = createStudy(context, 'draft', requireTemplate('cpt-62380-2024'), who)
  context.queries.invitations.insert.run(study.id, 'member', 'a@s.example', '', 'en', 'isass', 1, 1)
  const { get } = await givenBrowser(context, app, 'coordinator')
  const words = async (path: string) => wordsOf((await get(`/studies/draft${path}`)).text)
  for (const path of ['/members', '/open-links'])
    expect(await words(path), path).toContain(
      'not published yet: until then its links say that it has not opened',
    )
  expect(await words('/mail')).toContain('How often we write')
  expect(await words('/mail/write')).toContain('No mail can be sent out of this study as it stands.')
  const close = await get('/studies/draft/close')
  expect(wordsOf(close.text)).toContain('There is nothing to close yet')
  expect(close.text).not.toContain('Close for good</button>')
})

test('the page that closes says of a study that is closing or closed what is left to do', async () => {
  const { context, browser, words } = await givenFieldWork()
  beginClosing(context, 'endo', 60, who)
  expect(await words('/close')).toContain('Who has begun may finish until 2 March 2026')
  await browser.post(`${base}/close`).expect(303)
  const page = await browser.get(`${base}/close`)
  expect(wordsOf(page.text)).toContain('This study is closed')
  expect(page.text).not.toContain(`action="${base}/close"`)
  expect(await words('/closing-time')).toContain('its times can no longer change')
  expect(await words('/fieldwork')).toContain('Precision at closing')
})
