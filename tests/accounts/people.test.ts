import { load } from 'cheerio'
import type { Express } from 'express'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { deviceName } from '../../server/accounts/device-name.ts'
import { passwordFault } from '../../server/accounts/password-rules.ts'
import { createApp } from '../../server/app.ts'
import { type Browser, givenBrowser, givenPerson, password, wordsOf } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'
import { workTime } from '../support/work-time.ts'

const day = 24 * 3_600_000
const goodPassword = 'seven quiet lanterns drift'

async function givenOwner() {
  const { context, clock } = givenContext()
  const app = createApp(context)
  const owner = await givenBrowser(context, app, 'owner')
  const actions = () =>
    context.db.prepare<[], string>('SELECT action FROM audit_event ORDER BY id').pluck().all()
  return { context, clock, app, owner, actions }
}

/** Invites somebody and returns the path of the link that the page shows once. */
async function invite(owner: Browser, form: Record<string, string> = {}): Promise<string> {
  const answer = await owner.post('/people', {
    name: 'A new person',
    email: 'new@society.example',
    role: 'coordinator',
    society: '',
    ...form,
  })
  expect(answer.status).toBe(200)
  return new URL(load(answer.text)('.secret').text()).pathname
}

const post = (app: Express, path: string, form: Record<string, string>) =>
  request(app).post(path).type('form').send(form)

describe('a person', () => {
  it('joins by a link that works once, with a password nobody else knows', async () => {
    const { context, app, owner, actions } = await givenOwner()
    const path = await invite(owner, { society: 'isass' })
    expect(context.queries.people.findByEmail.get('new@society.example')).toBeUndefined()
    const page = await request(app).get(path).expect(200)
    expect(wordsOf(page.text)).toContain('You were invited as coordinator for isass')
    const weak = await post(app, path, { name: 'A person', password: 'passwordpassword' })
    expect([weak.status, wordsOf(weak.text)]).toEqual([422, expect.stringContaining('first that are tried')])
    expect(weak.text).not.toContain('passwordpassword')
    const joined = await post(app, path, { name: 'A person', password: goodPassword })
    expect(joined.headers.location).toBe('/studies?done=joined')
    expect(context.queries.people.findByEmail.get('new@society.example')).toMatchObject({
      role: 'coordinator',
      society: 'isass',
      name: 'A person',
    })
    await request(app).get(path).expect(410)
    await post(app, path, { name: 'Another', password: goodPassword }).expect(410)
    await post(app, '/sign-in', { email: 'new@society.example', password: goodPassword }).expect(303)
    expect(actions()).toEqual(['person invited', 'account made', 'signed in'])
  })

  it('is made once when the form arrives twice at the same moment', async () => {
    const { context, app, owner } = await givenOwner()
    const path = await invite(owner)
    const answers = await Promise.all(
      ['A', 'B'].map((name) => post(app, path, { name, password: goodPassword })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(context.queries.people.count.get()).toBe(2)
  })

  it.each([
    ['the time is over', 'time'],
    ['it was revoked', 'revoke'],
    ['a newer link took its place', 'newer'],
  ])('cannot join by a link when %s', async (_words, how) => {
    const { clock, app, owner } = await givenOwner()
    const path = await invite(owner)
    if (how === 'time') clock.now += 3 * day
    if (how === 'revoke') await owner.post('/people/links/1/revoke').expect(303)
    if (how === 'newer') await invite(owner)
    const answer = await post(app, path, { name: 'A person', password: goodPassword })
    expect([answer.status, wordsOf(answer.text)]).toEqual([410, expect.stringContaining('no longer works')])
  })

  it('is invited with a role; what was typed stays', async () => {
    const { owner } = await givenOwner()
    const answer = await owner.post('/people', { name: 'A', email: 'new@society.example', society: '' })
    expect([answer.status, wordsOf(answer.text)]).toEqual([422, expect.stringContaining('Choose a role')])
    expect(answer.text).toContain('value="new@society.example"')
    const analyst = { name: 'A', email: 'new@society.example', role: 'analyst', society: 'isass' }
    expect(wordsOf((await owner.post('/people', analyst).expect(422)).text)).toContain('Only a coordinator')
    const known = { name: 'A', email: 'owner@society.example', role: 'analyst', society: '' }
    expect(wordsOf((await owner.post('/people', known).expect(422)).text)).toContain('already an account')
  })

  it('gets another role from the next request on, and loses tokens that the role may not have', async () => {
    const { context, app, owner } = await givenOwner()
    const analyst = await givenBrowser(context, app, 'analyst')
    const { id } = context.queries.people.findByEmail.get('analyst@society.example')!
    await analyst.post('/tokens', { name: 'R at home' }).expect(200)
    await owner.post(`/people/${id}/role`, { role: 'auditor', society: '' }).expect(303)
    await analyst.get('/tokens').expect(403)
    expect(context.queries.tokens.listOf.all(id)[0]!.revoked_at).not.toBeNull()
  })

  it('never takes away the last owner, nor changes the own role', async () => {
    const { context, app, owner } = await givenOwner()
    const self = context.queries.people.findByEmail.get('owner@society.example')!.id
    await owner.post(`/people/${self}/role`, { role: 'analyst', society: '' }).expect(422)
    await owner.post(`/people/${self}/off`).expect(409)
    const other = await givenPerson(context, 'analyst')
    await owner.post(`/people/${other.id}/role`, { role: 'owner', society: '' }).expect(303)
    expect(context.queries.people.find.get(other.id)!.role).toBe('owner')
    await post(app, `/people/${self}/role`, { role: 'analyst', society: '' }).expect(303)
    expect(context.queries.people.find.get(self)!.role).toBe('owner')
  })

  it('chooses a new password by a link; every session ends and the second factor stays', async () => {
    const { context, app, owner } = await givenOwner()
    const analyst = await givenBrowser(context, app, 'analyst')
    const { id } = context.queries.people.findByEmail.get('analyst@society.example')!
    const shown = await owner.post(`/people/${id}/password-link`).expect(200)
    const path = new URL(load(shown.text)('.secret').text()).pathname
    await analyst.get('/studies').expect(200)
    const answer = await post(app, path, { password: goodPassword })
    expect(answer.headers.location).toBe('/sign-in')
    await analyst.get('/studies').expect(303)
    await post(app, '/sign-in', { email: 'analyst@society.example', password }).expect(422)
    await post(app, '/sign-in', { email: 'analyst@society.example', password: goodPassword }).expect(303)
  })

  it('is signed out everywhere, and switched off, by the owner', async () => {
    const { context, app, owner, actions } = await givenOwner()
    const analyst = await givenBrowser(context, app, 'analyst')
    const { id } = context.queries.people.findByEmail.get('analyst@society.example')!
    await owner.post(`/people/${id}/sign-out`).expect(303)
    await analyst.get('/studies').expect(303)
    await owner.post(`/people/${id}/off`).expect(303)
    expect(context.queries.people.find.get(id)!.disabled_at).not.toBeNull()
    expect(actions()).toEqual(['signed out everywhere', 'account switched off'])
  })
})

describe('sessions', () => {
  it('are listed by browser, and ended one by one or all but this one', async () => {
    const { context, app } = await givenOwner()
    await givenPerson(context, 'analyst')
    const form = { email: 'analyst@society.example', password }
    const agents = [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
      'curl/8',
    ]
    const cookies: string[] = []
    for (const agent of agents) {
      const answer = await post(app, '/sign-in', form).set('User-Agent', agent)
      cookies.push(answer.headers['set-cookie']![0]!.split(';')[0]!)
    }
    const account = async () =>
      load((await request(app).get('/account').set('Cookie', cookies[0]!).expect(200)).text)
    const $ = await account()
    const words = $('tbody tr')
      .map((_, row) => $(row).find('th').text().trim())
      .get()
    expect(words.sort()).toEqual(['Firefox on Windows this browser', 'Safari on iPhone', 'Unknown browser'])
    const end = $('tbody tr').filter((_, row) => $(row).text().includes('iPhone'))
    const path = end.find('form').attr('action')!
    await post(app, path, {}).set('Cookie', cookies[0]!).expect(303)
    await request(app).get('/account').set('Cookie', cookies[1]!).expect(303)
    await request(app).get('/account').set('Cookie', cookies[2]!).expect(200)
    await post(app, '/account/sessions/end-others', {}).set('Cookie', cookies[0]!).expect(303)
    await request(app).get('/account').set('Cookie', cookies[2]!).expect(303)
    expect((await account())('tbody tr').length).toBe(1)
  })

  it('of others cannot be ended by naming them', async () => {
    const { context, app, owner } = await givenOwner()
    const analyst = await givenBrowser(context, app, 'analyst')
    const { id } = context.queries.people.findByEmail.get('analyst@society.example')!
    const [row] = context.queries.people.listSessionsOf.all(id)
    await owner.post(`/account/sessions/${row!.token_hash.toString('hex').slice(0, 16)}/end`).expect(303)
    await analyst.get('/account').expect(200)
  })

  it('are named as their owner would name the browser', () => {
    const chrome = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'
    expect(deviceName(chrome)).toBe('Chrome on Android')
    expect(deviceName(`${chrome} Edg/140.0`)).toBe('Edge on Android')
    expect(deviceName(undefined)).toBe('Unknown browser')
  })
})

describe('a password', () => {
  it.each([
    'passwordpassword',
    '123456789012',
    'qwertyuiop12',
    'aaaaaaaaaaaa',
    'p@ssw0rd1234',
    'comparand1234',
  ])('is not taken when it is among the first that are tried: %s', async (weak) => {
    expect(await passwordFault(weak, ['new@society.example'])).toContain('first that are tried')
  })

  it('is taken when it is long and not known; very long ones are judged quickly', async () => {
    expect(await passwordFault(goodPassword, ['new@society.example'])).toBeUndefined()
    expect(await passwordFault('short pass', [])).toContain('12 characters')
    expect(await workTime(() => passwordFault('xq7 '.repeat(50), []))).toBeLessThan(2000)
  })
})
