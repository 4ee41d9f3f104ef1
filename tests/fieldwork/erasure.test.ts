import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
import { applyRetention, setRetention } from '../../server/fieldwork/retention.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { addList, sendList } from './add-list.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function givenFinished() {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-erasure-'))
  folders.push(folder)
  const study = givenStudy(undefined, undefined, { env: { COMPARAND_DATA: folder } })
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const link = study.invite()
  await surgeon(study.app, link).reach('done')
  const count = (table: string) => study.context.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  const log = () => study.context.db.prepare('SELECT detail FROM audit_event').pluck().all().join()
  const record = () => readFileSync(join(folder, 'erasures.jsonl'), 'utf8')
  return { ...study, browser, link, count, log, record }
}

describe('erasing one person', () => {
  it('needs the word, and takes the identity and leaves the answers', async () => {
    const { browser, app, context, link, count, log, record } = await givenFinished()
    const before = funnelOf(context, 1)
    await browser.post('/studies/endo/members/1/erase', { what: 'identity', typed: 'yes' }).expect(422)
    expect(count('invitation')).toBe(1)
    await browser.post('/studies/endo/members/1/erase', { what: 'identity', typed: 'Erase' }).expect(303)
    expect([count('invitation'), count('identity_link')]).toEqual([0, 0])
    expect(count('judgement')).toBeGreaterThan(0)
    expect(funnelOf(context, 1)).toEqual(before)
    expect((await surgeon(app, link).get(link)).status).toBe(410)
    for (const text of [log(), record()]) {
      expect(text).not.toContain('member-1')
      expect(text).toMatch(/"key":"[0-9a-f]{64}"/)
    }
  })

  it('takes every answer too where asked, and the person still counts', async () => {
    const { browser, context, count } = await givenFinished()
    const before = funnelOf(context, 1)
    await browser.post('/studies/endo/members/1/erase', { what: 'answers', typed: 'erase' }).expect(303)
    for (const table of [
      'respondent',
      'assignment',
      'judgement',
      'judgement_revision',
      'answer',
      'answer_revision',
      'page_timing',
      'step_done',
      'erasing',
    ])
      expect(count(table), table).toBe(0)
    const withoutAnalysis = (rows: typeof before) => rows.filter(({ stage }) => stage !== 'analysed')
    expect(withoutAnalysis(funnelOf(context, 1))).toEqual(withoutAnalysis(before))
    expect(funnelOf(context, 1).find(({ stage }) => stage === 'analysed')?.n).toBe(0)
  })

  it('is not undone by a list that names them again', async () => {
    const { browser, context } = await givenFinished()
    await browser.post('/studies/endo/members/1/erase', { what: 'identity', typed: 'erase' })
    const list = 'email,society,language\nMEMBER-1@society.example,isass,en\nb@society.example,isass,en'
    expect((await sendList(browser, list)).words).toContain('1 erased from this study at their request')
    await addList(browser, list)
    expect(context.queries.invitations.listOfStudy.all(1, 'member').map(({ email }) => email)).toEqual([
      'b@society.example',
    ])
  })

  it('finds answers by the reference when nothing leads to them any more', async () => {
    const { browser, context, count, log } = await givenFinished()
    const { pseudonym } = context.db.prepare('SELECT pseudonym FROM respondent').get() as {
      pseudonym: string
    }
    await browser
      .post('/studies/endo/privacy/erase-answers', { reference: 'S99999999', word: 'erase' })
      .expect(422)
    await browser.post('/studies/endo/privacy/erase-answers', { reference: pseudonym, word: '' }).expect(422)
    await browser
      .post('/studies/endo/privacy/erase-answers', {
        reference: ` ${pseudonym.toLowerCase()}`,
        word: 'erase',
      })
      .expect(303)
    expect([count('respondent'), count('invitation')]).toEqual([0, 1])
    expect(log()).not.toContain(pseudonym)
  })

  it('is no matter of another society', async () => {
    const { context, app } = await givenFinished()
    const other = await givenBrowser(context, app, 'coordinator', 'sbc')
    await other.post('/studies/endo/members/1/erase', { what: 'identity', typed: 'erase' }).expect(404)
    await other.get('/studies/endo/privacy').expect(403)
  })
})

describe('retention', () => {
  it('removes nothing by itself, says what is due, and removes it when a person confirms', async () => {
    const { app, browser, context, clock, count } = await givenFinished()
    const dates = { identities: '2026-03-02', answers: '2026-03-03', zone: 'America/Los_Angeles' }
    await browser.post('/studies/endo/privacy/retention', dates).expect(303)
    closeStudy(context, 'endo', 'c')
    expect(wordsOf((await browser.get('/studies/endo/privacy')).text)).toContain('1 member, 0 in reserve')
    await browser.post('/studies/endo/privacy/apply', { confirm: 'endo' }).expect(422)
    // 2 March ends in Los Angeles at 08:00 UTC on the 3rd.
    clock.now = Date.UTC(2026, 2, 3, 7, 59)
    const early = await givenBrowser(context, app, 'owner')
    await early.post('/studies/endo/privacy/apply', { confirm: 'endo' }).expect(422)
    clock.now = Date.UTC(2026, 2, 3, 8)
    expect(wordsOf((await early.get('/studies/endo/privacy')).text)).toContain(
      'yes: removed when you confirm',
    )
    await early.post('/studies/endo/privacy/apply', { confirm: 'other' }).expect(422)
    expect(count('invitation')).toBe(1)
    await early.post('/studies/endo/privacy/apply', { confirm: 'endo' }).expect(303)
    expect([count('invitation'), count('identity_link'), count('respondent')]).toEqual([0, 0, 1])
    clock.now = Date.UTC(2026, 2, 4, 8)
    applyRetention(context, 'endo', 'endo', 'owner@society.example')
    expect([count('respondent'), count('judgement')]).toEqual([0, 0])
    const completed = funnelOf(context, 1).filter(
      ({ stage }) => stage === 'completed' || stage === 'analysed',
    )
    expect(completed.map(({ n }) => n)).toEqual([1, 1])
  })

  it('removes nothing of an open study', async () => {
    const { browser, context, clock, count } = await givenFinished()
    setRetention(context, 'endo', { identities: '2026-03-01', answers: '', zone: 'UTC' }, 'c')
    clock.now += 1
    const answer = await browser.post('/studies/endo/privacy/apply', { confirm: 'endo' })
    expect(wordsOf(answer.text)).toContain('Close the study first. Nothing was removed.')
    expect(count('invitation')).toBe(1)
  })
})
