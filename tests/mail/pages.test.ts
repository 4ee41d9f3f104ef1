import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { holdAfterRestore } from '../../server/mail/hold-after-restore.ts'
import { openOutbox } from '../../server/mail/worker.ts'
import { dump } from '../support/dump.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { givenOutbox } from './given-outbox.ts'

const base = '/studies/endo/mail'
const choice = { kind: 'invitation', society: '', wave: '', language: '', only: '' }
const paths = ['', '/write', '/texts', '/texts/invitation/es', '/outbox', '/bounces']

describe('who may open the pages of mail', () => {
  test.each([
    ['owner', 200],
    ['coordinator', 200],
    ['analyst', 403],
    ['auditor', 403],
  ] as const)('%s: %i', async (role, status) => {
    const { context, app } = await givenOutbox(1)
    const { get } = await givenBrowser(context, app, role)
    for (const path of paths) {
      const page = await get(base + path)
      expect(page.status, path).toBe(status)
      if (status !== 200) continue
      expect(load(page.text)('h1'), path).toHaveLength(1)
      expect(page.text, path).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  test('looking changes nothing', async () => {
    const { context, app, queue, work } = await givenOutbox(3)
    await queue()
    await work()
    const { get, post } = await givenBrowser(context, app, 'coordinator')
    const before = dump(context.db)
    for (const path of paths) await get(base + path)
    await post(`${base}/check`, { ...choice, kind: 'reminder' })
    const sessions = (tables: ReturnType<typeof dump>) =>
      JSON.stringify(tables).replaceAll(/"last_seen_at":\d+/g, '')
    expect(sessions(dump(context.db))).toBe(sessions(before))
  })
})

describe('a coordinator of one society', () => {
  async function givenTwoSocieties() {
    const given = await givenOutbox(0)
    given.invite({ society: 'isass' })
    given.invite({ society: 'sbc' })
    const browser = await givenBrowser(given.context, given.app, 'coordinator', 'sbc')
    return { ...given, ...browser }
  }

  test('writes to its members only, whatever the form says', async () => {
    const { post, work, server } = await givenTwoSocieties()
    const check = await post(`${base}/check`, choice)
    expect(wordsOf(check.text)).toContain('Invitation: 1 person')
    expect(check.text).not.toContain('member-1@')
    expect((await post(`${base}/check`, { ...choice, society: 'isass' })).status).toBe(403)
    expect((await post(`${base}/send`, { ...choice, society: 'isass', n: '1' })).status).toBe(403)
    const only = await post(`${base}/check`, { ...choice, only: 'member-1@society.example' })
    expect(wordsOf(only.text)).toContain('Invitation: 0 people')
    expect((await post(`${base}/send`, { ...choice, n: '1' })).status).toBe(303)
    await work()
    expect(server.taken.map(({ to }) => to)).toEqual(['member-2@society.example'])
  })

  test('sees and cancels its own mail only, and changes nothing that concerns all', async () => {
    const { get, post, queue, rows } = await givenTwoSocieties()
    await queue()
    const page = await get(`${base}/outbox`)
    expect(page.text).not.toContain('member-1@')
    expect(page.text).toContain('member-2@')
    expect((await post(`${base}/outbox/1/cancel`)).status).toBe(404)
    expect((await post(`${base}/cancel-all`)).status).toBe(303)
    expect(rows().map(({ state }) => state)).toEqual(['queued', 'cancelled'])
    for (const path of ['/pause', '/rule', '/texts/invitation/en', '/senders/sbc'])
      expect((await post(base + path, {})).status, path).toBe(403)
  })
})

describe('sending', () => {
  test('says before how many, who not and why; afterwards everything is in the log', async () => {
    const { context, app, work, invite } = await givenOutbox(2)
    invite({ language: 'ko' })
    context.queries.mailTexts.optOut.run('member-2@society.example', 1)
    const { post, get } = await givenBrowser(context, app, 'coordinator')
    const check = wordsOf((await post(`${base}/check`, choice)).text)
    expect(check).toContain('Invitation: 2 people')
    expect(check).toContain('1: opted out of all mail')
    const sent = await post(`${base}/send`, { ...choice, n: '2' })
    expect(sent.headers.location).toBe(`${base}/outbox?done=mail-queued`)
    const twice = await post(`${base}/send`, { ...choice, n: '2' })
    expect(twice.status).toBe(409)
    expect(wordsOf(twice.text)).toContain('Nobody is left to write to')
    await work()
    expect(wordsOf((await get(`${base}/outbox`)).text)).toContain('accepted by the mail server')
    const log = context.db.prepare(`SELECT actor, detail FROM audit_event WHERE action = 'mail queued'`).all()
    expect(log).toEqual([
      {
        actor: 'coordinator@society.example',
        detail: JSON.stringify({ kind: 'invitation', society: null, wave: null, language: null, mails: 2 }),
      },
    ])
  })

  test('the form of a dry run that arrives twice sends once, and says both times that it did', async () => {
    const { context, app, work, server } = await givenOutbox(2)
    const { post } = await givenBrowser(context, app, 'coordinator')
    const page = load((await post(`${base}/check`, choice)).text)
    const fields = page('form[action$="/mail/send"] input[type=hidden]').toArray()
    const form = Object.fromEntries(fields.map((one) => [page(one).attr('name')!, String(page(one).val())]))
    for (let n = 0; n < 3; n++) {
      const sent = await post(`${base}/send`, form)
      expect([sent.status, sent.headers.location]).toEqual([303, `${base}/outbox?done=mail-queued`])
    }
    await work()
    expect(server.taken).toHaveLength(2)
    expect(context.db.prepare('SELECT count(*) FROM mailing').pluck().get()).toBe(1)
    // One made up by hand is no name of a mailing.
    expect((await post(`${base}/send`, { ...form, token: 'm1' })).status).toBe(400)
  })

  test('the word is accepted, never delivered', async () => {
    const { context, app, queue, work } = await givenOutbox(1)
    await queue()
    await work()
    const { get } = await givenBrowser(context, app, 'coordinator')
    for (const path of paths) expect((await get(base + path)).text, path).not.toMatch(/\bdelivered\b/i)
  })

  test('what is uncertain is sent again only by a button, and once', async () => {
    const { context, app, queue, work, server, rows } = await givenOutbox(1)
    server.mood = () => 'break'
    await queue()
    await work()
    server.mood = () => 'take'
    await work()
    expect(rows()[0]!.state).toBe('uncertain')
    const { get, post } = await givenBrowser(context, app, 'coordinator')
    expect((await get(`${base}/outbox`)).text).toContain('Send again')
    for (let n = 0; n < 2; n++) expect((await post(`${base}/outbox/1/again`)).status).toBe(303)
    await work()
    expect((await post(`${base}/outbox/1/again`)).status).toBe(409)
    expect(server.taken).toHaveLength(1)
  })

  test('what is uncertain can be taken as sent, and the member be reminded', async () => {
    const { context, app, queue, work, server, clock } = await givenOutbox(1)
    server.mood = () => 'take_and_break'
    await queue()
    await work()
    server.mood = () => 'take'
    const { post } = await givenBrowser(context, app, 'coordinator')
    expect((await post(`${base}/outbox/1/taken`)).status).toBe(303)
    clock.now += 4 * 24 * 3_600_000
    expect(await queue({ kind: 'reminder' })).toBe(1)
  })

  test('after many became uncertain, as by a restored backup, a person decides once for all of them', async () => {
    const { context, app, queue, work, server, rows } = await givenOutbox(3)
    await queue()
    holdAfterRestore(context)
    const { get, post } = await givenBrowser(context, app, 'coordinator')
    const page = wordsOf((await get(`${base}/outbox?state=uncertain`)).text)
    expect(page).toContain('Take all 3 as sent')
    expect((await post(`${base}/outbox/1/taken`)).status).toBe(303)
    for (let n = 0; n < 2; n++) expect((await post(`${base}/again-uncertain`)).status).toBe(303)
    expect(rows().map(({ state }) => state)).toEqual(['accepted', 'queued', 'queued'])
    await work()
    expect(server.taken.map(({ to }) => to).sort()).toEqual([
      'member-2@society.example',
      'member-3@society.example',
    ])
  })

  test('a wrong rule is said at its field, and nothing is saved', async () => {
    const { context, app } = await givenOutbox(1)
    const { post } = await givenBrowser(context, app, 'coordinator')
    const answer = await post(`${base}/rule`, { gap_days: '0', most_reminders: 'many' })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('Enter a number of days from 1 to 60.')
    expect(context.queries.mailTexts.findRule.get(1)).toBeUndefined()
  })

  test('a sender with a line break in the name is refused', async () => {
    const { context, app, queue, work, server } = await givenOutbox(1)
    const { post } = await givenBrowser(context, app, 'coordinator')
    const bad = { name: 'A\r\nBcc: x@y.example', reply_to: 'office@isass.example' }
    expect((await post(`${base}/senders/isass`, bad)).status).toBe(422)
    expect((await post(`${base}/senders/isass`, { ...bad, name: 'Study office' })).status).toBe(303)
    await queue()
    await work()
    expect(server.taken[0]!.raw).toContain('From: Study office <survey@post.example>')
  })
})

test('what cannot be sent is said on the page: why, how many wait, and when it is tried again', async () => {
  const { context, app, queue, server } = await givenOutbox(2)
  await server.close()
  await queue()
  await openOutbox(context, context.sendMail!, 60).next()
  const { get } = await givenBrowser(context, app, 'coordinator')
  const words = wordsOf((await get(base)).text)
  expect(words).toMatch(/cannot be reached.*Nothing was lost: 2 mails wait/)
  expect(words).toContain('Try again now')
  const health = await get('/healthz')
  expect(health.body.mail).toMatchObject({ status: 'held', queued: 2, uncertain: 0 })
})

test('without a mail server the pages lead to the mail merge, and nothing is queued', async () => {
  const { context, app, invite } = givenStudy()
  invite()
  const { get, post } = await givenBrowser(context, app, 'coordinator')
  for (const path of paths) {
    const page = await get(base + path)
    expect(page.status).toBe(200)
    expect(page.text, path).toContain('/studies/endo/links.csv')
  }
  const answer = await post(`${base}/send`, { ...choice, n: '1' })
  expect(answer.status).toBe(409)
  expect(wordsOf(answer.text)).toContain('This installation has no mail server.')
  expect((await get('/healthz')).body.mail).toEqual({
    status: 'not set up',
    queued: 0,
    oldest_queued: null,
    uncertain: 0,
    held_since: null,
  })
})
