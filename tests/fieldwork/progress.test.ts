import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { fieldworkProgress } from '../../server/fieldwork/progress.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

async function givenProgress() {
  const study = givenStudy()
  const { context, clock, app, invite } = study
  // 23:30 in Los Angeles on 7 March; its clocks go forward in the night.
  context.queries.studies.setCloseTime.run(Date.UTC(2026, 5, 1), 'America/Los_Angeles', 1)
  clock.now = Date.UTC(2026, 2, 8, 7, 30)
  for (const step of ['done', 'pairs/3', 'pairs/3', 'consent'])
    await surgeon(app, invite({ society: step === 'consent' ? 'sbc' : 'isass' })).reach(step)
  // 00:30 on 9 March, by the new clocks.
  clock.now = Date.UTC(2026, 2, 9, 7, 30)
  const refused = surgeon(app, invite({ society: 'isass' }))
  await refused.reach('consent')
  await refused.post(refused.at('consent'), 'consent=refused')
  const progress = (society: string | null = null) =>
    fieldworkProgress(context, context.queries.studies.findBySlug.get('endo')!, study.definition, society)
  return { ...study, progress }
}

describe('the progress of field work', () => {
  it('counts starts and ends by the day of the study’s zone, also where clocks change, with empty days between', async () => {
    const { progress } = await givenProgress()
    expect(progress().days).toEqual([
      { day: '2026-03-07', started: 4, completed: 1 },
      { day: '2026-03-08', started: 0, completed: 0 },
      { day: '2026-03-09', started: 1, completed: 0 },
    ])
  })

  it('tells on which page people stopped, of how many who came to it; who ended otherwise is not counted', async () => {
    const { progress } = await givenProgress()
    const { stops, finished } = progress()
    expect(finished).toBe(1)
    expect(stops[0]).toEqual({ page: 'Consent', reached: 4, stopped: 1 })
    const part = stops.find(({ page }) => page.startsWith('Comparisons, part 1'))
    expect(part).toMatchObject({ reached: 3, stopped: 2 })
    expect(stops.at(-1)).toEqual({ page: 'Check your answers', reached: 1, stopped: 0 })
    for (const [at, { reached, stopped }] of stops.entries())
      expect(reached - stopped).toBe(stops[at + 1]?.reached ?? finished)
  })

  it('moves with every answer, and is that of one society for whoever works for it', async () => {
    const { progress, context, app, invite } = await givenProgress()
    expect(progress('sbc').stops[0]).toMatchObject({ reached: 1, stopped: 1 })
    await surgeon(app, invite({ society: 'sbc' })).reach('consent')
    expect(progress('sbc').stops[0]).toMatchObject({ reached: 2, stopped: 2 })
    const browser = await givenBrowser(context, app, 'coordinator', 'sbc')
    const page = wordsOf((await browser.get('/studies/endo/fieldwork')).text)
    expect(page).toContain('only.')
    expect(page).not.toContain('ISASS')
    const csv = (await browser.get('/studies/endo/fieldwork.csv')).text
    expect(csv).toMatch(/^\uFEFF?part,/)
    expect(csv).not.toContain('isass')
  })

  it('gives median and quartiles of the minutes that browsers measured', async () => {
    const { progress, context } = await givenProgress()
    context.db.prepare('DELETE FROM page_timing').run()
    const add = context.db.prepare(
      `INSERT INTO page_timing (respondent_id, page, visits, active_ms, wall_ms) VALUES (?, 'consent', 1, ?, 1)`,
    )
    const ids = context.db.prepare('SELECT id FROM respondent ORDER BY id').pluck().all() as number[]
    context.db
      .prepare(
        `UPDATE respondent SET completed_at = 1, consent = 'agreed', consent_at = 1, eligible = 1, eligible_at = 1`,
      )
      .run()
    for (const [at, id] of ids.entries()) add.run(id, at === 4 ? null : (at + 1) * 60_000)
    expect(progress().minutes).toEqual({ median: 2.5, low: 1.75, high: 3.25, measured: 4 })
  })

  it('shows no estimate, names the stopping rule, and withholds small counts from analysts', async () => {
    const { context, app, definition } = await givenProgress()
    const coordinator = await givenBrowser(context, app, 'coordinator')
    const words = wordsOf((await coordinator.get('/studies/endo/fieldwork')).text)
    expect(words).toContain(definition.plan.stoppingRule)
    expect(words).toContain('50 % of 4 who came to it'.replace('50', '25'))
    expect(words).not.toMatch(/implied|predicted/i)
    const analyst = await givenBrowser(context, app, 'analyst')
    const page = (await analyst.get('/studies/endo/fieldwork')).text
    expect(wordsOf(page)).toContain('Responses by day Withheld: too few people.')
    expect(load(page)('td[data-label="Stopped there"], table.days').length).toBe(0)
  })

  it('comes as one table in which response rates can be rebuilt, small counts blank for everybody', async () => {
    const { context, app, invite, studyId, clock } = givenStudy()
    for (let n = 0; n < 12; n++) {
      const link = invite()
      if (n < 6) await surgeon(app, link).reach('consent')
    }
    context.queries.studies.setCloseTime.run(clock.now + 1e9, 'UTC', studyId)
    const browser = await givenBrowser(context, app, 'owner')
    const { text } = await browser.get('/studies/endo/fieldwork.csv')
    expect(text).toContain('part,society,wave,language,what,n,of,of_n,level,route\n')
    expect(text).toContain('funnel,isass,1,en,listed,12,,,cell,personal\n')
    expect(text).toContain('funnel,isass,1,en,started,6,listed,12,cell,personal\n')
    expect(text).toContain('day,,,,2026-03-02 started,6,,,all,all\n')
    await surgeon(app, invite({ society: 'sbc' })).reach('consent')
    expect((await browser.get('/studies/endo/fieldwork.csv')).text).toContain(
      'funnel,sbc,1,en,started,,listed,,cell,personal\n',
    )
    const all = (await browser.get('/studies/endo/fieldwork-all-counts.csv')).text
    expect(all).toContain('funnel,sbc,1,en,started,1,listed,1,cell,personal\n')
    expect(all).toContain('funnel,,,,started,7,listed,13,all,personal\n')
    const analyst = await givenBrowser(context, app, 'analyst')
    await analyst.get('/studies/endo/fieldwork-all-counts.csv').expect(403)
    const ofSociety = await givenBrowser(context, app, 'coordinator', 'sbc')
    const own = (await ofSociety.get('/studies/endo/fieldwork-all-counts.csv')).text
    expect(own).toContain('funnel,sbc,,,started,1,listed,1,society,personal\n')
    expect(own).not.toMatch(/isass|,all,(personal|all)\nfunnel/)
  })
})
