import * as cheerio from 'cheerio'
import { expect, test } from 'vitest'
import { dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { probe, surgeon } from '../support/surgeon.ts'
import { mainForm, walkSurvey } from '../support/walk-survey.ts'

/** Every address a page names, its forms' included: a scanner tries them all, by GET and HEAD. */
function addressesOf(html: string, page: string): string[] {
  const $ = cheerio.load(html)
  const named = [
    ...$('[href]').map((_, element) => $(element).attr('href')),
    ...$('[action]').map((_, element) => $(element).attr('action')),
    ...$('[src]').map((_, element) => $(element).attr('src')),
  ]
  return named
    .map((address) => new URL(address, `http://survey.test${page}`))
    .filter((url) => url.host === 'survey.test')
    .map((url) => url.pathname + url.search)
}

test('a mail scanner that opens every link of the whole way five times changes nothing in any table', async () => {
  const { app, invite, context, clock } = givenStudy()
  const link = invite()
  const me = surgeon(app, link)
  const scanned = new Set<string>()
  const scan = async (path: string, html: string) => {
    const before = dump(context.db)
    for (const address of [path, ...addressesOf(html, path)]) {
      scanned.add(address)
      for (let time = 0; time < 5; time++)
        for (const method of ['GET', 'HEAD'] as const)
          expect(await probe(app, method, address), `${method} ${address}`).toBeLessThan(500)
    }
    expect(dump(context.db), `after scanning ${path}`).toEqual(before)
  }
  // The whole way to the first pair, then the rest of it with the scanner at every tenth pair.
  await walkSurvey(async (method, path, body) => {
    const before = dump(context.db)
    // Time passes, so that a moment written by opening a page would differ.
    clock.now += 1000
    const answer = await me.ask(method, path, body)
    if (method === 'GET') expect(dump(context.db), `opening ${path}`).toEqual(before)
    const pair = /pairs\/(\d+)$/.exec(path)
    const often = pair === null || Number(pair[1]) % 10 === 1
    if (method === 'GET' && answer.status === 200 && often) await scan(path, answer.html)
    return answer
  }, link)
  for (const step of ['stopped', 'withdraw', 'review', 'decline', 'declined', 'refused', 'nowhere']) {
    const page = await me.get(me.at(step))
    await scan(me.at(step), page.html)
  }
  await me.post(me.at('withdraw'), '')
  await scan(link, (await me.get(link)).html)
  const other = invite()
  await surgeon(app, other).post(`${other}/decline`, '')
  await scan(`${other}/declined`, (await me.get(`${other}/declined`)).html)
  expect(scanned.size).toBeGreaterThan(80)
})

test('a page made for a scanner is whole: its form can be sent later', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  const path = await me.reach('pairs/1')
  const form = mainForm((await me.get(path)).html)!
  for (let time = 0; time < 5; time++) await probe(app, 'HEAD', path)
  form.fields.set('choice', 'T1')
  expect((await me.post(form.action, form.fields.toString())).location).toBe(me.at('pairs/2'))
})
