import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { removeUnfinishedDatasets } from '../../server/exports/datasets.ts'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { canonicalJson, sha256 } from '../../server/studies/canonical-json.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { withTestData } from '../../server/studio/test-data.ts'
import { asker } from '../support/ask.ts'
import { wordsOf } from '../support/given-staff.ts'
import { patiently } from '../support/patiently.ts'
import { walkSurvey } from '../support/walk-survey.ts'
import { fill, givenBrowser, givenStudio } from './support.ts'

type Studio = Awaited<ReturnType<typeof givenStudio>>

const closes = { date: '2026-06-30', time: '23:59', zone: 'Europe/Madrid' }

async function makeLinks({ browser }: Studio): Promise<string[]> {
  await browser.post('/studies/facet/test-links').expect(303)
  const page = load((await browser.get('/studies/facet/try')).text)
  return page('.address a')
    .map((_, link) => new URL(page(link).text()).pathname)
    .get()
}

async function walk(studio: Studio): Promise<string> {
  const links = await makeLinks(studio)
  await walkSurvey(asker(studio.app), links.at(-1)!)
  return links.at(-1)!
}

async function publish({ browser }: Studio, time: Record<string, string> = closes) {
  const page = load((await browser.get('/studies/facet/publish').expect(200)).text)
  return browser.post('/studies/facet/publish', { sha256: page('.hashes code').first().text(), ...time })
}

describe('publishing', () => {
  it('happens once however often the form arrives, and says so each time', async () => {
    const studio = await givenStudio()
    await walk(studio)
    const { browser, context } = studio
    const page = load((await browser.get('/studies/facet/publish')).text)
    const form = { sha256: String(page('input[name=sha256]').val()), ...closes }
    for (let n = 0; n < 3; n++) {
      const answer = await browser.post('/studies/facet/publish', form)
      expect([answer.status, answer.headers.location]).toEqual([303, '/studies/facet?done=published'])
    }
    const log = context.db.prepare(`SELECT count(*) FROM audit_event WHERE action = 'study published'`)
    expect(log.pluck().get()).toBe(1)
    // Another definition is not the one that was published.
    expect((await browser.post('/studies/facet/publish', { ...form, sha256: '0'.repeat(64) })).status).toBe(
      409,
    )
  })

  it('freezes what was shown, wipes test answers, closes by the clock of the named zone', async () => {
    const studio = await givenStudio()
    const { browser, context, studyId, clock, app } = studio
    const link = await walk(studio)
    const page = wordsOf((await browser.get('/studies/facet/publish')).text)
    expect(page).toContain('wipes the answers of one tester and 4 test links')
    expect((await publish(studio)).headers.location).toBe('/studies/facet?done=published')
    const study = context.queries.studies.findById.get(studyId)!
    expect(study).toMatchObject({ state: 'live', close_zone: 'Europe/Madrid' })
    expect(study.closes_at).toBe(Date.UTC(2026, 5, 30, 21, 59))
    const version = context.queries.studies.findNewestVersion.get(studyId)!
    expect(version.sha256).toBe(sha256(canonicalJson(requireTemplate('cpt-0202t-2024'))))
    await browser.get(link).expect(410)
    const logged = context.db
      .prepare(`SELECT detail FROM audit_event WHERE action = 'study published'`)
      .pluck()
      .get()
    expect(JSON.parse(String(logged))).toMatchObject({ tests_wiped: 1 })
    clock.now = study.closes_at!
    const later = await givenBrowser(context, app, 'analyst')
    expect(wordsOf((await later.get('/studies')).text)).toContain('closed since 30 June 2026')
  })

  it('is in the way of nobody who walked the link, and warns of a draft changed since', async () => {
    const studio = await givenStudio()
    const { browser, context } = studio
    const before = wordsOf((await browser.get('/studies/facet/publish')).text)
    expect(before).toContain('Nobody has walked a test link to the end yet')
    expect((await publish(studio)).status).toBe(422)
    await walk(studio)
    expect(wordsOf((await browser.get('/studies/facet/publish')).text)).toContain(
      'of this very draft was walked',
    )
    await fill(browser, 'sponsor', { 'sponsor.name': 'Another sponsor' })
    const after = wordsOf((await browser.get('/studies/facet/publish')).text)
    expect(after).toContain('was changed (sponsor and permissions was saved) after a test link')
    expect((await publish(studio)).status).toBe(303)
    expect(context.queries.studies.findBySlug.get('facet')!.state).toBe('live')
  })

  it.each<[string, (definition: Definition) => void, string]>([
    ['a language', (one) => delete one.constructs[0]!.question.ko, '1 text is missing in Korean.'],
    ['the licence', (one) => delete one.licenceStatement, 'The licence statement for CPT codes is missing'],
    ['the contact', (one) => Object.assign(one, { contact: {} }), 'The contact address is missing'],
    ['the plan', (one) => Object.assign(one.plan, { stoppingRule: undefined }), 'stopping rule'],
  ])('is refused while something is missing: %s', async (_, change, sentence) => {
    const definition = requireTemplate('cpt-0202t-2024')
    change(definition)
    const studio = await givenStudio(definition)
    const page = (await studio.browser.get('/studies/facet/publish')).text
    expect(load(page)('.stop').text()).toContain(sentence)
    expect(load(page)('main button')).toHaveLength(0)
    expect((await publish(studio)).status).toBe(422)
    expect(studio.context.queries.studies.findBySlug.get('facet')!.state).toBe('draft')
  })

  it('warns of burden, weak bracketing, mixed years and an address that reaches nobody', async () => {
    const definition = requireTemplate('cpt-0202t-2024')
    definition.minutes = 20
    definition.comparators[0]!.wrvuYear = 2022
    definition.comparators = definition.comparators.slice(0, 4)
    const { browser } = await givenStudio(definition)
    const warnings = load((await browser.get('/studies/facet/publish')).text)('.no').text()
    expect(warnings).toContain('about 20 minutes')
    expect(warnings).toContain('Weak bracketing')
    expect(warnings).toContain('several years: 2022, 2023')
    expect(warnings).toContain('study-office@example.org, which is an example')
  })

  it('needs a closing time, and one that has not passed', async () => {
    const studio = await givenStudio()
    await walk(studio)
    const none = await publish(studio, { date: '', time: '', zone: 'UTC' })
    expect(none.status).toBe(422)
    expect(wordsOf(none.text)).toContain('Enter the closing time')
    const passed = await publish(studio, { date: '2026-01-01', time: '12:00', zone: 'UTC' })
    expect(wordsOf(passed.text)).toContain('has passed already')
    expect(studio.context.queries.studies.findBySlug.get('facet')).toMatchObject({
      state: 'testing',
      closes_at: null,
    })
  })

  it('refuses a definition that was changed after its page was opened', async () => {
    const studio = await givenStudio()
    await walk(studio)
    const page = load((await studio.browser.get('/studies/facet/publish')).text)
    await fill(studio.browser, 'sponsor', { 'sponsor.name': 'Another sponsor' })
    const form = { sha256: page('.hashes code').first().text(), ...closes }
    expect((await studio.browser.post('/studies/facet/publish', form)).status).toBe(422)
    expect(studio.context.queries.studies.findBySlug.get('facet')!.state).toBe('testing')
  })
})

describe('trying a study', () => {
  it('shows the real pages of a test link in a frame of our own pages, and of no others', async () => {
    const studio = await givenStudio()
    const [link] = await makeLinks(studio)
    const id = load((await studio.browser.get('/studies/facet/try')).text)('.looks a')
      .first()
      .attr('href')!
    const preview = await studio.browser.get(id).expect(200)
    expect(load(preview.text)('iframe').attr('src')).toBe(link)
    expect(preview.headers['content-security-policy']).toContain("frame-src 'self'")
    const framed = await studio.browser.get(link!)
    expect(framed.headers['content-security-policy']).toContain("frame-ancestors 'self'")
    expect(framed.headers['x-frame-options']).toBe('SAMEORIGIN')
    const own = await studio.browser.get('/studies')
    expect(own.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(own.headers['content-security-policy']).not.toContain('frame-src')
    await studio.browser.get('/studies/facet/try/999').expect(404)
  })

  it('keeps the links at the last whole draft while the present one lacks something', async () => {
    const studio = await givenStudio()
    const link = (await makeLinks(studio))[0]
    await fill(studio.browser, 'about', { title: 'A newer title' })
    expect(wordsOf((await studio.browser.get(link!)).text)).toContain('A newer title')
    await fill(studio.browser, 'about', { title: 'An unfinished one', 'contact.email': '' })
    expect(wordsOf((await studio.browser.get(link!)).text)).toContain('A newer title')
    const page = wordsOf((await studio.browser.get('/studies/facet/try')).text)
    expect(page).toContain('open the draft as it last was whole')
    // Versions that nobody answered do not pile up with every save.
    expect(studio.context.queries.studies.listVersions.all(studio.studyId).length).toBeLessThanOrEqual(2)
  })

  it('collects comments on test links only, once each, and marks them as resolved', async () => {
    const studio = await givenStudio()
    const [link] = await makeLinks(studio)
    const comment = { comment: 'The vignette is too long', page: 'procedure/T1' }
    for (const _ of [1, 2]) {
      const answer = await studio.browser.post(`${link}/comment`, comment).expect(303)
      expect(answer.headers.location).toBe(`${link}/procedure/T1`)
    }
    await studio.browser.post(`${link}/comment`, { comment: '', page: '' }).expect(400)
    await studio.browser.post(`${link}/comment`, { comment: 'x', page: '//elsewhere.example' }).expect(303)
    const { testComments } = studio.context.queries
    expect(testComments.listOfStudy.all(studio.studyId).map(({ page }) => page)).toEqual(['', 'procedure/T1'])
    const page = wordsOf((await studio.browser.get('/studies/facet/try')).text)
    expect(page).toContain('2 are open.')
    expect(page).toContain('The vignette is too long')
    await studio.browser.post('/studies/facet/try/comments/1', { resolved: 'yes' }).expect(303)
    expect(wordsOf((await studio.browser.get('/studies/facet/try')).text)).toContain('One is open.')
    await studio.browser.post('/studies/facet/try/comments/99', { resolved: 'yes' }).expect(404)
    // A member's link has neither the form nor the way.
    const { insert } = studio.context.queries.invitations
    const row = insert.run(studio.studyId, 'member', 'm@society.example', '', 'en', 'isass', 1, 1)
    studio.context.queries.studies.setState.run('live', studio.studyId)
    const member = linkUrl(studio.context, { id: Number(row.lastInsertRowid), generation: 1 })
    const path = new URL(member).pathname
    expect((await studio.browser.get(path).expect(200)).text).not.toContain('test-comment')
    await studio.browser.post(`${path}/comment`, comment).expect(404)
    expect(testComments.listOfStudy.all(studio.studyId)).toHaveLength(2)
  })

  it('gives test answers away as one file that says so, and keeps nothing behind', async () => {
    const studio = await givenStudio()
    await studio.browser.get('/studies/facet/try/test-data.zip').expect(409)
    await walk(studio)
    const taken = () =>
      studio.context.db
        .prepare("SELECT count(*) FROM audit_event WHERE action = 'test answers downloaded'")
        .pluck()
        .get()
    const person = studio.context.queries.people.list.all()[0]!
    const cookie = `comparand=${beginSession(studio.context, person.id)}`
    const looked = await request(studio.app).head('/studies/facet/try/test-data.zip').set('Cookie', cookie)
    expect(looked.status).toBe(200)
    expect(looked.headers['content-disposition']).toContain('facet-TEST-ANSWERS.zip')
    expect(taken()).toBe(0)
    const answer = await studio.browser.get('/studies/facet/try/test-data.zip').buffer().expect(200)
    expect(taken()).toBe(1)
    expect(answer.headers['content-disposition']).toContain('facet-TEST-ANSWERS.zip')
    expect(answer.headers['content-type']).toBe('application/zip')
    expect(studio.context.db.prepare('SELECT count(*) AS n FROM dataset').get()).toEqual({ n: 0 })
  })

  it('keeps no test answers of somebody who left while their file was made, or of a process that was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comparand-try-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const studio = await givenStudio(undefined, { COMPARAND_DATA: folder })
    await walk(studio)
    const { context, app } = studio
    const datasets = join(context.config.dataFolder, 'datasets')
    const kept = () => (existsSync(datasets) ? readdirSync(datasets) : [])
    const server = app.listen(0)
    const { port } = server.address() as AddressInfo
    const owner = context.queries.people.list.all()[0]!
    const asked = get({
      port,
      path: '/studies/facet/try/test-data.zip',
      headers: { Cookie: `comparand=${beginSession(context, owner.id)}` },
    })
    asked.on('error', () => undefined)
    await patiently(() => expect(kept()).toHaveLength(1))
    asked.destroy()
    await patiently(() => expect(kept()).toEqual([]))
    server.close()
    await withTestData(context, 'facet', owner.email, async () => {
      expect(kept()).toHaveLength(1)
      removeUnfinishedDatasets(context)
      expect(kept()).toEqual([])
    })
  })
})
