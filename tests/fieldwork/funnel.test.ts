import * as cheerio from 'cheerio'
import { describe, expect, it } from 'vitest'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
import { responseShare, sharesBy, sharesOf, toldShares } from '../../server/fieldwork/funnel-shares.ts'
import type { FunnelStage } from '../../server/fieldwork/funnel-stages.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'

let members = 0

/** Brings a respondent to a stage the short way; what leads there is the surgeon's pages' test. */
function givenRespondent(
  { context, clock, studyId }: GivenStudy,
  kind: 'member' | 'test' | 'open',
  reached: 'started' | 'consented' | 'ineligible' | 'eligible' | 'judged' | 'completed',
  society = 'isass',
): number {
  const { invitations, respondents, judgements } = context.queries
  members += 1
  const email = kind === 'member' ? `stage-${members}@society.example` : null
  const row = invitations.insert.run(studyId, kind, email, '', 'en', society, 1, clock.now)
  const invitation = invitations.find.get(Number(row.lastInsertRowid))!
  const study = context.queries.studies.findById.get(studyId)!
  const { id } = startRespondent(context, { study, invitation, language: 'es', device: 'phone' })
  if (reached === 'started') return id
  respondents.setConsent.run('agreed', clock.now, id)
  if (reached === 'consented') return id
  respondents.setEligible.run(reached === 'ineligible' ? 0 : 1, clock.now, id)
  if (reached === 'ineligible' || reached === 'eligible') return id
  judgements.save.run(id, 1, 'cannot', 'en', clock.now, null)
  if (reached === 'completed') respondents.setCompleted.run(clock.now, id)
  return id
}

function countsOf({ context, studyId }: GivenStudy): Record<FunnelStage, number> {
  const shares = sharesOf(funnelOf(context, studyId))
  return Object.fromEntries(shares.map(({ stage, n }) => [stage, n])) as Record<FunnelStage, number>
}

describe('the funnel', () => {
  it('counts every stage once, by society and language of the invitation', async () => {
    const study = givenStudy()
    study.invite({ society: 'sbc', language: 'pt' })
    for (const stage of ['started', 'consented', 'ineligible', 'eligible', 'judged', 'completed'] as const)
      givenRespondent(study, 'member', stage)
    expect(countsOf(study)).toEqual({
      listed: 7,
      mailed: 0,
      not_bounced: 0,
      started: 6,
      consented: 5,
      eligible: 3,
      judged: 2,
      completed: 1,
      analysed: 1,
    })
    const rows = funnelOf(study.context, study.studyId)
    expect(rows).toContainEqual({
      stage: 'listed',
      society: 'sbc',
      wave: 1,
      language: 'pt',
      route: 'personal',
      n: 1,
    })
    expect(rows).toContainEqual({
      stage: 'started',
      society: 'isass',
      wave: 1,
      language: 'en',
      route: 'personal',
      n: 6,
    })
    const browser = await givenBrowser(study.context, study.app, 'coordinator')
    const page = wordsOf((await browser.get('/studies/endo/fieldwork')).text)
    expect(page).toContain('86 % of 7 listed')
    // The program sent no invitation: zeros would read like a failure.
    expect(page).not.toMatch(/Mailed|Not bounced/)
    expect(page).toContain('83 % of 6 started')
  })

  it('counts what the mail server accepted, and what came back', () => {
    const study = givenStudy()
    for (const status of ['queued', 'accepted', 'accepted', 'failed', 'bounced']) {
      study.invite()
      study.context.db
        .prepare('UPDATE invitation SET mail_status = ? WHERE id = (SELECT max(id) FROM invitation)')
        .run(status)
    }
    expect(countsOf(study)).toMatchObject({ listed: 5, mailed: 3, not_bounced: 2 })
  })

  it('never counts test answers', () => {
    const study = givenStudy()
    givenRespondent(study, 'test', 'completed')
    expect(Object.values(countsOf(study)).every((n) => n === 0)).toBe(true)
  })

  it('counts people of an open link from the start on, with no denominator', async () => {
    const study = givenStudy()
    givenRespondent(study, 'open', 'completed')
    expect(countsOf(study)).toMatchObject({ listed: 0, started: 1, completed: 1 })
    expect(responseShare(funnelOf(study.context, study.studyId))).toBeUndefined()
    const browser = await givenBrowser(study.context, study.app, 'coordinator')
    const page = wordsOf((await browser.get('/studies/endo/fieldwork')).text)
    expect(page).toContain('no denominator: nobody knows how many saw the link')
    expect(page).not.toContain('of 0 listed')
  })

  it('tells the rate of starting of the listed members, however many came by an open link', async () => {
    const study = givenStudy()
    for (let n = 0; n < 3; n++) givenRespondent(study, 'open', 'completed', 'sbc')
    givenRespondent(study, 'open', 'completed', 'isass')
    givenRespondent(study, 'member', 'completed', 'isass')
    study.invite({ society: 'isass' })
    const rows = funnelOf(study.context, study.studyId)
    const starts = toldShares(rows)
      .filter(({ stage }) => stage === 'started')
      .map(({ name, n, ofN }) => [name, n, ofN])
    expect(starts).toEqual([
      ['Started by personal link', 1, 2],
      ['Started by open link', 4, undefined],
      ['Started in all', 5, undefined],
    ])
    expect(responseShare(rows)).toMatchObject({ n: 1, ofN: 2, ofStage: 'listed' })
    expect(sharesBy(rows, 'society').map(({ name, shares }) => [name, shares[3]!.n])).toEqual([
      ['isass', 2],
      ['sbc', 3],
    ])
    const browser = await givenBrowser(study.context, study.app, 'coordinator')
    const page = wordsOf((await browser.get('/studies/endo/fieldwork')).text)
    expect(page).toContain('Started by personal link')
    expect(page).toContain('50 % of 2 listed')
    const $ = cheerio.load((await browser.get('/studies/endo/fieldwork')).text)
    const told = (row: string, column: string) =>
      $('table.shares')
        .first()
        .find('tr')
        .filter((_, tr) => $(tr).find('th').text() === row)
        .find(`td[data-label="${column}"]`)
        .text()
        .trim()
    expect(told('ISASS', 'Started by personal link')).toBe('150 % of 2 listed')
    expect(told('ISASS', 'Started by open link')).toBe('1')
    expect(told('ISASS', 'Response rate')).toBe('50 %1 of 2 listed')
    expect(told('SBC', 'Started by personal link')).toBe('0')
    expect(told('SBC', 'Started by open link')).toBe('3')
    expect(told('SBC', 'Response rate')).toBe('–')
    expect(page).toContain('Response rate: 1 completed by a personal link, 50 % of 2 listed.')
  })

  it('leaves the withdrawn and the excluded out of the analysis only, and takes a reversed exclusion back', () => {
    const study = givenStudy()
    const { context, clock, studyId } = study
    const exclude = (id: number, excluded: 0 | 1) =>
      context.db
        .prepare(
          `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
           VALUES (?, ?, ?, 'too fast', 'analyst', 'analyst@society.example', ?)`,
        )
        .run(studyId, id, excluded, clock.now)
    context.queries.respondents.setWithdrawn.run(clock.now, givenRespondent(study, 'member', 'completed'))
    const id = givenRespondent(study, 'member', 'completed')
    exclude(id, 1)
    expect(countsOf(study)).toMatchObject({ completed: 2, analysed: 0 })
    exclude(id, 0)
    expect(countsOf(study)).toMatchObject({ completed: 2, analysed: 1 })
  })

  it('stays when the link between addresses and answers is cut', () => {
    const study = givenStudy()
    givenRespondent(study, 'member', 'completed')
    const before = countsOf(study)
    study.context.db.prepare('DELETE FROM identity_link').run()
    expect(countsOf(study)).toEqual(before)
  })
})

describe('a funnel frozen by an older version of the program', () => {
  it('is still shown, with no rate of starting where it was not kept who came how', async () => {
    const study = givenStudy()
    for (let n = 0; n < 6; n++) givenRespondent(study, 'member', 'completed')
    closeStudy(study.context, 'endo', 'coordinator@society.example')
    cutIdentity(study.context, 'endo', 'endo', 'coordinator@society.example')
    study.context.db.exec(`
      UPDATE frozen_funnel SET route = 'unknown' WHERE stage NOT IN ('listed', 'mailed', 'not_bounced');
      UPDATE respondent SET route = 'unknown'`)
    expect(countsOf(study)).toMatchObject({ listed: 6, started: 6, completed: 6, analysed: 6 })
    const rows = funnelOf(study.context, study.studyId)
    expect(toldShares(rows).find(({ stage }) => stage === 'started')).toMatchObject({ n: 6, ofN: undefined })
    expect(responseShare(rows)).toBeUndefined()
    for (const role of ['coordinator', 'analyst'] as const) {
      const browser = await givenBrowser(study.context, study.app, role)
      const { text } = await browser.get('/studies/endo/fieldwork').expect(200)
      expect(wordsOf(text)).toContain('which, was not kept')
      expect(wordsOf(text)).not.toContain('Response rate')
      const csv = (await browser.get('/studies/endo/fieldwork.csv').expect(200)).text
      expect(csv).toContain('funnel,,,,started,6,,,all,unknown\n')
    }
  })
})
