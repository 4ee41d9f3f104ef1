import pino from 'pino'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { requestsPerMinute } from '../../server/api/routes.ts'
import { createApp } from '../../server/app.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { patiently } from '../support/patiently.ts'
import { givenApi } from './support.ts'

const paths = ['/studies', '/studies/small/long.csv', '/studies/small/wide/work_effort.csv']
type Answer = { status: number; headers: Record<string, string>; body: Record<string, unknown>; text: string }

function expectProblem(answer: Answer, status: number): void {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(JSON.parse(answer.text)).toMatchObject({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.stringMatching(/\.$/),
  })
}

describe('who may read', () => {
  const allowed = { owner: 200, coordinator: 200, analyst: 200, auditor: 403 }
  test.each(Object.entries(allowed))('%s: %i', async (role, status) => {
    const { read, givenToken } = givenApi({ inMemory: true })
    const token = await givenToken(role as keyof typeof allowed)
    for (const path of paths) {
      const answer = await read(path, token)
      if (status === 200) expect(answer.status, path).toBe(200)
      else expectProblem(answer as never, status)
    }
  })

  test('a coordinator of one society reads no other society’s answers', async () => {
    const { read, givenToken } = givenApi({ inMemory: true })
    const token = await givenToken('coordinator', 'alpha')
    for (const path of paths) expectProblem((await read(path, token)) as never, 403)
  })

  test('nobody without a token, with a wrong one, or with a session only', async () => {
    const { context, app, read } = givenApi({ inMemory: true })
    const owner = await givenBrowser(context, app, 'owner')
    for (const path of paths) {
      const missing = await read(path)
      expectProblem(missing as never, 401)
      expect(missing.headers['www-authenticate']).toMatch(/^Bearer realm="Comparand", Basic realm=/)
      const wrong = await read(path, `cmp_${'x'.repeat(43)}`)
      expectProblem(wrong as never, 401)
      expect(wrong.headers['www-authenticate']).toContain('error="invalid_token"')
      for (const broken of ['', 'cmp_', '%00', 'x'.repeat(5000)])
        expectProblem((await read(path, broken)) as never, 401)
      expectProblem((await owner.get(`/api${path}`)) as never, 401)
    }
  })

  test('a revoked token and a disabled account are refused at the next request', async () => {
    const { context, app, read, givenToken } = givenApi()
    const token = await givenToken('analyst')
    // The download is on its way while the token is revoked: it is finished.
    const running = read('/studies/small/long.csv', token).then((answer) => answer)
    await expect
      .poll(() => context.db.prepare('SELECT last_used_at FROM api_token').pluck().get())
      .not.toBeNull()
    context.queries.tokens.revoke.run(context.now(), 1)
    expect((await running).text).toMatch(/^study,/)
    expectProblem((await read('/studies', token)) as never, 401)
    const another = await givenToken('coordinator')
    await read('/studies', another).expect(200)
    const owner = await givenBrowser(context, app, 'owner')
    await owner.post('/people/2/off').expect(303)
    expectProblem((await read('/studies', another)) as never, 401)
  })
})

test.each([
  ['/studies/small/nothing.csv', 404],
  ['/studies/none/long.csv', 404],
  ['/studies/draft/long.csv', 404],
  ['/studies/small/README.md', 404],
  ['/studies/small/wide/..%2fjudgements.csv', 404],
  ['/studies/small/..%2f..%2fsecret', 404],
  ['/studies/small/wide/nothing.csv', 404],
  ['/nothing', 404],
  ['/studies/small/long.csv?include=all', 400],
  ['/studies/small/long.csv?include=started&include=completed', 400],
  ['/studies/small/long.csv?flavour=', 400],
  ['/studies/small/long.csv?mode=test', 400],
  ['/studies?include=started', 400],
] as const)('%s is answered with %i', async (path, status) => {
  const { read, givenToken } = givenApi({ inMemory: true })
  const answer = await read(path, await givenToken('analyst'))
  expectProblem(answer as never, status)
  if (status === 400) expect(answer.body.errors).toHaveLength(1)
})

test('a token sent twice, and everything that would write, is refused', async () => {
  const { app, read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  expectProblem((await read(`/studies?token=${token}`, token)) as never, 400)
  for (const method of ['post', 'put', 'patch', 'delete'] as const) {
    const answer = await request(app)[method]('/api/studies').set('Authorization', `Bearer ${token}`)
    expectProblem(answer as never, 405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  }
})

test('the limit counts by token, not by address', async () => {
  const { read, givenToken } = givenApi({ inMemory: true })
  const busy = await givenToken('analyst')
  const calm = await givenToken('owner')
  for (let n = 0; n < requestsPerMinute; n++) await read('/studies', busy).expect(200)
  const answer = await read('/studies', busy)
  expectProblem(answer as never, 429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  await read('/studies', calm).expect(200)
})

test('a fault is a problem document without details, and goes to the log without the address', async () => {
  const { context, app, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  const lines: unknown[] = []
  context.log.error = ((line: unknown) => lines.push(line)) as typeof context.log.error
  context.queries.studies.list = undefined as never
  const answer = await request(app).get(`/api/studies?token=${token}`)
  expectProblem(answer as never, 500)
  expect(answer.text).not.toContain('undefined')
  expect(lines).toEqual([{ err: expect.any(Error), method: 'GET', route: '/studies' }])
  expect(JSON.stringify(lines)).not.toContain(token)
})

test('the log of requests names routes, never an address or a token', async () => {
  const { context, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  const lines: string[] = []
  context.log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
  const app = createApp(context)
  await request(app).get(`/api/studies/small/long.csv?token=${token}`).expect(200)
  await request(app).get(`/api/studies/small/none.csv?token=${token}`).expect(404)
  await request(app).get(`/api/nothing?token=${token}`).expect(404)
  await request(app).get('/api/studies?token=wrong').expect(401)
  await request(app).get('/api/studies').auth('me', token).expect(200)
  const told = () =>
    lines
      .map((line) => JSON.parse(line) as { route: string | null; status: number })
      .map(({ route, status }) => `${route} ${status}`)
  // A line is written when the connection is done with, which may be after the next request began.
  await patiently(() =>
    expect(told().sort()).toEqual([
      '/studies 200',
      '/studies 401',
      '/studies/:slug/:file 200',
      '/studies/:slug/:file 404',
      'null 404',
    ]),
  )
  expect(lines.join('')).not.toMatch(/cmp_|wrong|token/)
  const log = context.db
    .prepare('SELECT group_concat(actor || action || detail) FROM audit_event')
    .pluck()
    .get()
  expect(log).not.toContain(token)
})
