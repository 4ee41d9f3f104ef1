import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { canonicalJson } from '../../server/studies/canonical-json.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { givenContext } from '../support/test-context.ts'

async function givenCoordinator() {
  const { context, clock } = givenContext()
  const app = createApp(context)
  return { context, clock, app, browser: await givenBrowser(context, app, 'coordinator') }
}

const noTime = { date: '', time: '', zone: 'UTC' }

describe('a new study', () => {
  it('is made from a template, as a draft', async () => {
    const { context, browser } = await givenCoordinator()
    const made = await browser.upload('/studies', { slug: 'endo', source: 'cpt-62380-2024', text: '' })
    expect(made.headers.location).toBe('/studies/endo?done=created')
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('draft')
    const page = wordsOf((await browser.get('/studies/endo?done=created')).text)
    expect(page).toContain('It is a draft until you publish it')
    expect(page).toContain('63047')
    expect((await browser.get('/studies')).text).toContain('/studies/endo')
  })

  it('is made from a file, which comes back byte for byte in canonical form', async () => {
    const { browser } = await givenCoordinator()
    const definition = requireTemplate('one-code-or-several')
    const file = Buffer.from(`\uFEFF${JSON.stringify(definition, null, 2)}`)
    await browser.upload('/studies', { slug: 'several', source: 'own', text: '' }, file).expect(303)
    const back = await browser.get('/studies/several/definition.json').expect(200)
    expect(back.text).toBe(canonicalJson(definition))
    expect(back.headers['content-disposition']).toContain('several-definition.json')
  })

  it('says where a definition is wrong and what is expected, and keeps what was pasted', async () => {
    const { context, browser } = await givenCoordinator()
    const definition = requireTemplate('cpt-62380-2024')
    definition.targets[0]!.id = 'T7'
    const text = JSON.stringify({ ...definition, minutes: 0 })
    const answer = await browser.upload('/studies', { slug: 'endo', source: 'own', text })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error: ')
    expect(wordsOf(answer.text)).toContain('minutes: ')
    expect(load(answer.text)('textarea').val()).toBe(text)
    expect(context.queries.studies.list.all()).toEqual([])
  })

  it.each([
    ['not json', 'it is not JSON'],
    ['{"format":"comparand-study-1","surprise":1}', 'surprise'],
  ])('refuses what is no definition: %s', async (text, words) => {
    const { browser } = await givenCoordinator()
    const answer = await browser.upload('/studies', { slug: 'endo', source: 'own', text })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain(words)
  })

  it('needs a short name of its own and something to begin with', async () => {
    const { browser } = await givenCoordinator()
    const answer = await browser.upload('/studies', { slug: 'No Good', source: '', text: '' })
    expect(answer.status).toBe(422)
    const links = load(answer.text)('.problem a')
    expect(links.map((_, link) => load(answer.text)(link).attr('href')).get()).toEqual(['#slug', '#source'])
  })

  it('refuses a file beyond 5 MB and a second file', async () => {
    const { browser } = await givenCoordinator()
    const large = Buffer.alloc(6 * 2 ** 20, 'x')
    const answer = await browser.upload('/studies', { slug: 'endo', source: 'own', text: '' }, large)
    expect(answer.status).toBe(413)
    expect(wordsOf(answer.text)).toContain('larger than 5 MB')
  })
})

describe('a draft', () => {
  it('begins blank, and comes back from its file as it is, however little is written', async () => {
    const { context, browser } = await givenCoordinator()
    const made = await browser.upload('/studies', { slug: 'blank', source: 'blank', text: '' })
    expect(made.headers.location).toBe('/studies/blank/definition/about?done=created')
    const file = (await browser.get('/studies/blank/definition.json').expect(200)).text
    await browser.upload('/studies', { slug: 'again', source: 'own', text: file }).expect(303)
    expect((await browser.get('/studies/again/definition.json')).text).toBe(file)
    for (const path of [
      '/studies',
      '/studies/blank',
      '/studies/blank/try',
      '/studies/blank/fieldwork',
      '/studies/blank/data',
    ])
      await browser.get(path).expect(200)
    expect(context.queries.studies.list.all()).toHaveLength(2)
  })

  it('is a copy of another study: its definition only', async () => {
    const { context, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    invite()
    const form = load((await browser.get('/studies/new?copy=endo')).text)
    expect(form('input[name=source][checked]').val()).toBe('copy:endo')
    await browser.upload('/studies', { slug: 'second', source: 'copy:endo', text: '' }).expect(303)
    const [first, second] = await Promise.all(
      ['endo', 'second'].map(async (slug) => (await browser.get(`/studies/${slug}/definition.json`)).text),
    )
    expect(second).toBe(first)
    const study = context.queries.studies.findBySlug.get('second')!
    expect(study.state).toBe('draft')
    expect(context.queries.invitations.countBySociety.all(study.id)).toEqual([])
    await browser.upload('/studies', { slug: 'third', source: 'copy:nowhere', text: '' }).expect(404)
  })

  it('is deleted with everything tried in it, once its name is typed', async () => {
    const { context, browser } = await givenCoordinator()
    await browser.upload('/studies', { slug: 'endo', source: 'cpt-62380-2024', text: '' })
    await browser.post('/studies/endo/test-links').expect(303)
    const link = load((await browser.get('/studies/endo/try')).text)('.address a')
      .first()
      .text()
    await browser.post(`${new URL(link).pathname}/start`).expect(303)
    expect(wordsOf((await browser.get('/studies/endo/delete')).text)).toContain('1 test respondent and')
    await browser.post('/studies/endo/delete', { slug: 'end' }).expect(422)
    expect(context.queries.studies.findBySlug.get('endo')).toBeDefined()
    await browser.post('/studies/endo/delete', { slug: 'endo' }).expect(303)
    expect(context.queries.studies.list.all()).toEqual([])
    for (const table of [
      'draft_save',
      'study_draft',
      'study_version',
      'invitation',
      'respondent',
      'study_transition',
    ])
      expect(context.db.prepare(`SELECT count(*) AS n FROM ${table}`).get(), table).toEqual({ n: 0 })
    const log = context.db
      .prepare(`SELECT detail FROM audit_event WHERE action = 'draft deleted'`)
      .pluck()
      .get()
    expect(JSON.parse(String(log))).toMatchObject({ slug: 'endo', tests: 1 })
  })
})

describe('the life of a study', () => {
  it('is never deleted once it was published, whatever is typed', async () => {
    const { context, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'owner')
    await browser.post(`${invite()}/start`).expect(303)
    expect(load((await browser.get('/studies/endo/delete')).text)('main form')).toHaveLength(0)
    await browser.post('/studies/endo/delete', { slug: 'endo' }).expect(422)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('live')
    expect(() => context.queries.studies.deleteEverything(1)).toThrow()
  })

  it('ends in the archive, which only a closed study enters', async () => {
    const { context, app } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    await browser.post('/studies/endo/archive').expect(409)
    await browser.post('/studies/endo/close').expect(303)
    await browser.post('/studies/endo/close').expect(303)
    await browser.post('/studies/endo/pause').expect(409)
    await browser.post('/studies/endo/archive').expect(303)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('archived')
    expect(wordsOf((await browser.get('/studies')).text)).toContain('Archived studies: 1')
    await browser.get('/studies/endo').expect(200)
    await browser.get('/studies/endo/data').expect(200)
  })

  it('pauses, goes on and closes for good, each with who and when', async () => {
    const { context, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    const link = invite()
    await browser.post('/studies/endo/pause').expect(303)
    expect(wordsOf((await browser.get('/studies/endo')).text)).toContain('paused')
    // Each form may arrive twice.
    await browser.post('/studies/endo/pause').expect(303)
    await browser.post('/studies/endo/resume').expect(303)
    expect((await browser.get(link)).status).toBe(200)
    await browser.get('/studies/endo/close').expect(200)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('live')
    await browser.post('/studies/endo/close').expect(303)
    await browser.post('/studies/endo/resume').expect(409)
    await browser.post('/studies/endo/closing-time', noTime).expect(422)
    const id = context.queries.studies.findBySlug.get('endo')!.id
    const changes = context.queries.studies.listTransitions.all(id)
    expect(changes.map((change) => change.state)).toEqual(['draft', 'live', 'paused', 'resumed', 'closed'])
    expect(changes.at(-1)!.actor).toBe('coordinator@society.example')
  })

  it('is not brought back by moving a closing time that has passed', async () => {
    const { context, clock, app } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    const form = { date: '2026-03-02', time: '11:00', zone: 'UTC' }
    await browser.post('/studies/endo/closing-time', form).expect(303)
    clock.now += 3 * 3_600_000
    const later = { ...form, date: '2026-04-02' }
    expect((await browser.post('/studies/endo/closing-time', later)).status).toBe(422)
  })

  it('keeps a published definition', async () => {
    const { context, app } = givenStudy()
    const browser = await givenBrowser(context, app, 'owner')
    const text = JSON.stringify(requireTemplate('cpt-0202t-2024'))
    const answer = await browser.upload('/studies/endo/replace', { text })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('A published study keeps its definition')
  })
})
