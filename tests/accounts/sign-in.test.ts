import { readFile } from 'node:fs/promises'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { setupPath } from '../../server/accounts/setup.ts'
import { createApp } from '../../server/app.ts'
import { givenBrowser, givenPerson, password, wordsOf } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'

const hour = 3_600_000
const owner = { name: 'The owner', email: 'owner@society.example', password }

function givenSite(env: Record<string, string> = {}) {
  const { context, clock } = givenContext({ env })
  const app = createApp(context)
  const post = (path: string, form: Record<string, string>) => request(app).post(path).type('form').send(form)
  return { context, clock, app, post }
}

describe('the first account', () => {
  it('is made once, at the address printed at start', async () => {
    const { context, app, post } = givenSite()
    const path = setupPath(context)!
    expect(wordsOf((await request(app).get('/')).text)).toContain('no account yet')
    expect((await request(app).get(path)).status).toBe(200)
    const made = await post(path, owner)
    expect(made.status).toBe(303)
    expect(made.headers.location).toBe('/studies')
    expect(context.queries.people.list.all()).toMatchObject([{ email: owner.email, role: 'owner' }])
    expect(setupPath(context)).toBeUndefined()
    expect((await request(app).get(path)).status).toBe(404)
    expect((await post(path, { ...owner, email: 'second@society.example' })).status).toBe(404)
  })

  it('is not made at any other address', async () => {
    const { context, post } = givenSite()
    expect((await post(`/setup/${'0'.repeat(64)}`, owner)).status).toBe(404)
    expect(context.queries.people.count.get()).toBe(0)
  })

  it('says what to correct, keeps what was typed, never the password', async () => {
    const { context, post } = givenSite()
    const answer = await post(setupPath(context)!, { ...owner, email: 'nobody', password: 'short-pass' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error: ')
    expect(wordsOf(answer.text)).toContain('There is a problem')
    expect(answer.text).toContain('value="nobody"')
    expect(answer.text).not.toContain('short-pass')
  })
})

describe('signing in and out', () => {
  it('begins a session that only the browser knows, and ends it', async () => {
    const { context, app, post } = givenSite()
    await givenPerson(context, 'analyst')
    const form = { email: 'Analyst@society.example', password, next: '/studies?x=1' }
    const entered = await post('/sign-in', form)
    expect(entered.headers.location).toBe('/studies?x=1')
    const cookie = entered.headers['set-cookie']![0]!
    expect(cookie).toMatch(/^comparand=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
    const token = cookie.slice(0, cookie.indexOf(';'))
    const stored = context.db.prepare('SELECT hex(token_hash) FROM session').pluck().all().join()
    expect(stored).not.toContain(Buffer.from(token.slice(10)).toString('hex').toUpperCase())
    expect((await request(app).get('/studies').set('Cookie', token)).status).toBe(200)
    await request(app).post('/sign-out').set('Cookie', token).expect(303)
    expect((await request(app).get('/studies').set('Cookie', token)).headers.location).toMatch(/^\/sign-in/)
  })

  it('marks the cookie for TLS only when the site has TLS', async () => {
    const { context, post } = givenSite({ BASE_URL: 'https://survey.test' })
    await givenPerson(context, 'owner')
    const entered = await post('/sign-in', { email: owner.email, password })
    expect(entered.headers['set-cookie']![0]).toMatch(/^__Host-comparand=.*Path=\/.*Secure/)
  })

  it('does not tell an unknown address from a wrong password', async () => {
    const { context, post } = givenSite()
    await givenPerson(context, 'owner')
    const wrong = await post('/sign-in', { email: owner.email, password: 'not this one' })
    const unknown = await post('/sign-in', { email: 'x@society.example', password: 'not this one' })
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    expect(wordsOf(wrong.text)).toBe(wordsOf(unknown.text))
    expect(wrong.text).not.toContain('not this one')
  })

  it.each([
    '//elsewhere.example',
    'https://elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
  ])('never leads to another site (%s)', async (next) => {
    const { context, post } = givenSite()
    await givenPerson(context, 'owner')
    const entered = await post('/sign-in', { email: owner.email, password, next })
    expect(entered.headers.location).toBe('/studies')
  })

  it('stops guessing one account, and lets a colleague behind the same address in', async () => {
    const { context, clock, post } = givenSite()
    await givenPerson(context, 'owner')
    await givenPerson(context, 'analyst')
    for (let tries = 0; tries < 5; tries++)
      await post('/sign-in', { email: owner.email, password: `guess ${tries}` }).expect(422)
    const stopped = await post('/sign-in', { email: owner.email, password })
    expect(stopped.status).toBe(429)
    expect(wordsOf(stopped.text)).toContain('Try again in 15 minutes')
    await post('/sign-in', { email: 'analyst@society.example', password }).expect(303)
    clock.now += hour / 4
    await post('/sign-in', { email: owner.email, password }).expect(303)
  })

  it('ends a session that was idle, one that is old, and those of a person switched off', async () => {
    const { context, clock, app } = givenSite()
    const idle = await givenBrowser(context, app, 'owner')
    clock.now += 8 * hour
    expect((await idle.get('/studies')).status).toBe(303)
    const old = await givenBrowser(context, app, 'analyst')
    for (let passed = 0; passed < 7 * 24; passed += 7) {
      expect((await old.get('/studies')).status).toBe(200)
      clock.now += 7 * hour
    }
    expect((await old.get('/studies')).status).toBe(303)
    const off = await givenBrowser(context, app, 'auditor')
    const id = context.queries.people.findByEmail.get('auditor@society.example')!.id
    context.queries.people.setDisabled.run(clock.now, id)
    expect((await off.get('/studies')).status).toBe(303)
  })

  it('comes back to the page that was asked for', async () => {
    const { context, app } = givenSite()
    await givenPerson(context, 'owner')
    const answer = await request(app).get('/studies/endo?x=1')
    expect(answer.headers.location).toBe('/sign-in?next=%2Fstudies%2Fendo%3Fx%3D1')
  })
})

describe('a password', () => {
  it('is changed by its person, who is signed out everywhere else', async () => {
    const { context, app, post } = givenSite()
    const browser = await givenBrowser(context, app, 'analyst')
    const form = { present: 'not this one', password: 'another pass phrase' }
    await browser.post('/password', form).expect(422)
    await browser.post('/password', { present: password, password: 'short' }).expect(422)
    await browser.post('/password', { ...form, present: password }).expect(303)
    expect((await browser.get('/studies')).status).toBe(303)
    await post('/sign-in', { email: 'analyst@society.example', password }).expect(422)
    await post('/sign-in', { email: 'analyst@society.example', password: form.password }).expect(303)
  })
})

it('keeps room for everything else while a crowd tries passwords: two are looked at, the others wait', async () => {
  const { app, post } = givenSite()
  let looked = 0
  const tries = Array.from({ length: 8 }, async (_, n) => {
    const { status } = await post('/sign-in', { email: `nobody-${n}@society.example`, password: 'wrong' })
    looked += 1
    return status
  })
  // A file is read by the same small pool of threads that hashes passwords.
  while (looked === 0) {
    await readFile(import.meta.filename)
    await request(app).get('/healthz').expect(200)
  }
  expect(looked).toBeLessThanOrEqual(3)
  const before = looked
  await readFile(import.meta.filename)
  // Behind all of them it would be read when the last four are being looked at.
  expect(looked - before).toBeLessThanOrEqual(2)
  expect(looked).toBeLessThan(5)
  expect(await Promise.all(tries)).toEqual(Array(8).fill(422))
})
