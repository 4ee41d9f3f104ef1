import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as cheerio from 'cheerio'
import request from 'supertest'
import { describe, expect, test, vi } from 'vitest'
import type { Role } from '../../db/queries/people.ts'
import { beginSession } from '../../server/accounts/sessions.ts'
import { createApp } from '../../server/app.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenLiveStudy, givenRespondent, givenTestingStudy } from '../support/given-answers.ts'
import { readZip } from '../support/read-zip.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenFolder } from './support.ts'

/** The site on disk with one completed respondent, and a way to ask as a person of any role. */
function givenSite(database?: ':memory:') {
  const folder = givenFolder()
  const { context, clock } = givenContext({
    file: database ?? join(folder, 'comparand.db'),
    env: { COMPARAND_DATA: folder },
  })
  givenLiveStudy(context, 'small', smallStudy())
  givenRespondent(context, clock, {
    slug: 'small',
    responses: { C01: 'more', C02: 'equal', C03: 'less' },
    answers: { is_surgeon: 'yes' },
  })
  const app = createApp(context)
  const as = (role: Role) => {
    const email = `${role}@example.org`
    const { people } = context.queries
    const known = people.findByEmail.get(email)
    const id = known?.id ?? Number(people.insert.run(email, role, 'x', role, null, clock.now).lastInsertRowid)
    const cookie = `comparand=${beginSession(context, id)}`
    return {
      get: (path: string) => request(app).get(path).set('Cookie', cookie),
      post: (path: string, form: Record<string, string>) =>
        request(app).post(path).set('Cookie', cookie).type('form').send(form),
      /** Asks for files and waits until they are made; returns where the page of the job leads. */
      make: async (): Promise<string> => {
        const asked = await request(app)
          .post('/studies/small/data')
          .set('Cookie', cookie)
          .type('form')
          .send(form)
        expect(asked.status).toBe(303)
        await allJobsEnded(context)
        const job = await request(app).get(asked.headers.location!).set('Cookie', cookie)
        expect(job.status).toBe(303)
        return job.headers.location!
      },
    }
  }
  return { context, clock, app, as, folder }
}

function binary(response: request.Response, done: (error: null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}

const form = { include: 'completed', flavour: 'script' }

describe('the data page', () => {
  test('offers no estimate while the study is open, and the results after closing', async () => {
    const { as, context } = givenSite()
    const owner = as('owner')
    const names = () =>
      context.queries.datasets.listOfStudy
        .all(1)
        .map((row) =>
          (JSON.parse(row.manifest) as { files: { name: string }[] }).files.map((file) => file.name),
        )
    await owner.make()
    expect(names()[0]!.filter((name) => /^analysis/.test(name))).toEqual([])
    closeStudy(context, 'small', 'owner')
    await owner.make()
    expect(names()[0]).toContain('analysis.R')
    expect(names()[0]).toContain('analysis/numbers.csv')
  })

  test('an analyst makes files and downloads each of them', async () => {
    const { as } = givenSite()
    const analyst = as('analyst')
    const page = await analyst.get(await analyst.make())
    expect(page.status).toBe(200)
    expect(page.text).not.toMatch(/undefined|NaN|\[object/)
    const $ = cheerio.load(page.text)
    expect($('h1').text()).toBe('Data')
    const links = $('details a')
      .toArray()
      .map((link) => $(link).attr('href')!)
    expect(links.slice(0, 4)).toEqual([
      '/studies/small/data/1/bundle.zip',
      '/studies/small/data/1/README.md',
      '/studies/small/data/1/judgements.csv',
      '/studies/small/data/1/wide/complexity.csv',
    ])
    for (const link of links) expect((await analyst.get(link)).status, link).toBe(200)

    expect($('details a').first().text()).toBe('Download everything (.zip)')
    const zip = await analyst.get(links[0]!).buffer().parse(binary)
    expect(zip.headers['content-type']).toBe('application/zip')
    expect(zip.headers['content-disposition']).toBe('attachment; filename=small-1-bundle.zip')
    const names = readZip(zip.body as Buffer).map(({ name }) => name)
    expect(
      links
        .slice(1)
        .map((link) => link.replace('/studies/small/data/1/', ''))
        .sort(),
    ).toEqual(names)

    const wide = await analyst.get('/studies/small/data/1/wide/work_effort.csv')
    expect(wide.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(wide.headers['content-disposition']).toBe('attachment; filename=small-1-wide-work_effort.csv')
    expect(wide.text).toMatch(/^respondent,society,language,C01,C02,C03\nS\d+,alpha,en,2,1,0\n$/)
  })

  test('says which recorded decisions each dataset was made with', async () => {
    const { as, context } = givenSite()
    const decide = (excluded: 0 | 1) =>
      context.db
        .prepare(
          `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
           VALUES (1, 1, ?, 'Answered at random', 'analyst', 'analyst@example.org', 1)`,
        )
        .run(excluded)
    const owner = as('owner')
    decide(1)
    await owner.make()
    decide(0)
    const page = cheerio.load((await owner.get(await owner.make())).text)
    const said = page('details.dataset')
      .toArray()
      .map((one) => page(one).text())
    expect(said[0]).toContain('No recorded decision leaves anybody or anything out.')
    expect(said[1]).toContain(
      'Left out of analyses by recorded decisions: 1 respondent (Answered at random).',
    )
  })

  test('an auditor reads the list and gets no file; a stranger is asked to sign in', async () => {
    const { app, as } = givenSite()
    await as('owner').make()
    const auditor = as('auditor')
    const page = await auditor.get('/studies/small/data')
    expect(page.status).toBe(200)
    expect(cheerio.load(page.text)('details a, main form')).toHaveLength(0)
    for (const file of ['judgements.csv', 'bundle.zip'])
      expect((await auditor.get(`/studies/small/data/1/${file}`)).status, file).toBe(403)
    expect((await auditor.post('/studies/small/data', form)).status).toBe(403)
    const stranger = await request(app).get('/studies/small/data/1/judgements.csv')
    expect(stranger.status).toBe(303)
    expect(stranger.headers.location).toMatch(/^\/sign-in/)
  })

  test('a tampered form makes nothing, and other files of the server are out of reach', async () => {
    const { context, as } = givenSite()
    const analyst = as('analyst')
    for (const wrong of [{ ...form, mode: 'both' }, { include: 'all', flavour: 'script' }, {}])
      expect((await analyst.post('/studies/small/data', wrong)).status).toBe(400)
    expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
    await analyst.make()
    for (const path of [
      '1/..%2f..%2fsecret',
      '1/..%2f..%2fcomparand.db',
      '2/judgements.csv',
      'x/judgements.csv',
    ])
      expect((await analyst.get(`/studies/small/data/${path}`)).status, path).toBe(404)
  })

  test('a GET makes nothing', async () => {
    const { context, as } = givenSite()
    await as('owner').get('/studies/small/data?include=completed&flavour=script')
    expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
  })

  test('before publishing the page says why there is nothing to make', async () => {
    const { context, as } = givenSite()
    givenTestingStudy(context, 'draft', smallStudy())
    const page = await as('owner').get('/studies/draft/data')
    expect(page.text).toContain('There is nothing to export before the study is published')
    expect((await as('owner').post('/studies/draft/data', form)).status).toBe(409)
  })

  test('test answers are in files only where they are chosen, and only while there are some', async () => {
    const { context, clock, as } = givenSite()
    givenTestingStudy(context, 'draft', smallStudy())
    const answered = {
      responses: { C01: 'more', C02: 'equal', C03: 'less' },
      answers: { is_surgeon: 'yes' },
    } as const
    givenRespondent(context, clock, { slug: 'draft', kind: 'test', ...answered })
    const analyst = as('analyst')
    const page = cheerio.load((await analyst.get('/studies/draft/data')).text)
    expect(page('form[action$="/data"] [name=mode]').attr()).toMatchObject({ type: 'hidden', value: 'test' })
    expect(page('form[action$="/data"] button').text()).toBe('Make files of the test answers')
    await analyst.post('/studies/draft/data', { ...form, mode: 'test' }).expect(303)
    await allJobsEnded(context)
    const made = cheerio.load((await analyst.get('/studies/draft/data')).text)
    expect(made('.dataset summary').text()).toContain('Completed, test answers only')
    const long = await analyst.get('/studies/draft/data/1/judgements.csv')
    const rows = long.text.trim().split('\n').slice(1)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.split(',')[2]).toBe('test')
    // A live study has none, and its form does not offer them.
    expect(cheerio.load((await analyst.get('/studies/small/data')).text)('[name=mode]')).toHaveLength(0)
    await analyst.post('/studies/small/data', { ...form, mode: 'test' }).expect(409)
  })
})

describe('files that are being made', () => {
  test('are shown on the data page, and a second request for the same joins the first', async () => {
    const { context, as } = givenSite()
    const [analyst, owner] = [as('analyst'), as('owner')]
    const first = await analyst.post('/studies/small/data', form)
    const second = await owner.post('/studies/small/data', form)
    expect(first.headers.location).toMatch(/^\/studies\/small\/jobs\/[0-9a-f]{16}$/)
    expect(second.headers.location).toBe(first.headers.location)
    const other = await owner.post('/studies/small/data', { ...form, flavour: 'excel' })
    expect(other.headers.location).not.toBe(first.headers.location)
    const page = cheerio.load((await owner.get('/studies/small/data')).text)
    expect(
      page('a:contains("See how far it is")')
        .toArray()
        .map((link) => page(link).attr('href')),
    ).toEqual([other.headers.location, first.headers.location])
    const job = await owner.get(first.headers.location!)
    expect(cheerio.load(job.text)('h1').text()).toBe('Making the files')
    expect((await as('auditor').get(first.headers.location!)).status).toBe(403)
    await allJobsEnded(context)
    expect(context.queries.datasets.listOfStudy.all(1)).toHaveLength(2)
  })

  test.each([
    ['ENOSPC', 'The disk is full, so the files could not be written; nothing was left behind.'],
    ['EDQUOT', 'The disk is full'],
  ])(
    'on a full disk (%s) leave nothing, and say so on the job and on the data page',
    async (code, sentence) => {
      const { context, as, folder } = givenSite(':memory:')
      const { listTimings } = context.queries.exports
      const fill = vi.spyOn(listTimings, 'all').mockImplementation(() => {
        throw Object.assign(new Error('write'), { code })
      })
      const analyst = as('analyst')
      const asked = await analyst.post('/studies/small/data', form)
      await allJobsEnded(context)
      const job = await analyst.get(asked.headers.location!)
      expect(job.status).toBe(200)
      expect(job.text).toContain('Making the files did not succeed')
      expect(job.text).toContain(sentence)
      expect((await analyst.get('/studies/small/data')).text).toContain(sentence)
      expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
      expect(readdirSync(join(folder, 'datasets'))).toEqual([])
      fill.mockRestore()
      await analyst.make()
      expect((await analyst.get('/studies/small/data')).text).not.toContain('The disk is full')
    },
  )

  test('of a study that is deleted meanwhile leave nothing, and the job says why', async () => {
    const { context, as, folder } = givenSite(':memory:')
    const { listTimings } = context.queries.exports
    // Nothing in the program deletes a study with answers; somebody with a shell may.
    vi.spyOn(listTimings, 'all').mockImplementation(() => {
      context.db.prepare("UPDATE study SET slug = 'gone' WHERE slug = 'small'").run()
      return []
    })
    const analyst = as('analyst')
    const asked = await analyst.post('/studies/small/data', form)
    await allJobsEnded(context)
    const job = await analyst.get(asked.headers.location!)
    expect(job.text).toContain('The study was deleted while its files were being made, so nothing was kept.')
    expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
    expect(readdirSync(join(folder, 'datasets'))).toEqual([])
  })
})

describe('a dataset', () => {
  test('is deleted with its files by whoever protects people, once they say they are sure; the log keeps its hash', async () => {
    const { context, folder, as } = givenSite()
    const owner = as('owner')
    await owner.make()
    const { sha256 } = context.queries.datasets.find.get(1, 1)!
    expect(readdirSync(join(folder, 'datasets'))).toEqual(['1'])
    expect((await as('analyst').post('/studies/small/data/1/delete', { sure: 'yes' })).status).toBe(403)
    const unsure = await owner.post('/studies/small/data/1/delete', {})
    expect(unsure.status).toBe(422)
    expect(cheerio.load(unsure.text)('main a.button').attr('href')).toBe('/studies/small')
    expect(context.queries.datasets.find.get(1, 1)).toBeDefined()
    const deleted = await owner.post('/studies/small/data/1/delete', { sure: 'yes' })
    expect(deleted.headers.location).toBe('/studies/small/data?done=dataset-deleted')
    expect((await owner.post('/studies/small/data/1/delete', { sure: 'yes' })).status).toBe(303)
    expect(context.queries.datasets.find.get(1, 1)).toBeUndefined()
    expect(readdirSync(join(folder, 'datasets'))).toEqual([])
    expect((await owner.get('/studies/small/data/1/manifest.json')).status).toBe(404)
    const log = context.db
      .prepare(`SELECT detail FROM audit_event WHERE action = 'dataset deleted'`)
      .pluck()
      .all()
    expect(log).toEqual([JSON.stringify({ dataset: 1, sha256 })])
  })
})
