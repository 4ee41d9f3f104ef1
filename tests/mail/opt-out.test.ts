import { load } from 'cheerio'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { optOutUrl } from '../../server/mail/opt-out.ts'
import { mailWords } from '../../server/mail/texts/index.ts'
import { languages } from '../../server/words/languages.ts'
import { dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { probe } from '../support/surgeon.ts'
import { givenOutbox, headerOf } from './given-outbox.ts'

function givenMember(language = 'en') {
  const study = givenStudy()
  const link = study.invite({ language })
  const path = optOutUrl(study.context, 1).slice('http://survey.test'.length)
  const isOut = () => study.context.queries.mailTexts.findOptOut.get('member-1@society.example') !== undefined
  return { ...study, link, path, isOut }
}

test('a scanner that opens every address of a mail, by GET and HEAD, changes nothing', async () => {
  const { queue, work, server, app, context } = await givenOutbox(2)
  await queue()
  await work()
  const before = dump(context.db)
  for (const { raw } of server.taken) {
    const text = raw.replace(/=\r\n/g, '').replaceAll('=3D', '=')
    const addresses = [...new Set(text.match(/http:\/\/survey\.test\/[\w/-]+/g))]
    expect(addresses.length).toBe(2)
    for (const address of addresses)
      for (const method of ['GET', 'HEAD'] as const)
        expect(await probe(app, method, address.slice('http://survey.test'.length))).toBe(200)
  }
  expect(dump(context.db)).toEqual(before)
})

describe('one click', () => {
  const oneClick = (app: Parameters<typeof request>[0], path: string) =>
    request(app).post(path).redirects(0).type('form').send('List-Unsubscribe=One-Click')

  test('stops all mail, without a page, a cookie or a redirect (RFC 8058)', async () => {
    const { app, path, isOut } = givenMember()
    const answer = await oneClick(app, path)
    expect(answer.status).toBe(200)
    expect(isOut()).toBe(true)
    expect((await oneClick(app, path)).status).toBe(200)
  })

  test('works as multipart too, as the standard allows', async () => {
    const { app, path, isOut } = givenMember()
    const answer = await request(app).post(path).field('List-Unsubscribe', 'One-Click')
    expect(answer.status).toBe(200)
    expect(isOut()).toBe(true)
  })

  test('from the header of a real mail stops the next one, of every study', async () => {
    const { queue, work, server, app, clock } = await givenOutbox(2)
    await queue()
    await work()
    const stop = headerOf(server.taken[0]!.raw, 'List-Unsubscribe').replace(/^<http:\/\/survey\.test|>$/g, '')
    await oneClick(app, stop)
    clock.now += 5 * 24 * 3_600_000
    expect(await queue({ kind: 'reminder' })).toBe(1)
    await work()
    expect(server.taken.at(-1)!.to).not.toBe(server.taken[0]!.to)
  })

  test('is logged without saying who', async () => {
    const { app, path, context } = givenMember()
    await oneClick(app, path)
    const events = context.db.prepare(`SELECT * FROM audit_event WHERE action LIKE 'opted out%'`).all()
    expect(events).toHaveLength(1)
    expect(JSON.stringify(events)).not.toContain('member-1')
    expect(events[0]).toMatchObject({ study_id: null, detail: '{}' })
  })
})

describe.each(languages)('the page in %s', (language) => {
  test('has one button that stops mail by POST, and then says so', async () => {
    const { app, path, isOut } = givenMember(language)
    const page = load((await request(app).get(path)).text)
    expect(page('html').attr('lang')).toBe(language)
    expect(page('h1').text()).toBe(mailWords(language).optOutHeading)
    expect(page('main').text()).toContain('m…@society.example')
    expect(page('main').text()).not.toContain('member-1')
    expect(isOut()).toBe(false)
    const form = page('main form')
    const answer = await request(app).post(form.attr('action')!).type('form').send('confirm=yes').redirects(0)
    expect(answer).toMatchObject({ status: 303, headers: { location: path } })
    const thereafter = load((await request(app).get(path)).text)
    expect(thereafter('h1').text()).toBe(mailWords(language).optedOutHeading)
    expect(thereafter('main form')).toHaveLength(0)
  })
})

test('the token opens no survey, and a survey’s link stops no mail', async () => {
  const { app, path, link, isOut } = givenMember()
  expect(await probe(app, 'GET', path.replace('/optout/', '/r/'))).toBe(404)
  const answer = await request(app).post(link.replace('/r/', '/optout/'))
  expect(answer.status).toBe(404)
  expect(isOut()).toBe(false)
})

test.each([
  '1-aaaaaaaaaaaaaaaaaaaaaa',
  '0-aaaaaaaaaaaaaaaaaaaaaa',
  'x',
  '1',
  '999999-aaaaaaaaaaaaaaaaaaaaaa',
])('a token that was not made here (%s) is refused and changes nothing', async (token) => {
  const { app, context } = givenMember()
  const before = dump(context.db)
  expect(await probe(app, 'GET', `/optout/${token}`)).toBe(404)
  expect((await request(app).post(`/optout/${token}`)).status).toBe(404)
  expect(dump(context.db)).toEqual(before)
})
