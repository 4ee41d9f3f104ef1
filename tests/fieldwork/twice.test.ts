import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterEach, describe, expect, it } from 'vitest'
import { makeBackup, restoreBackup } from '../../db/backup.ts'
import { openDatabase } from '../../db/open-database.ts'
import { makeContext } from '../../server/context.ts'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { erasePerson } from '../../server/fieldwork/erase-person.ts'
import { saveLinesOf } from '../../server/fieldwork/erasure-record.ts'
import { reapplyErasures } from '../../server/fieldwork/reapply-erasures.ts'
import { settleErasures } from '../../server/fieldwork/settle-erasures.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

const who = 'coordinator@society.example'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function givenFinished(members = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-twice-'))
  folders.push(folder)
  const file = join(folder, 'comparand.db')
  const study = givenStudy(undefined, undefined, { file, env: { COMPARAND_DATA: folder } })
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const links = Array.from({ length: members }, () => study.invite())
  await surgeon(study.app, links[0]!).reach('done')
  const events = (action: string) =>
    study.context.db.prepare('SELECT count(*) FROM audit_event WHERE action = ?').pluck().get(action)
  const hidden = async (path: string, form: string) => {
    const page = load((await browser.get(path)).text)
    const fields = page(`form[action$="${form}"] input[type=hidden]`).toArray()
    return Object.fromEntries(fields.map((one) => [page(one).attr('name')!, String(page(one).val())]))
  }
  const record = join(folder, 'erasures.jsonl')
  return { ...study, folder, file, browser, links, events, hidden, record }
}

describe('a form that arrives several times', () => {
  it('makes one open link; the form shown anew makes another', async () => {
    const { browser, hidden, context } = await givenFinished()
    const path = '/studies/endo/open-links'
    const form = { ...(await hidden(path, '/open-links')), society: 'sbc', language: 'pt' }
    for (let n = 0; n < 3; n++) await browser.post(path, form).expect(303)
    const count = () => context.db.prepare('SELECT count(*) FROM open_link').pluck().get()
    expect(count()).toBe(1)
    await browser.post(path, { ...(await hidden(path, '/open-links')), society: 'sbc', language: 'pt' })
    expect(count()).toBe(2)
  })

  it.each([
    ['a member', '/studies/endo/members/1', '/studies/endo/members/1'],
    ['an open link', '/studies/endo/open-links', '/studies/endo/open-links/2'],
  ])('gives %s one new link, and stops it once', async (_what, page, path) => {
    const { browser, hidden, context } = await givenFinished()
    await browser.post('/studies/endo/open-links', { society: 'sbc', language: 'pt' }).expect(303)
    const id = Number(path.split('/').at(-1))
    const generation = () => context.queries.invitations.find.get(id)!.generation
    const form = await hidden(page, '/replace')
    expect(form).toEqual({ generation: '1' })
    for (let n = 0; n < 3; n++) await browser.post(`${path}/replace`, form).expect(303)
    expect(generation()).toBe(2)
    // A page that was open meanwhile does not stop the new link.
    await browser.post(`${path}/revoke`, form).expect(303)
    expect(context.queries.invitations.find.get(id)!.revoked_at).toBeNull()
    const newer = await hidden(page, '/revoke')
    for (let n = 0; n < 2; n++) await browser.post(`${path}/revoke`, newer).expect(303)
    const log = context.db.prepare(`SELECT count(*) FROM audit_event WHERE action LIKE '%link revoked'`)
    expect(log.pluck().get()).toBe(1)
  })

  it('erases once and says the same twice; of nobody else', async () => {
    const { browser, hidden, events } = await givenFinished(2)
    const form = await hidden('/studies/endo/members/1', '/erase')
    const erase = (changes = {}) =>
      browser.post('/studies/endo/members/1/erase', { ...form, what: 'answers', typed: 'erase', ...changes })
    const first = await erase()
    const second = await erase()
    expect([first.status, second.status]).toEqual([303, 303])
    expect(second.headers.location).toBe(first.headers.location)
    expect(events('person erased')).toBe(1)
    await erase({ key: '0'.repeat(64) }).expect(404)
  })

  it('closes, pauses, archives and removes once', async () => {
    const { browser, hidden, events, context, clock, app } = await givenFinished()
    const [{ pseudonym }] = context.db.prepare('SELECT pseudonym FROM respondent').all() as [
      { pseudonym: string },
    ]
    const answers = { reference: pseudonym, word: 'erase' }
    for (let n = 0; n < 2; n++) await browser.post('/studies/endo/privacy/erase-answers', answers).expect(303)
    for (const [path, action] of [
      ['pause', 'study paused'],
      ['resume', 'study resumed'],
      ['close', 'study closed'],
      ['archive', 'study archived'],
    ] as const) {
      for (let n = 0; n < 2; n++) await browser.post(`/studies/endo/${path}`).expect(303)
      expect(events(action), action).toBe(1)
    }
    const dates = { identities: '2026-03-02', answers: '', zone: 'UTC' }
    await browser.post('/studies/endo/privacy/retention', dates).expect(303)
    clock.now = Date.UTC(2026, 2, 3)
    const later = await givenBrowser(context, app, 'owner')
    const page = load((await later.get('/studies/endo/privacy')).text)
    const due = String(page('input[name=due]').val())
    expect(due).toBe('identities')
    for (let n = 0; n < 2; n++)
      await later.post('/studies/endo/privacy/apply', { due, confirm: 'endo' }).expect(303)
    expect(events('retention applied')).toBe(1)
    await later.post('/studies/endo/privacy/apply', { confirm: 'endo' }).expect(422)
    expect(await hidden('/studies/endo/privacy', '/apply')).toEqual({})
  })
})

describe('the record of erasures', () => {
  it('has no line of an erasure whose commit failed, so a restore does not do what never happened', async () => {
    const { context, record } = await givenFinished()
    closeStudy(context, 'endo', who)
    context.db.exec(
      `CREATE TRIGGER full BEFORE INSERT ON identity_cut BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    )
    expect(() => cutIdentity(context, 'endo', 'endo', who)).toThrow('disk full')
    settleErasures(context)
    expect(existsSync(record)).toBe(false)
    context.db.exec('DROP TRIGGER full')
    expect(reapplyErasures(context, who)).toBe(0)
    cutIdentity(context, 'endo', 'endo', who)
    expect(readFileSync(record, 'utf8')).toContain('"kind":"cut"')
  })

  it('gets a line that could not be written at first, also when only a restore comes after', async () => {
    const { context, record, folder, file } = await givenFinished()
    const backup = join(folder, 'backup.db')
    makeBackup(file, backup)
    context.log.level = 'silent'
    // Nothing can be appended to a folder.
    const { mkdirSync, rmdirSync } = await import('node:fs')
    mkdirSync(record)
    erasePerson(context, { slug: 'endo', invitationId: 1, onlySociety: null }, true, who)
    expect(context.queries.erasure.listLines.all()).toHaveLength(1)
    rmdirSync(record)
    context.db.close()
    saveLinesOf(context.config)
    restoreBackup(backup, file, 'now')
    const restored = makeContext({ ...context, db: openDatabase(file) })
    expect(reapplyErasures(restored, who)).toBe(1)
    expect(restored.queries.invitations.find.get(1)).toBeUndefined()
    restored.db.close()
  })

  it('is not done before the log is empty: a reader that was in the way is waited for', async () => {
    const { context, file } = await givenFinished()
    const reader = openDatabase(file)
    reader.exec('BEGIN; SELECT count(*) FROM respondent')
    context.db.pragma('busy_timeout = 20')
    erasePerson(context, { slug: 'endo', invitationId: 1, onlySociety: null }, true, who)
    expect(context.queries.erasure.listWipes.all()).toEqual(['log'])
    reader.exec('COMMIT')
    reader.close()
    settleErasures(context)
    expect(context.queries.erasure.listWipes.all()).toEqual([])
    expect(readFileSync(file).includes('member-1@society.example')).toBe(false)
    context.db.close()
  })
})

describe('a list that is no list', () => {
  it('shows the beginning of a cell of megabytes', async () => {
    const { browser } = await givenFinished()
    const long = 'x'.repeat(400_000)
    const sent = await browser.upload('/studies/endo/members', {
      text: `email,name,society,language\na@society.example,${long},isass,en`,
    })
    const page = await browser.get(String(sent.headers.location))
    expect(page.text.length).toBeLessThan(60_000)
    expect(wordsOf(page.text)).toContain('… (400000 characters)')
  })

  it.each([
    [{ encoding: 'x'.repeat(30) }, 400],
    [{ header: 'perhaps' }, 400],
    [{ wave: '-1' }, 422],
    [{ ask: 'nobody' }, 422],
    [{ size: '12345678' }, 422],
    [{ leave_out: 'maybe' }, 422],
  ])('a form changed by hand (%j) is answered by a sentence', async (changes, status) => {
    const { browser } = await givenFinished()
    const text = 'email,society,language\nb@society.example,isass,en\nc@society.example,isass,en'
    const sent = await browser.upload('/studies/endo/members', { text })
    const here = String(sent.headers.location)
    const page = load((await browser.get(here)).text)
    const fields = page(`form[action="${here}"][method=post] input[type=hidden]`).toArray()
    const form = Object.fromEntries(fields.map((one) => [page(one).attr('name')!, String(page(one).val())]))
    const answer = await browser.post(here, { ...form, ask: 'all', size: '', ...changes } as Record<
      string,
      string
    >)
    expect(answer.status).toBe(status)
    expect(wordsOf(answer.text)).not.toMatch(/Invalid (input|option)|Too big|expected (one|string)|>=/)
  })
})
