import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { expect, test, vi } from 'vitest'
import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { everyMedium } from '../support/every-medium.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { patiently } from '../support/patiently.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenApi } from './support.ts'

const long = '/studies/small/long.csv'

test('the list names published studies with their addresses', async () => {
  const { read, givenToken } = givenApi()
  const answer = await read('/studies', await givenToken('analyst')).expect(200)
  expect(answer.body).toEqual({
    studies: [
      {
        slug: 'small',
        simulated: 'none',
        title: 'A small study',
        state: 'live',
        version: '1',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        manifest: 'http://survey.test/api/studies/small/manifest.json',
        long: 'http://survey.test/api/studies/small/long.csv',
      },
    ],
  })
})

test('every CSV file of the manifest is there, whole and as the manifest says', async () => {
  const { read, givenToken } = givenApi()
  const token = await givenToken('analyst')
  const { body: manifest } = await read('/studies/small/manifest.json', token).expect(200)
  const files = (manifest.files as { name: string; bytes: number; sha256: string }[]).filter(({ name }) =>
    name.endsWith('.csv'),
  )
  expect(files.map(({ name }) => name)).toContain('wide/work_effort.csv')
  for (const { name, bytes, sha256 } of files) {
    const file = await read(`/studies/small/${name}`, token).expect(200)
    expect(file.headers['content-type'], name).toBe('text/csv; charset=utf-8')
    expect(createHash('sha256').update(file.text).digest('hex')).toBe(sha256)
    expect(file.headers).toMatchObject({ etag: `"${sha256}"`, 'content-length': String(bytes) })
  }
  const file = await read(long, token)
  expect(file.headers).toMatchObject({
    'content-disposition': 'attachment; filename=small-long.csv',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
  })
  expect(parse(file.text, { columns: true })).toHaveLength(7)
})

test('the token may be a bearer, a password or a part of the address', async () => {
  const { app, read, givenToken } = givenApi()
  const token = await givenToken('analyst')
  const { text } = await read(long, token).expect(200)
  expect((await request(app).get(`/api${long}`).auth('anything', token).expect(200)).text).toBe(text)
  expect((await read(`${long}?token=${token}`).expect(200)).text).toBe(text)
})

test('the same data give 304, one changed answer another tag', async () => {
  const { context, read, givenToken, answer } = givenApi()
  const token = await givenToken('analyst')
  const respondent = answer('second@example.org')
  const etag = (await read(long, token)).headers.etag!
  const same = await read(long, token).set('If-None-Match', etag).expect(304)
  expect(same.text).toBe('')
  expect(same.headers.etag).toBe(etag)
  const assignment = context.queries.judgements.find.get(respondent.id, 1)!
  context.transaction(() =>
    saveJudgement(context, { ...respondent, completed_at: null }, assignment, {
      response: 'cannot',
      seenRevision: 1,
      activeMs: null,
    }),
  )
  const changed = await read(long, token).set('If-None-Match', etag).expect(200)
  expect(changed.headers.etag).not.toBe(etag)
  expect(changed.text).toContain('answered,cannot')
})

test('a tag that a proxy made weak when it packed the answer, or one of several, gives 304; HEAD too', async () => {
  const { app, read, givenToken } = givenApi()
  const token = await givenToken('analyst')
  const etag = (await read(long, token)).headers.etag!
  for (const sent of [`W/${etag}`, `"other", W/${etag}`])
    await read(long, token).set({ 'If-None-Match': sent, 'Accept-Encoding': 'gzip, br' }).expect(304)
  await read(long, token).set('If-None-Match', '"other"').expect(200)
  await request(app).head(`/api${long}?token=${token}`).set('If-None-Match', etag).expect(304)
})

test('the table of pictures is there as every CSV file; the pictures themselves stay with the bundle', async () => {
  const { context, folder, read, givenToken } = givenApi()
  const definition = smallStudy()
  const { picture } = everyMedium(definition, context)
  givenLiveStudy(context, 'pictures', definition)
  const token = await givenToken('analyst')
  const { text } = await read('/studies/pictures/instrument/media.csv', token).expect(200)
  expect(text).toContain(picture)
  expect(text).not.toContain('instrument/media/')
  const { body: manifest } = await read('/studies/pictures/manifest.json', token).expect(200)
  expect(manifest.files.map(({ name }: { name: string }) => name)).toContain('instrument/media.csv')
  const [kept] = readdirSync(join(folder, 'api-files'))
  expect(readdirSync(join(folder, 'api-files', kept!, 'instrument'))).not.toContain('media')
})

test('a full disk is told with a status that the description names, and leaves nothing', async () => {
  const { context, folder, read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  context.log.error = () => undefined
  const fill = vi.spyOn(context.queries.exports.listTimings, 'all').mockImplementation(() => {
    throw Object.assign(new Error('write'), { code: 'ENOSPC' })
  })
  const { body } = await read(long, token).expect(507)
  expect(body).toMatchObject({
    title: 'Insufficient Storage',
    detail: expect.stringMatching(/^The disk is full/),
  })
  const described = await read('/openapi.json').expect(200)
  expect(described.body.paths['/studies/{slug}/{file}'].get.responses).toHaveProperty('507')
  expect(readdirSync(join(folder, 'api-files'))).toEqual([])
  fill.mockRestore()
  await read(long, token).expect(200)
})

test('HEAD tells everything but the content', async () => {
  const { app, read, givenToken } = givenApi()
  const token = await givenToken('analyst')
  const whole = await read(long, token)
  const head = await request(app).head(`/api${long}?token=${token}`).expect(200)
  expect(head.text).toBeUndefined()
  for (const name of ['etag', 'content-length', 'content-type', 'content-disposition'])
    expect(head.headers[name]).toBe(whole.headers[name])
})

test('reading again, and together, builds once; other people’s tokens and studies change nothing', async () => {
  const { context, folder, read, givenToken, answer } = givenApi()
  const token = await givenToken('analyst')
  const kept = () => readdirSync(join(folder, 'api-files'))
  const together = await Promise.all([1, 2, 3, 4].map(() => read(long, token)))
  expect(new Set(together.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  const [first] = kept()
  context.queries.studies.setCloseTime.run(null, null, context.queries.studies.findBySlug.get('draft')!.id)
  await read('/studies/small/codebook.csv', await givenToken('owner')).expect(200)
  expect(kept()).toEqual([first])
  answer('second@example.org')
  await Promise.all([read(long, token), read(long, token)])
  await patiently(() => expect(kept()).toHaveLength(1))
  expect(kept()).not.toEqual([first])
})

test('choices are those of the data page', async () => {
  const { context, clock, read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  const respondents = (query: string) => read(`/studies/small/respondents.csv${query}`, token).expect(200)
  context.queries.respondents.setWithdrawn.run(clock.now, 1)
  expect((await respondents('?include=started')).text).toContain(',withdrawn,')
  expect((await respondents('?flavour=excel')).text).toMatch(/^\ufeffrespondent,/)
  expect((await respondents('')).text).toMatch(/^respondent,/)
})

test('no answer holds anything personal', async () => {
  const { read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  const { body } = await read('/studies/small/manifest.json', token)
  for (const { name } of body.files as { name: string }[]) {
    const { text, status } = await read(`/studies/small/${name}?include=started`, token)
    expect([200, 404]).toContain(status)
    expect(text, name).not.toMatch(/first@example|planted words|cmp_|a script/)
  }
})

test('nothing but the note of the token’s use is written by reading', async () => {
  const { context, clock, read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  const used = () => context.db.prepare('SELECT last_used_at FROM api_token').pluck().get()
  const began = clock.now
  await read('/studies', token)
  await patiently(() => expect(used()).toBe(began))
  const changes = () => context.db.prepare('SELECT total_changes()').pluck().get()
  const before = changes()
  clock.now += 59_000
  await read(long, token).expect(200)
  expect([used(), changes()]).toEqual([began, before])
  clock.now += 1000
  await read(long, token).expect(200)
  await patiently(() => expect(used()).toBe(began + 60_000))
})

test('a build that fails is a problem document, leaves nothing, and the next request builds again', async () => {
  const { context, folder, read, givenToken } = givenApi()
  const token = await givenToken('analyst')
  context.log.error = () => undefined
  const { databaseFile } = context.config
  context.config.databaseFile = join(folder, 'elsewhere.db')
  const failed = await read(long, token)
  expect([failed.status, failed.headers['content-type']]).toEqual([500, 'application/problem+json'])
  expect(failed.headers.etag).toBeUndefined()
  expect(readdirSync(join(folder, 'api-files'))).toEqual([])
  context.config.databaseFile = databaseFile
  await read(long, token).expect(200)
})
