import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { pauseMail } from '../../server/mail/outbox-acts.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { givenOutbox } from './given-outbox.ts'

const base = '/studies/endo/mail'

/** Six members of two societies: one refused for good, one cancelled, four accepted; then two more that wait. */
async function givenMixed() {
  const given = await givenOutbox(0)
  for (const society of ['isass', 'isass', 'isass', 'isass', 'sbc', 'sbc']) given.invite({ society })
  const browser = await givenBrowser(given.context, given.app, 'coordinator')
  given.server.mood = (to) => (to.startsWith('member-2') ? { refuse: 550, at: 'recipient' } : 'take')
  await given.queue()
  await browser.post(`${base}/outbox/3/cancel`).expect(303)
  await given.work()
  given.invite({ society: 'isass' })
  given.invite({ society: 'sbc' })
  await given.queue({ only: ['member-7@society.example', 'member-8@society.example'] })
  return { ...given, browser }
}

/** The states and their counts as the page shows them. */
async function states(get: (path: string) => PromiseLike<{ text: string }>, query = '') {
  const page = load((await get(`${base}/outbox${query}`)).text)
  const rows = page('.states tbody tr').toArray()
  return Object.fromEntries(
    rows.map((row) => [page(row).find('th').text(), Number(page(row).find('.number').text())]),
  )
}

/** The form that cancels everything shown: its address and what it carries. */
async function cancelForm(get: (path: string) => PromiseLike<{ text: string }>, query = '') {
  const page = load((await get(`${base}/outbox${query}`)).text)
  const form = page('#cancel form')
  return {
    action: form.attr('action')!,
    up_to: String(form.find('[name=up_to]').val()),
    words: page('#cancel').text().replace(/\s+/g, ' '),
  }
}

describe('the outbox counts', () => {
  test('the mails of every state, of the kind and society chosen, and says what each means', async () => {
    const { browser } = await givenMixed()
    expect(await states(browser.get)).toEqual({
      All: 8,
      Waiting: 2,
      Held: 0,
      Accepted: 4,
      Uncertain: 0,
      Failed: 1,
      Bounced: 0,
      'Not sent': 0,
      Cancelled: 1,
    })
    expect(await states(browser.get, '?society=sbc')).toMatchObject({
      All: 3,
      Waiting: 1,
      Accepted: 2,
      Failed: 0,
    })
    expect(await states(browser.get, '?kind=reminder')).toMatchObject({ All: 0, Accepted: 0 })
    const words = wordsOf((await browser.get(`${base}/outbox?society=sbc`)).text)
    expect(words).toContain('only the member can tell')
    expect(words).toContain('taken back by one of you before it left')
    expect(words).toMatch(/ISASS \(5\).*SBC[^(]*\(3\)/)
  })

  test('as many as a list of the state then shows', async () => {
    const { browser } = await givenMixed()
    for (const query of ['', '?society=sbc', '?society=isass', '?kind=invitation&society=sbc']) {
      const page = load((await browser.get(`${base}/outbox${query}`)).text)
      for (const row of page('.states tbody tr').toArray()) {
        const href = page(row).find('a').attr('href')
        if (!href) continue
        const list = load((await browser.get(href)).text)
        const n = Number(page(row).find('.number').text())
        expect(list('#mails tbody tr').length, href).toBe(n)
        expect(list('#mails h2').text(), href).toContain(n === 1 ? ': 1 mail' : `: ${n} mails`)
      }
    }
  })

  test('what waits as held while something holds it, and says what', async () => {
    const { browser, context } = await givenMixed()
    pauseMail(context, 'endo', true, 'coordinator@society.example')
    expect(await states(browser.get)).toMatchObject({ Waiting: 0, Held: 2 })
    const words = wordsOf((await browser.get(`${base}/outbox?state=held`)).text)
    expect(words).toContain('waits because mail of this study is held; nothing is lost')
    expect(wordsOf((await browser.get(base)).text)).toMatch(/WaitingHeldAccepted/)
    context.mailTrouble = { reason: 'It cannot be reached.', since: 0, nextTryAt: Number.MAX_SAFE_INTEGER }
    expect(wordsOf((await browser.get(`${base}/outbox`)).text)).toContain(
      'waits because the mail server cannot be reached, and mail of this study is held',
    )
    pauseMail(context, 'endo', false, 'coordinator@society.example')
    context.mailTrouble = undefined
    expect(await states(browser.get)).toMatchObject({ Waiting: 2, Held: 0 })
  })

  test('links to this machine as what holds mail, unless a person has said that they may be sent', async () => {
    const { context, app, invite } = givenStudy(undefined, undefined, {
      env: { SMTP_HOST: '127.0.0.1', MAIL_FROM: 'survey@post.org', BASE_URL: 'http://localhost:3000' },
    })
    const { get, post } = await givenBrowser(context, app, 'coordinator')
    invite()
    const form = {
      kind: 'invitation',
      society: '',
      wave: '',
      language: '',
      only: '',
      n: '1',
      local_links: 'yes',
    }
    await post(`${base}/send`, form).expect(303)
    expect(await states(get)).toMatchObject({ Waiting: 1, Held: 0 })
    pauseMail(context, 'endo', true, 'coordinator@society.example')
    const words = async () => wordsOf((await get(`${base}/outbox`)).text)
    expect(await words()).toContain('waits because mail of this study is held; nothing is lost')
    context.db.prepare('UPDATE mailing SET local_links = 0').run()
    expect(await words()).toContain('mail of this study is held, and links lead to this machine only')
    pauseMail(context, 'endo', false, 'coordinator@society.example')
    expect(await states(get)).toMatchObject({ Waiting: 0, Held: 1 })
  })

  test('of one society only, for who works for it', async () => {
    const { context, app } = await givenMixed()
    const { get } = await givenBrowser(context, app, 'coordinator', 'sbc')
    for (const query of ['', '?society=isass'])
      expect(await states(get, query)).toMatchObject({ All: 3, Waiting: 1 })
    expect((await get(`${base}/outbox?society=isass`)).text).not.toContain('member-1@')
  })
})

describe('cancelling all that wait', () => {
  test('is asked with its number first, takes back what was shown, and leaves what was queued since', async () => {
    const { browser, invite, queue, rows, context } = await givenMixed()
    const { action, up_to, words } = await cancelForm(browser.get)
    expect(words).toContain('Cancel all 2 mails that wait')
    expect(words).toContain('2 mails have not left yet: 2 invitations.')
    invite({ society: 'isass' })
    await queue({ only: ['member-9@society.example'] })
    for (let n = 0; n < 2; n++) {
      const answer = await browser.post(action, { up_to })
      expect(answer.headers.location).toBe(`${base}/outbox?done=mail-cancelled`)
    }
    expect(rows().map(({ state }) => state)).toEqual([
      'accepted',
      'failed',
      'cancelled',
      'accepted',
      'accepted',
      'accepted',
      'cancelled',
      'cancelled',
      'queued',
    ])
    const log = context.db.prepare(`SELECT detail FROM audit_event WHERE action = 'queued mail cancelled'`)
    expect(log.pluck().all()).toEqual([JSON.stringify({ mails: 2, society: null, kind: null })])
  })

  test('concerns the kind and society that are shown, and comes back to them', async () => {
    const { browser, rows } = await givenMixed()
    const { action, up_to, words } = await cancelForm(browser.get, '?society=sbc')
    expect(words).toContain('Cancel the 1 mail that waits')
    const answer = await browser.post(action, { up_to })
    expect(answer.headers.location).toBe(`${base}/outbox?society=sbc&done=mail-cancelled`)
    expect(rows().filter(({ state }) => state === 'queued')).toHaveLength(1)
    expect(await states(browser.get, '?society=sbc')).toMatchObject({ Waiting: 0, Cancelled: 1 })
  })

  test('of all societies by a form made by hand takes back one’s own only', async () => {
    const { context, app, rows } = await givenMixed()
    const { post } = await givenBrowser(context, app, 'coordinator', 'sbc')
    await post(`${base}/cancel-all?society=isass`).expect(303)
    expect(rows().filter(({ state }) => state === 'queued')).toHaveLength(1)
  })

  test('is led to from the overview, which does not cancel by itself', async () => {
    const { browser } = await givenMixed()
    const page = load((await browser.get(base)).text)
    expect(page('form[action$="/cancel-all"]')).toHaveLength(0)
    const href = page('a:contains("Cancel the 2 that wait")').attr('href')!
    expect(load((await browser.get(href)).text)('#cancel').attr('open')).toBeDefined()
  })
})

test('what failed is tried again all at once, of the society shown, and the page stays there', async () => {
  const { browser, server, invite, queue, work, rows } = await givenMixed()
  server.mood = () => ({ refuse: 550, at: 'recipient' })
  for (const society of ['isass', 'sbc', 'sbc']) invite({ society })
  await queue()
  await work()
  server.mood = () => 'take'
  expect(await states(browser.get)).toMatchObject({ Failed: 7 })
  const page = load((await browser.get(`${base}/outbox?state=failed&society=sbc`)).text)
  const action = page('form:contains("Try all 3 again")').attr('action')!
  const answer = await browser.post(action)
  expect(answer.headers.location).toBe(`${base}/outbox?state=failed&society=sbc&done=mail-again`)
  await work()
  expect(rows().filter(({ state }) => state === 'failed')).toHaveLength(4)
})
