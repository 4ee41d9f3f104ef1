import { load } from 'cheerio'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { languages } from '../../server/words/languages.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { surgeon } from '../support/surgeon.ts'
import { givenOutbox } from './given-outbox.ts'

const base = '/studies/endo'
const day = 24 * 3_600_000
const times = (date: string, reason = '') => ({
  open_date: '',
  open_time: '',
  date,
  time: '23:59',
  zone: 'Europe/Madrid',
  grace: '60',
  reason,
})

/** Four members were invited while the study closed on 31 March; one has finished; the study is extended to 30 April. */
async function givenExtended() {
  const given = await givenOutbox(0)
  const links = languages.map((language) => given.invite({ language, society: 'isass' }))
  const early = await givenBrowser(given.context, given.app, 'coordinator')
  await early.post(`${base}/closing-time`, times('2026-03-31')).expect(303)
  await given.queue()
  await given.work()
  await surgeon(given.app, links[0]!).reach('done')
  given.clock.now += 10 * day
  // Who signed in ten days ago is signed out.
  const browser = await givenBrowser(given.context, given.app, 'owner')
  const extend = () => browser.post(`${base}/closing-time`, times('2026-04-30', 'Few answers so far'))
  const overview = async () => wordsOf((await browser.get(`${base}/mail`)).text)
  return { ...given, links, browser, extend, overview }
}

/** The form of the notice, as a browser would send it. */
function formOf(html: string): Record<string, string> {
  const page = load(html)
  const fields = page('#old-date input').toArray()
  return Object.fromEntries(fields.map((one) => [page(one).attr('name')!, String(page(one).val())]))
}

describe('after an extension', () => {
  test('mail says who was told the old time, which mailing told it, and leads to a dry run', async () => {
    const { browser, extend, overview } = await givenExtended()
    expect(await overview()).not.toContain('old closing time')
    const saved = await extend()
    expect(saved.headers.location).toBe(`${base}/mail?done=closing-time`)
    const { text } = await browser.get(`${base}/mail`)
    const words = wordsOf(text)
    expect(words).toContain(
      '4 people were told another closing time in the newest mail they have: 31 March 2026 at 23:59 (Europe/Madrid). The study closes 30 April 2026 at 23:59 (Europe/Madrid) now.',
    )
    expect(words).toContain('3 of them can be sent a reminder now')
    expect(words).toContain('Not to the others: 1: has finished')
    expect(words).toContain('Old closing time: 4 name 31 March 2026')
    expect(wordsOf((await browser.get(`${base}/fieldwork`)).text)).toContain(
      'Tell who knows an old closing time only',
    )
    const check = wordsOf((await browser.post(`${base}/mail/check`, formOf(text))).text)
    expect(check).toContain('Reminder: 3 people')
    expect(check).toContain('members whose mail names an old closing time')
    expect(check).toContain('1: has finished')
    expect(check).toMatch(/30 de abril de 2026[^.]*en lugar de[^.]*31 de marzo de 2026/)
  })

  test('the reminder names both times in each language, and then nobody holds an old one', async () => {
    const { browser, extend, overview, work, server, context } = await givenExtended()
    await extend()
    const form = formOf((await browser.get(`${base}/mail`)).text)
    server.taken.length = 0
    await browser.post(`${base}/mail/send`, { ...form, n: '3' }).expect(303)
    await work()
    const mails = server.taken.map(({ raw }) =>
      Buffer.from(
        raw
          .replaceAll(/=\r\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString(),
    )
    expect(mails).toHaveLength(3)
    expect(mails[0]).toMatch(/30 de abril de 2026.*, en lugar de .*31 de marzo de 2026/)
    expect(mails[1]).toMatch(/30 de abril de 2026.*, em vez de .*31 de março de 2026/)
    expect(server.taken[2]!.to).toBe('member-4@society.example')
    const words = await overview()
    // Who has finished was told the old time and needs no other; everybody else knows the new one.
    expect(words).toContain('1 person was told another closing time')
    expect(words).toContain('None of them can be sent a reminder at present: 1: has finished')
    const log = context.db
      .prepare(`SELECT detail FROM audit_event WHERE action = 'mail queued'`)
      .pluck()
      .all()
    expect(String(log.at(-1))).toContain('"only_old_date":true')
  })

  test('who was invited since is in no such reminder', async () => {
    const { browser, extend, invite, queue, work } = await givenExtended()
    await extend()
    invite()
    await queue()
    await work()
    const form = formOf((await browser.get(`${base}/mail`)).text)
    const check = wordsOf((await browser.post(`${base}/mail/check`, form)).text)
    expect(check).toContain('Reminder: 3 people')
    expect(check).not.toContain('member-5@')
  })

  test('a scheduled one is for them too, decided at its time', async () => {
    const { browser, extend, work, clock, server } = await givenExtended()
    await extend()
    const form = formOf((await browser.get(`${base}/mail`)).text)
    const later = { ...form, n: '3', date: '2026-03-20', time: '09:00' }
    for (let n = 0; n < 2; n++) await browser.post(`${base}/mail/schedule`, later).expect(303)
    const words = wordsOf((await browser.get(`${base}/mail`)).text)
    expect(words.match(/members whose mail names an old closing time/g)).toHaveLength(1)
    server.taken.length = 0
    clock.now = Date.UTC(2026, 2, 20, 8)
    await work()
    expect(server.taken).toHaveLength(3)
  })

  test('the survey and an open link show the new time at once', async () => {
    const { app, browser, links, extend } = await givenExtended()
    await browser.post(`${base}/open-links`, { society: 'sbc', language: 'en', label: '' }).expect(303)
    const open = load((await browser.get(`${base}/open-links`)).text)('code.secret').text()
    const paths = [links[1]!, open.slice(open.indexOf('/r/'))]
    const welcome = async (path: string) => wordsOf((await request(app).get(path)).text)
    for (const path of paths) expect(await welcome(path)).toMatch(/31 (March|de marzo de) 2026/)
    await extend()
    for (const path of paths) {
      expect(await welcome(path)).toMatch(/30 (April|de abril de) 2026/)
      expect(await welcome(path)).not.toMatch(/31 (March|de marzo de) 2026/)
    }
  })
})

test('a mail that waits while the study is extended names the new time, and is no old one', async () => {
  const { browser, context, queue, work, overview, server, invite } = await givenOutbox(0).then(
    async (given) => {
      const browser = await givenBrowser(given.context, given.app, 'coordinator')
      const overview = async () => wordsOf((await browser.get(`${base}/mail`)).text)
      return { ...given, browser, overview }
    },
  )
  invite()
  await browser.post(`${base}/closing-time`, times('2026-03-31')).expect(303)
  await queue()
  const saved = await browser.post(`${base}/closing-time`, times('2026-04-30', 'Holidays'))
  expect(saved.headers.location).toBe(`${base}?done=closing-time`)
  await work()
  expect(server.taken[0]!.raw).toContain('30 April 2026')
  expect(await overview()).not.toContain('old closing time')
  expect(context.queries.recipients.countOldDate.get(1)).toBe(0)
})

test('once nobody starts any more, only those who have begun are told of, and until when they may finish', async () => {
  const { browser, links, app, overview, work, server, clock, context } = await givenExtended()
  await surgeon(app, links[1]!).reach('pairs/3')
  await browser.post(`${base}/begin-closing`, { grace: '1440' }).expect(303)
  const words = await overview()
  expect(words).toContain('2 people were told another closing time')
  expect(words).toContain(
    'takes no new starts since 12 March 2026 at 10:00 (Europe/Madrid); who has begun may finish until 13 March 2026 at 10:00',
  )
  const form = formOf((await browser.get(`${base}/mail`)).text)
  server.taken.length = 0
  await browser.post(`${base}/mail/send`, { ...form, n: '1' }).expect(303)
  await work()
  expect(server.taken.map(({ to }) => to)).toEqual(['member-2@society.example'])
  // Not the moment that has passed, but the end of their grace.
  const [mail] = server.taken
  expect(mail!.raw.replaceAll(/=\r\n/g, '')).toContain('13 de marzo de 2026')
  clock.now += 2 * day
  const late = await givenBrowser(context, app, 'coordinator', 'isass')
  expect(wordsOf((await late.get(`${base}/mail`)).text)).not.toContain('another closing time')
})
