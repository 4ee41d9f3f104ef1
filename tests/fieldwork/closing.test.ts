import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { closeTimeOf, localTimeAt } from '../../server/studies/close-time.ts'
import { setTimes } from '../../server/studies/study-times.ts'
import { closeDueStudies } from '../../server/studies/study-transitions.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

const minute = 60_000
const hour = 60 * minute

/** A closing time in a zone, with the moment it is, near a change of clocks where the zone has one. */
const zones: [zone: string, local: string, utc: string][] = [
  // Clocks go forward on 29 March 2026: 02:30 is skipped.
  ['Europe/Madrid', '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
  ['Europe/Madrid', '2026-03-28T23:59', '2026-03-28T22:59:00Z'],
  // Back on 25 October: 02:30 happens twice, the second counts.
  ['Europe/Madrid', '2026-10-25T02:30', '2026-10-25T01:30:00Z'],
  // Santiago sets clocks back on 5 April (24:00 becomes 23:00) and forward on 6 September 2026.
  ['America/Santiago', '2026-04-04T23:30', '2026-04-05T03:30:00Z'],
  ['America/Santiago', '2026-09-06T12:00', '2026-09-06T15:00:00Z'],
  ['America/Los_Angeles', '2026-03-08T02:30', '2026-03-08T10:30:00Z'],
  ['America/Los_Angeles', '2026-11-01T01:30', '2026-11-01T09:30:00Z'],
  ['Asia/Seoul', '2026-03-29T23:59', '2026-03-29T14:59:00Z'],
  ['America/Sao_Paulo', '2026-11-01T23:59', '2026-11-02T02:59:00Z'],
]

describe.each(zones)('a study that closes in %s at %s', (zone, local, utc) => {
  it('admits starts until that moment, lets those in progress finish within the grace, and is closed after it', async () => {
    const { context, clock, app, invite } = givenStudy()
    const at = Date.parse(utc)
    expect(closeTimeOf(local, zone)).toBe(at)
    clock.now = at - 3 * hour
    setTimes(context, 'endo', { opens: undefined, closes: local, zone, graceMinutes: 60, reason: '' }, 'c')
    const early = surgeon(app, invite())
    await early.reach('pairs/2')
    clock.now = at - 1
    const late = surgeon(app, invite())
    const never = surgeon(app, invite())
    await late.reach('consent')
    clock.now = at
    expect((await never.get(never.at('').slice(0, -1))).status).toBe(410)
    expect((await never.post(never.at('start'), '')).status).toBe(410)
    expect((await early.answer(early.at('pairs/2'), { choice: 'equal' })).status).toBe(303)
    clock.now = at + hour - 1
    expect((await late.get(late.at('consent'))).status).toBe(200)
    closeDueStudies(context)
    clock.now = at + hour
    expect((await early.get(early.at('pairs/3'))).status).toBe(410)
    expect((await late.post(late.at('consent'), 'consent=agreed')).status).toBe(410)
    closeDueStudies(context)
    const states = context.queries.studies.listTransitions.all(1).slice(-2)
    expect(states).toEqual([
      { state: 'closing', at, actor: 'system' },
      { state: 'closed', at: at + hour, actor: 'system' },
    ])
  })
})

describe('opening and closing', () => {
  it('a study published now may open later; its links say when, in its zone', async () => {
    const { context, clock, app, invite } = givenStudy()
    const opens = '2026-03-03T09:00'
    setTimes(
      context,
      'endo',
      { opens: undefined, closes: undefined, zone: 'Asia/Seoul', graceMinutes: 0, reason: '' },
      'c',
    )
    // A study that has opened stays open.
    setTimes(
      context,
      'endo',
      { opens, closes: undefined, zone: 'Asia/Seoul', graceMinutes: 0, reason: '' },
      'c',
    )
    expect(context.queries.studies.findBySlug.get('endo')!.opens_at).toBeNull()
    context.queries.studies.setOpenTime.run(closeTimeOf(opens, 'Asia/Seoul'), 'Asia/Seoul', 1)
    const me = surgeon(app, invite())
    const before = await me.get(me.at('').slice(0, -1))
    expect(before.status).toBe(403)
    expect(wordsOf(before.html)).toContain('It opens on 3 March 2026 at 09:00 (Asia/Seoul).')
    expect((await me.post(me.at('start'), '')).status).toBe(403)
    clock.now = Date.UTC(2026, 2, 3, 0, 0)
    expect((await me.post(me.at('start'), '')).status).toBe(303)
  })

  it('a draft takes both times when it is published', async () => {
    const { context, app } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    await browser.upload('/studies', { slug: 'next', source: 'cpt-62380-2024', text: '' })
    await browser.post('/studies/next/test-links').expect(303)
    const link = load((await browser.get('/studies/next/try')).text)('.address a')
      .first()
      .text()
    await surgeon(app, new URL(link).pathname).reach('done')
    const page = await browser.get('/studies/next/publish')
    const sha256 = /name="sha256" value="(\w+)"/.exec(page.text)![1]!
    const form = {
      sha256,
      open_date: '2026-03-10',
      open_time: '08:00',
      date: '2026-03-31',
      time: '23:59',
      zone: 'Europe/Madrid',
      grace: '1440',
    }
    const wrong = await browser.post('/studies/next/publish', { ...form, open_date: '2026-04-10' })
    expect(wordsOf(wrong.text)).toContain('The study would close before it opens.')
    await browser.post('/studies/next/publish', form).expect(303)
    expect(wordsOf((await browser.get('/studies/next')).text)).toContain(
      'live, opens 10 March 2026 at 08:00 (Europe/Madrid), closes 31 March 2026 at 23:59 (Europe/Madrid) and lets who has begun finish until 1 April 2026 at 23:59 (Europe/Madrid)',
    )
  })

  it('a closing time is moved for a reason only, which is kept and shown; also while those in progress finish', async () => {
    const { context, clock, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    const form = { date: '2026-03-02', time: '12:00', zone: 'Europe/Madrid', grace: '60', reason: '' }
    await browser.post('/studies/endo/closing-time', form).expect(303)
    const me = surgeon(app, invite())
    await me.reach('pairs/1')
    clock.now = Date.UTC(2026, 2, 2, 11, 30)
    closeDueStudies(context)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('closing')
    const later = { ...form, time: '20:00' }
    const refused = await browser.post('/studies/endo/closing-time', later)
    expect(refused.status).toBe(422)
    expect(wordsOf(refused.text)).toContain('Say why the closing time changes')
    await browser
      .post('/studies/endo/closing-time', { ...later, reason: 'Two congresses this week' })
      .expect(303)
    expect(context.queries.studies.findBySlug.get('endo')).toMatchObject({ state: 'live', grace_minutes: 60 })
    const page = wordsOf((await browser.get('/studies/endo')).text)
    expect(page).toContain('closing time moved to 2 March 2026 at 20:00 (Europe/Madrid)')
    expect(page).toContain('Two congresses this week')
    const fresh = surgeon(app, invite())
    expect((await fresh.post(fresh.at('start'), '')).status).toBe(303)
  })

  it('a coordinator can take no new starts from now on', async () => {
    const { context, clock, app, invite } = givenStudy()
    const browser = await givenBrowser(context, app, 'coordinator')
    const begun = surgeon(app, invite())
    await begun.reach('pairs/1')
    await browser.post('/studies/endo/begin-closing', { grace: '180' }).expect(303)
    const fresh = surgeon(app, invite())
    expect((await fresh.post(fresh.at('start'), '')).status).toBe(410)
    expect((await begun.get(begun.at('pairs/1'))).status).toBe(200)
    expect(wordsOf((await browser.get('/studies/endo')).text)).toContain('closing: no new starts')
    clock.now += 3 * hour
    expect((await begun.get(begun.at('pairs/1'))).status).toBe(410)
  })

  it('a pause goes on over the closing time, and the end of the grace ends it', () => {
    const { context, clock } = givenStudy()
    setTimes(
      context,
      'endo',
      { opens: undefined, closes: '2026-03-02T12:00', zone: 'UTC', graceMinutes: 60, reason: '' },
      'c',
    )
    context.queries.studies.setPaused.run(clock.now, 1)
    clock.now = Date.UTC(2026, 2, 2, 12, 30)
    closeDueStudies(context)
    expect(context.queries.studies.findBySlug.get('endo')).toMatchObject({ state: 'live' })
    clock.now = Date.UTC(2026, 2, 2, 13)
    closeDueStudies(context)
    expect(context.queries.studies.findBySlug.get('endo')).toMatchObject({ state: 'closed', paused_at: null })
  })

  it('local times are read back as they were stated', () => {
    for (const [zone, local, utc] of zones.filter(([, local]) => !/T02:30|23:30/.test(local)))
      expect(localTimeAt(Date.parse(utc), zone)).toBe(local)
  })
})

describe('an address for the results', () => {
  it('is kept with no time, number or link, however often it is sent, and never shown in an address', async () => {
    const { context, app, invite } = givenStudy()
    const me = surgeon(app, invite({ language: 'pt' }))
    expect((await me.post(me.at('results'), 'email=a@x.example')).location).not.toContain('results=')
    await me.reach('done')
    const wrong = await me.post(me.at('results'), 'email=nobody%40')
    expect(wrong.status).toBe(422)
    expect(wrong.html).toMatch(/<title>Erro: /)
    expect(wrong.html).toMatch(/name="email"[^>]* value="nobody@"[^>]* autofocus/)
    expect((await me.get(me.at('results'))).status).toBe(303)
    for (let turn = 0; turn < 2; turn++) {
      const { location } = await me.post(me.at('results'), 'email=ana%40home.example')
      expect(location).toMatch(/done\?results=yes#results$/)
    }
    expect((await me.get(`${me.at('done')}?results=yes`)).html).toContain('Agradecemos. Os resultados')
    const rows = context.db.prepare('SELECT * FROM result_wish').all()
    expect(rows).toEqual([{ study_id: 1, email: 'ana@home.example', language: 'pt' }])
    const browser = await givenBrowser(context, app, 'coordinator')
    const file = await browser.get('/studies/endo/privacy/results-addresses.csv')
    expect(file.text).toContain('ana@home.example,pt')
    await me.post(me.at('results'), 'email=%2Bana%40home.example')
    const again = await browser.get('/studies/endo/privacy/results-addresses.csv')
    expect(again.text).toContain("\n'+ana@home.example,pt\n")
  })

  it('does not let one link fill the list', async () => {
    const { context, app, invite } = givenStudy()
    const me = surgeon(app, invite())
    await me.reach('done')
    for (let n = 0; n < 6; n++) await me.post(me.at('results'), `email=a${n}%40home.example`)
    expect(context.queries.retention.listWishes.all(1)).toHaveLength(3)
  })
})
