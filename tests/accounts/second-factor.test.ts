import { load } from 'cheerio'
import { Secret, TOTP } from 'otpauth'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../server/accounts/sealed-secret.ts'
import { createApp } from '../../server/app.ts'
import { givenBrowser, password, wordsOf } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'

const email = 'coordinator@society.example'

/** A coordinator with the second factor on, and the app on their telephone. */
async function givenFactor() {
  const { context, clock } = givenContext()
  const app = createApp(context)
  const browser = await givenBrowser(context, app, 'coordinator')
  const $ = load((await browser.get('/account/second-factor').expect(200)).text)
  const sealed = $('input[name=sealed]').attr('value')!
  const secret = Secret.fromBase32($('.secret').text().replaceAll(' ', ''))
  const code = () => new TOTP({ secret }).generate({ timestamp: clock.now })
  const turnOn = (form: Record<string, string> = {}) =>
    browser.post('/account/second-factor', { sealed, code: code(), present: password, ...form })
  const post = (path: string, form: Record<string, string>) => request(app).post(path).type('form').send(form)
  /** Gives the password and returns the ticket to the code. */
  const ticket = async () => {
    const answer = await post('/sign-in', { email, password }).expect(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    return load(answer.text)('input[name=ticket]').attr('value')!
  }
  const give = (given: string, one: string) => post('/sign-in/code', { ticket: given, code: one, next: '' })
  return { context, clock, app, browser, code, turnOn, post, ticket, give }
}

const codesOf = (html: string) =>
  load(html)('.codes code')
    .map((_, one) => load(one).text())
    .get()

describe('the second factor', () => {
  it('needs the present password and a right code to be turned on', async () => {
    const { context, turnOn } = await givenFactor()
    expect(wordsOf((await turnOn({ present: 'wrong' }).expect(422)).text)).toContain('present password')
    expect(wordsOf((await turnOn({ code: '000000' }).expect(422)).text)).toContain('not right')
    await turnOn({ sealed: 'AAAA' }).expect(400)
    expect(context.queries.secondFactors.listUsers.all()).toEqual([])
    const codes = codesOf((await turnOn().expect(200)).text)
    expect(new Set(codes).size).toBe(10)
    expect(context.queries.secondFactors.listUsers.all()).toHaveLength(1)
  })

  it('then signs in with password and code only, and each code once', async () => {
    const { clock, turnOn, code, ticket, give } = await givenFactor()
    await turnOn()
    clock.now += 60_000
    const first = await ticket()
    await give(first, '000000').expect(422)
    const one = code()
    const entered = await give(first, one).expect(303)
    expect(entered.headers['set-cookie']![0]).toMatch(/^comparand=/)
    await give(await ticket(), one).expect(422)
    clock.now += 30_000
    await give(await ticket(), code()).expect(303)
  })

  it('takes the code of a clock that is half a minute off, not of one a minute off', async () => {
    const { clock, turnOn, code, ticket, give } = await givenFactor()
    await turnOn()
    clock.now += 600_000
    const late = code()
    clock.now += 60_000
    await give(await ticket(), late).expect(422)
    const now = code()
    clock.now += 30_000
    await give(await ticket(), now).expect(303)
  })

  it('takes each recovery code once, however it is typed', async () => {
    const { context, turnOn, ticket, give } = await givenFactor()
    const [one] = codesOf((await turnOn()).text)
    await give(await ticket(), one!.toUpperCase().replaceAll('-', ' ')).expect(303)
    await give(await ticket(), one!).expect(422)
    const { id } = context.queries.people.findByEmail.get(email)!
    expect(context.queries.secondFactors.countCodes.get(id)).toBe(9)
  })

  it('gives time for five minutes, and nothing once the password changed', async () => {
    const { context, clock, turnOn, code, ticket, give } = await givenFactor()
    await turnOn()
    const old = await ticket()
    clock.now += 5 * 60_000
    expect(wordsOf((await give(old, code()).expect(422)).text)).toContain('Sign in again')
    const fresh = await ticket()
    const { id } = context.queries.people.findByEmail.get(email)!
    context.queries.people.setPasswordHash.run('scrypt$other', id)
    expect(wordsOf((await give(fresh, code()).expect(422)).text)).toContain('Sign in again')
    await give('AAAA', code()).expect(422)
  })

  it('stops guessing after a few wrong codes', async () => {
    const { turnOn, ticket, give } = await givenFactor()
    await turnOn()
    const one = await ticket()
    for (let n = 0; n < 5; n += 1) await give(one, `00000${n}`).expect(422)
    await give(one, '000009').expect(429)
  })

  it('is turned off with the password, or by an owner', async () => {
    const { context, app, browser, turnOn, post } = await givenFactor()
    await turnOn()
    await browser.post('/account/second-factor/off', { present: 'wrong' }).expect(422)
    await browser.post('/account/second-factor/off', { present: password }).expect(303)
    expect((await post('/sign-in', { email, password })).status).toBe(303)
    const owner = await givenBrowser(context, app, 'owner')
    const { id } = context.queries.people.findByEmail.get(email)!
    await owner.post(`/people/${id}/second-factor-off`).expect(303)
    expect(context.queries.secondFactors.listUsers.all()).toEqual([])
  })

  it('keeps its secret sealed: the database alone makes no code', async () => {
    const { context, turnOn } = await givenFactor()
    await turnOn()
    const { id } = context.queries.people.findByEmail.get(email)!
    const { secret } = context.queries.secondFactors.find.get(id)!
    expect(unseal(context.secret, 'second factor', secret)).toHaveLength(20)
    expect(unseal(Buffer.alloc(32, 8), 'second factor', secret)).toBeUndefined()
    expect(unseal(context.secret, 'something else', secret)).toBeUndefined()
    const changed = seal(context.secret, 'second factor', Buffer.from('x'))
    changed[changed.length - 1]! ^= 1
    expect(unseal(context.secret, 'second factor', changed)).toBeUndefined()
  })
})
