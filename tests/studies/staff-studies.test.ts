import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { canonicalJson, sha256 } from '../../server/studies/canonical-json.ts'
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

async function publishForm(browser: Awaited<ReturnType<typeof givenBrowser>>) {
  const page = load((await browser.get('/studies/endo/publish').expect(200)).text)
  return { sha256: String(page('input[name=sha256]').val()), ...noTime }
}

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

describe('publishing', () => {
  it('freezes what was shown, wipes test answers, and closes by the clock of the named zone', async () => {
    const { context, clock, app, browser } = await givenCoordinator()
    await browser.upload('/studies', { slug: 'endo', source: 'cpt-62380-2024', text: '' })
    await browser.post('/studies/endo/test-links').expect(303)
    const tryIt = load((await browser.get('/studies/endo/try')).text)
    expect(tryIt('.address a').length).toBe(4)
    const link = new URL(tryIt('.address a').first().text()).pathname
    await browser.get(link).expect(200)
    const form = { ...(await publishForm(browser)), date: '2026-06-30', time: '23:59', zone: 'Europe/Madrid' }
    expect((await browser.post('/studies/endo/publish', form)).headers.location).toContain('done=published')
    const study = context.queries.studies.findBySlug.get('endo')!
    expect(study).toMatchObject({ state: 'live', close_zone: 'Europe/Madrid' })
    expect(study.closes_at).toBe(Date.UTC(2026, 5, 30, 21, 59))
    const version = context.queries.studies.findNewestVersion.get(study.id)!
    expect(version.sha256).toBe(sha256(canonicalJson(requireTemplate('cpt-62380-2024'))))
    await browser.get(link).expect(410)
    clock.now = study.closes_at!
    const later = await givenBrowser(context, app, 'analyst')
    expect(wordsOf((await later.get('/studies')).text)).toContain('closed since 30 June 2026')
  })

  it('refuses a definition that was replaced after its page was opened', async () => {
    const { context, browser } = await givenCoordinator()
    await browser.upload('/studies', { slug: 'endo', source: 'cpt-62380-2024', text: '' })
    const form = await publishForm(browser)
    const changed = JSON.stringify({ ...requireTemplate('cpt-62380-2024'), minutes: 99 })
    await browser.upload('/studies/endo/replace', { text: changed }).expect(303)
    expect((await browser.post('/studies/endo/publish', form)).status).toBe(422)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('draft')
  })

  it('names every obstacle and offers no button', async () => {
    const { browser } = await givenCoordinator()
    const definition = requireTemplate('cpt-62380-2024')
    delete definition.licenceStatement
    delete definition.constructs[0]!.question.ko
    const file = Buffer.from(JSON.stringify(definition))
    await browser.upload('/studies', { slug: 'endo', source: 'own', text: '' }, file).expect(303)
    const page = (await browser.get('/studies/endo/publish')).text
    expect(wordsOf(page)).toContain('constructs[0].question.ko')
    expect(wordsOf(page)).toContain('licence statement for CPT codes is missing')
    expect(load(page)('main button').length).toBe(0)
    expect((await browser.post('/studies/endo/publish', await publishForm(browser))).status).toBe(422)
  })

  it('refuses a closing time that has passed, and leaves the study a draft', async () => {
    const { context, browser } = await givenCoordinator()
    await browser.upload('/studies', { slug: 'endo', source: 'cpt-62380-2024', text: '' })
    const form = { ...(await publishForm(browser)), date: '2026-01-01', time: '12:00' }
    const answer = await browser.post('/studies/endo/publish', form)
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('has passed already')
    expect(context.queries.studies.findBySlug.get('endo')).toMatchObject({ state: 'draft', closes_at: null })
  })
})

describe('the life of a study', () => {
  it('pauses, goes on and closes for good, each with who and when', async () => {
    const { context, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    const link = invite()
    await browser.post('/studies/endo/pause').expect(303)
    expect(wordsOf((await browser.get('/studies/endo')).text)).toContain('paused')
    await browser.post('/studies/endo/pause').expect(409)
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
