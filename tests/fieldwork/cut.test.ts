import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeBackup, restoreBackup } from '../../db/backup.ts'
import { openDatabase } from '../../db/open-database.ts'
import { makeContext } from '../../server/context.ts'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { erasePerson } from '../../server/fieldwork/erase-person.ts'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
import { reapplyErasures } from '../../server/fieldwork/reapply-erasures.ts'
import { wipe } from '../../server/fieldwork/settle-erasures.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-cut-'))
  folders.push(folder)
  return folder
}

/** Numbers that take three bytes each and stand in no other place by chance. */
const firstInvitation = 0x5a5a00
const firstRespondent = 0x6b6b00

/** A study with eight members, six of whom began and one of whom is alone in a language, in a database file. */
async function givenAnswers() {
  const folder = givenFolder()
  const file = join(folder, 'comparand.db')
  const study = givenStudy(undefined, undefined, { file, env: { COMPARAND_DATA: folder } })
  const { context, app, invite } = study
  const insert = context.db.prepare('INSERT OR REPLACE INTO sqlite_sequence (name, seq) VALUES (?, ?)')
  insert.run('invitation', firstInvitation)
  insert.run('respondent', firstRespondent)
  for (let n = 0; n < 6; n++) {
    const me = surgeon(app, invite({ language: n === 5 ? 'ko' : 'en' }))
    await me.reach(n === 0 ? 'done' : 'consent')
  }
  invite()
  invite()
  const bytes = () => {
    const log = `${file}-wal`
    return [file, ...(statSync(log, { throwIfNoEntry: false })?.size ? [log] : [])].map((name) =>
      readFileSync(name),
    )
  }
  return { ...study, folder, file, bytes }
}

/** The rows of identity_link and of its index as they stand in a page: header, then both numbers. */
function linkPatterns(n: number): Buffer[] {
  const three = (value: number) => [value >> 16, (value >> 8) & 255, value & 255]
  const varint = (value: number) => [
    0x80 | (value >> 21),
    0x80 | ((value >> 14) & 127),
    0x80 | ((value >> 7) & 127),
    value & 127,
  ]
  const invitation = firstInvitation + n
  const respondent = firstRespondent + n
  return [
    Buffer.from([...varint(invitation), 3, 0, 3, ...three(respondent)]),
    Buffer.from([3, 3, 3, ...three(respondent), ...three(invitation)]),
  ]
}

function closeAndCut({ context }: Awaited<ReturnType<typeof givenAnswers>>): void {
  closeStudy(context, 'endo', 'coordinator@society.example')
  cutIdentity(context, 'endo', 'endo', 'coordinator@society.example')
}

describe('cutting the link between addresses and answers', () => {
  it('is refused while the study is open, and without the typed name', async () => {
    const { context, app } = await givenAnswers()
    const browser = await givenBrowser(context, app, 'coordinator')
    await browser.post('/studies/endo/privacy/cut', { typed: 'endo' }).expect(422)
    await browser.post('/studies/endo/close')
    const page = await browser.post('/studies/endo/privacy/cut', { typed: 'Endo?' })
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('Type the short name of the study, endo, to confirm.')
    expect(context.db.prepare('SELECT count(*) FROM identity_link').pluck().get()).toBe(6)
    await browser.post('/studies/endo/privacy/cut', { typed: 'endo' }).expect(303)
    expect(wordsOf((await browser.get('/studies/endo/privacy')).text)).toContain('Anonymous since')
    // Sent twice, it says the same.
    await browser.post('/studies/endo/privacy/cut', { typed: 'endo' }).expect(303)
    const cuts = context.db.prepare(`SELECT count(*) FROM audit_event WHERE action = 'identity link cut'`)
    expect(cuts.pluck().get()).toBe(1)
  })

  it('leaves no table that leads from an invitation to a respondent', async () => {
    const given = await givenAnswers()
    const { context } = given
    closeAndCut(given)
    const tables = context.db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
      .pluck()
      .all()
    const columnsOf = (table: string) =>
      context.db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all()
    const naming = (word: RegExp) =>
      tables.filter((table) => columnsOf(table).some((column) => word.test(column)))
    const both = naming(/invitation/).filter((table) => naming(/respondent/).includes(table))
    expect(both).toEqual(['identity_link'])
    const filled = naming(/invitation_id/).filter(
      (table) => context.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() !== 0,
    )
    expect(filled).toEqual([])
    expect(context.db.prepare('SELECT count(*) FROM identity_link').pluck().get()).toBe(0)
  })

  it('leaves none of its rows in any byte of the file, its free pages or its log', async () => {
    const given = await givenAnswers()
    given.context.db.pragma('wal_checkpoint(TRUNCATE)')
    const found = () =>
      Array.from({ length: 6 }, (_, n) => linkPatterns(n + 1))
        .flat()
        .filter((pattern) => given.bytes().some((bytes) => bytes.includes(pattern))).length
    // The search is one that finds: every row and every entry of the index.
    expect(found()).toBe(12)
    closeAndCut(given)
    expect(found()).toBe(0)
    expect(given.context.db.pragma('freelist_count', { simple: true })).toBe(0)
    expect(given.context.queries.erasure.findCut.get(1)!.wiped_at).not.toBeNull()
  })

  it('is wiped later when somebody reads an older state at that moment', async () => {
    const given = await givenAnswers()
    const reader = openDatabase(given.file)
    reader.exec('BEGIN; SELECT count(*) FROM respondent')
    given.context.db.pragma('busy_timeout = 20')
    closeAndCut(given)
    const wiped = () => given.context.queries.erasure.findCut.get(1)!.wiped_at
    expect(wiped()).toBeNull()
    reader.exec('COMMIT')
    reader.close()
    wipe(given.context)
    expect(wiped()).not.toBeNull()
  })

  it('deletes the addresses of groups in which an answer could be guessed', async () => {
    const given = await givenAnswers()
    closeAndCut(given)
    const left = given.context.queries.invitations.listOfStudy.all(1, 'member')
    expect(left.map(({ language }) => language)).toEqual(Array(7).fill('en'))
    expect(given.context.queries.erasure.findCut.get(1)).toMatchObject({ links: 6, addresses: 1 })
    expect(given.bytes().some((bytes) => bytes.includes('member-6@society.example'))).toBe(false)
  })

  it('freezes the funnel first; every count afterwards is the frozen one', async () => {
    const given = await givenAnswers()
    const { context } = given
    const before = funnelOf(context, 1)
    expect(before.find(({ stage, language }) => stage === 'listed' && language === 'ko')?.n).toBe(1)
    closeAndCut(given)
    const sorted = (rows: typeof before) => rows.map((row) => JSON.stringify(row)).sort()
    expect(sorted(funnelOf(context, 1))).toEqual(sorted(before))
    context.db.prepare(`DELETE FROM invitation WHERE kind = 'member'`).run()
    expect(sorted(funnelOf(context, 1))).toEqual(sorted(before))
  })

  it('is done again after an older backup is restored', async () => {
    const given = await givenAnswers()
    const backup = join(given.folder, 'backup.db')
    makeBackup(given.file, backup)
    const [member] = given.context.queries.invitations.listOfStudy.all(1, 'member')
    const person = { slug: 'endo', invitationId: member!.id, onlySociety: null }
    erasePerson(given.context, person, true, 'coordinator@society.example')
    const counts = funnelOf(given.context, 1)
    closeAndCut(given)
    given.context.db.close()
    restoreBackup(backup, given.file, 'now')
    const context = makeContext({ ...given.context, db: openDatabase(given.file) })
    expect(context.db.prepare('SELECT count(*) FROM identity_link').pluck().get()).toBe(6)
    expect(reapplyErasures(context, 'command line')).toBe(2)
    expect(reapplyErasures(context, 'command line')).toBe(0)
    expect(context.db.prepare('SELECT count(*) FROM identity_link').pluck().get()).toBe(0)
    expect(context.queries.studies.findBySlug.get('endo')).toMatchObject({
      state: 'closed',
      mode: 'anonymous',
    })
    expect(context.queries.respondents.findByPseudonym.get(1, 'S00000')).toBeUndefined()
    expect(context.db.prepare('SELECT count(*) FROM respondent').pluck().get()).toBe(5)
    const sum = (rows: typeof counts, stage: string) =>
      rows.filter((row) => row.stage === stage).reduce((total, { n }) => total + n, 0)
    for (const stage of ['listed', 'started', 'completed'])
      expect(sum(funnelOf(context, 1), stage), stage).toBe(sum(counts, stage))
    expect(readFileSync(given.file).includes(member!.email!)).toBe(false)
    context.db.close()
  })
})
