import { load } from 'cheerio'
import request from 'supertest'
import { expect, test } from 'vitest'
import { findTokenPerson } from '../../server/accounts/api-tokens.ts'
import { givenFolder } from '../exports/support.ts'
import { dump } from '../support/dump.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

async function givenAnalyst() {
  const folder = givenFolder()
  const { context, clock, app } = givenStudy(undefined, undefined, { env: { COMPARAND_DATA: folder } })
  const browser = await givenBrowser(context, app, 'analyst')
  const make = async (name: string): Promise<string> => {
    const page = await browser.post('/tokens', { name }).expect(200)
    return load(page.text)('.secret').text()
  }
  return { context, clock, app, browser, make }
}

test('a token is shown once, and kept as a hash only', async () => {
  const { context, browser, make } = await givenAnalyst()
  const token = await make('my script')
  expect(token).toMatch(/^cmp_[\w-]{43}$/)
  const page = (await browser.get('/tokens').expect(200)).text
  expect(page).toContain('my script')
  expect(page).not.toContain(token)
  expect(JSON.stringify(dump(context.db))).not.toContain(token.slice(4))
  expect(findTokenPerson(context, token)!.person.role).toBe('analyst')
})

test('making and revoking are in the log, without the token', async () => {
  const { context, browser, make } = await givenAnalyst()
  const token = await make('my script')
  const done = await browser.post('/tokens/1/revoke').expect(303)
  await browser.post('/tokens/1/revoke').expect(303)
  expect((await browser.get(done.headers.location!)).text).toContain('The token was revoked.')
  expect(findTokenPerson(context, token)).toBeUndefined()
  const lines = context.db
    .prepare(`SELECT actor, action, detail FROM audit_event WHERE action LIKE 'API%' ORDER BY id`)
    .all()
  expect(lines).toEqual([
    { actor: 'analyst@society.example', action: 'API token made', detail: '{"token":1}' },
    { actor: 'analyst@society.example', action: 'API token revoked', detail: '{"token":1}' },
  ])
})

test('a form sent twice makes one token, and a token without a name is not made', async () => {
  const { context, browser, make } = await givenAnalyst()
  await make('my script')
  const again = await browser.post('/tokens', { name: ' my script ' }).expect(422)
  expect(again.text).toContain('You have a token of this name already.')
  expect((await browser.post('/tokens', { name: ' ' }).expect(422)).text).toContain('Enter a name')
  await browser.post('/tokens', { name: 'x', role: 'owner' }).expect(400)
  expect(context.db.prepare('SELECT count(*) FROM api_token').pluck().get()).toBe(1)
  await browser.post('/tokens/1/revoke').expect(303)
  expect(await make('my script')).toMatch(/^cmp_/)
})

test('nobody sees or revokes the token of somebody else', async () => {
  const { context, app, make } = await givenAnalyst()
  const token = await make('my script')
  const owner = await givenBrowser(context, app, 'owner')
  expect((await owner.get('/tokens')).text).not.toContain('my script')
  await owner.post('/tokens/1/revoke').expect(404)
  expect(findTokenPerson(context, token)).toBeDefined()
})

test('switching an account off revokes its tokens for good', async () => {
  const { context, app, make } = await givenAnalyst()
  const token = await make('my script')
  const owner = await givenBrowser(context, app, 'owner')
  await owner.post('/people/1/off').expect(303)
  expect(findTokenPerson(context, token)).toBeUndefined()
  await owner.post('/people/1/on').expect(303)
  expect(findTokenPerson(context, token)).toBeUndefined()
})

test('the programs on the page name an address that answers', async () => {
  const { app, browser, make } = await givenAnalyst()
  const $ = load((await browser.get('/tokens')).text)
  const programs = $('pre').text()
  const addresses = [...programs.matchAll(/http:\/\/survey\.test(\/api\/[^"?]+)/g)].map(([, path]) => path!)
  expect(addresses).toHaveLength(3)
  const token = await make('my script')
  for (const path of new Set(addresses))
    await request(app).head(path).set('Authorization', `Bearer ${token}`).expect(200)
  await request(app).get($('a[href^="/api"]').attr('href')!).expect(200)
})
