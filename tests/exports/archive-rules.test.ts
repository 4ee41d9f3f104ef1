import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReadOnly } from '../../db/open-database.ts'
import { prepareQueries } from '../../db/queries/index.ts'
import type { Context } from '../../server/context.ts'
import { buildArchive } from '../../server/exports/build-archive.ts'
import { archiveColumns } from '../../server/exports/columns.ts'
import { Refusal } from '../../server/refusal.ts'
import { withdraw } from '../../server/respond/finish.ts'
import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { givenLiveStudy, givenRespondent, givenTestingStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive, givenFolder } from './support.ts'

const everything = { C01: 'more', C02: 'equal', C03: 'less' } as const

function givenCompleted(options: Parameters<typeof givenContext>[0] = {}) {
  const { context, clock } = givenContext(options)
  givenLiveStudy(context, 'small', smallStudy())
  const respondent = givenRespondent(context, clock, {
    slug: 'small',
    responses: everything,
    answers: { is_surgeon: 'yes' },
  })
  return { context, clock, respondent }
}

function changeAnswer(context: Context, respondentId: number, seq: number): void {
  context.transaction(() => {
    const assignment = context.queries.judgements.find.get(respondentId, seq)!
    const respondent = { id: respondentId, language: 'en' } as never
    const response = assignment.response === 'less' ? 'more' : 'less'
    const seenRevision = assignment.revision ?? 0
    saveJudgement(context, respondent, assignment, { response, seenRevision, activeMs: null })
  })
}

test('the answers of someone who withdrew are in no file', () => {
  const { context, respondent } = givenCompleted()
  context.transaction(() => withdraw(context, respondent))

  const started = givenArchive(context, { include: 'started' })
  expect(started.rows('respondents.csv')).toEqual([
    expect.objectContaining({ state: 'withdrawn', n_answered: '', is_surgeon: '', start_day: '' }),
  ])
  const files = ['judgements.csv', 'schedule.csv', 'revisions.csv', 'timings.csv', 'wide/work_effort.csv']
  for (const file of files) expect(started.rows(file), file).toEqual([])
  expect(givenArchive(context, { include: 'completed' }).rows('respondents.csv')).toEqual([])
})

test('test answers are never among live ones, and say test on every row', () => {
  const { context, clock } = givenContext()
  givenTestingStudy(context, 'small', smallStudy())
  givenRespondent(context, clock, {
    slug: 'small',
    kind: 'test',
    responses: everything,
    answers: { is_surgeon: 'yes' },
  })
  expect(() => givenArchive(context)).toThrow(Refusal)
  const rows = givenArchive(context, { mode: 'test' }).rows('judgements.csv')
  expect(rows).toHaveLength(7)
  expect(new Set(rows.map((row) => row.mode))).toEqual(new Set(['test']))
})

test('the same data give the same bytes, and one changed answer another hash', () => {
  const { context, respondent } = givenCompleted()
  const one = givenArchive(context)
  const again = givenArchive(context)
  expect(again.text('manifest.json')).toBe(one.text('manifest.json'))
  changeAnswer(context, respondent.id, 3)
  const changed = givenArchive(context)
  const hashes = (archive: typeof one) =>
    new Map(archive.manifest.files.map((file) => [file.name, file.sha256]))
  const differing = [...hashes(one)].filter(([name, hash]) => hashes(changed).get(name) !== hash)
  expect(differing.map(([name]) => name)).toEqual(expect.arrayContaining(['judgements.csv', 'revisions.csv']))
  expect(differing.map(([name]) => name)).not.toContain('schedule.csv')
  const row = changed.rows('judgements.csv').find((one) => one.seq === '3')!
  expect(row.revisions).toBe('1')
})

test('the manifest counts, sizes and hashes what is there', () => {
  const { context } = givenCompleted()
  const { folder, manifest, rows, text } = givenArchive(context)
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  expect(manifest.files.map((file) => file.name)).toEqual(
    names.filter((name) => name !== 'manifest.json').sort(),
  )
  for (const file of manifest.files) {
    const bytes = readFileSync(join(folder, file.name))
    expect(file.bytes, file.name).toBe(bytes.length)
    expect(file.sha256, file.name).toBe(createHash('sha256').update(bytes).digest('hex'))
    if (file.rows !== null) expect(rows(file.name), file.name).toHaveLength(file.rows)
  }
  expect(manifest.files.find((file) => file.name === 'instrument/plan-1.json')!.sha256).toBe(
    manifest.plan_sha256,
  )
  expect(manifest.files.find((file) => file.name === 'instrument/definition-1.json')!.sha256).toBe(
    manifest.study_sha256,
  )
  expect(text('README.md')).toContain('| wide/work_effort.csv | 1 | 1 | 1 | 1 |')
})

test('every column of every file is in the codebook, in the order of the file', () => {
  const { context } = givenCompleted()
  const { manifest, rows, text } = givenArchive(context)
  const codebook = rows('codebook.csv')
  for (const { name } of manifest.files.filter((file) => file.name.endsWith('.csv'))) {
    const columns = codebook.filter((row) => row.file === name).map((row) => row.column)
    expect(columns.join(','), name).toBe(text(name).split('\n')[0])
  }
  expect(Object.keys(archiveColumns)).toHaveLength(12)
})

test('Excel gets a mark and disarmed text, and numbers and codes as they are', () => {
  const { context, clock } = givenContext()
  const study = smallStudy()
  study.comparators[0]!.label = { en: '=HYPERLINK("http://x")' }
  study.comparators[1]!.label = { en: '-5 % "more", she said' }
  study.comparators[2]!.source = '@somewhere'
  givenLiveStudy(context, 'small', study)
  givenRespondent(context, clock, {
    slug: 'small',
    responses: everything,
    answers: { is_surgeon: 'yes', cases: -3 },
  })
  const excel = givenArchive(context, { flavour: 'excel' })
  expect(excel.text('items.csv')).toBe(
    '\ufeffitem,role,codes,label,wrvu,wrvu_year,source,multiple_procedure_rule,sum_before_rule\n' +
      'T1,target,0202T,The target,,,,,\n' +
      `C01,comparator,63047,"'=HYPERLINK(""http://x"")",15.37,2023,"CMS PFS Relative Value File, January 2023",0,15.37\n` +
      `C02,comparator,63030,"'-5 % ""more"", she said",12,2023,"CMS PFS Relative Value File, January 2023",0,12\n` +
      `C03,comparator,22612,Procedure C03,23.53,2023,'@somewhere,0,23.53\n`,
  )
  expect(excel.rows('respondents.csv')[0]!.cases).toBe('-3')
  expect(givenArchive(context).rows('items.csv')[1]!.label).toBe('=HYPERLINK("http://x")')
})

test('Korean text and line ends inside text arrive unharmed', () => {
  const { context, clock } = givenContext()
  const study = smallStudy()
  study.languages = ['en']
  study.comparators[0]!.label = { en: '요추 감압술, 한 분절' }
  study.constructs[0]!.definition = { en: 'first line\nsecond line' }
  study.constructs[1]!.definition = { en: 'before\rafter' }
  givenLiveStudy(context, 'small', study)
  givenRespondent(context, clock, { slug: 'small', responses: everything, answers: { is_surgeon: 'yes' } })
  const { rows } = givenArchive(context)
  expect(rows('items.csv')[1]!.label).toBe('요추 감압술, 한 분절')
  expect(rows('constructs.csv').map((row) => row.definition)).toEqual([
    'first line\nsecond line',
    'before\rafter',
  ])
})

test('days are told in the zone of the study', () => {
  const { context, clock } = givenContext()
  clock.now = Date.UTC(2026, 2, 2, 23, 30)
  givenLiveStudy(context, 'small', smallStudy())
  const study = context.queries.studies.findBySlug.get('small')!
  context.queries.studies.setCloseTime.run(clock.now + 1e9, 'Asia/Seoul', study.id)
  givenRespondent(context, clock, { slug: 'small', responses: everything, answers: { is_surgeon: 'yes' } })
  expect(givenArchive(context).rows('judgements.csv')[0]!.start_day).toBe('2026-03-03')
})

test('an exclusion is listed with its reason until it is taken back', () => {
  const { context, clock, respondent } = givenCompleted()
  const exclude = context.db.prepare(
    `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
     VALUES (?, ?, ?, ?, 'analyst', 'analyst@example.org', ?)`,
  )
  exclude.run(respondent.study_id, respondent.id, 1, 'Same answer, throughout', clock.now)
  expect(givenArchive(context).text('exclusions.csv')).toBe(
    `respondent,reason,by_role,dataset,item\n${respondent.pseudonym},"Same answer, throughout",analyst,,\n`,
  )
  expect(givenArchive(context).rows('judgements.csv')).toHaveLength(7)
  exclude.run(respondent.study_id, respondent.id, 0, 'Checked', clock.now)
  expect(givenArchive(context).rows('exclusions.csv')).toEqual([])
})

test('an export is one snapshot: what is saved meanwhile is in none of its files', () => {
  const file = join(givenFolder(), 'comparand.db')
  const { context, respondent } = givenCompleted({ file })
  const db = openReadOnly(file)
  const reader: Context = { ...context, db, queries: prepareQueries(db) }
  const { listRespondents } = reader.queries.exports
  const all = listRespondents.all.bind(listRespondents)
  // Between the first table and the others somebody changes an answer on the saving connection.
  listRespondents.all = (...given) => {
    const rows = all(...given)
    changeAnswer(context, respondent.id, 1)
    return rows
  }
  const { rows } = givenArchive(reader)
  db.close()
  expect(rows('judgements.csv').find((row) => row.seq === '1')!.revisions).toBe('0')
  expect(rows('revisions.csv').filter((row) => row.seq === '1')).toHaveLength(1)
  expect(context.queries.judgements.find.get(respondent.id, 1)!.revision).toBe(2)
})

test('an export that fails leaves nothing that looks whole', () => {
  const { context } = givenCompleted()
  const folder = givenFolder()
  const { listTimings } = context.queries.exports
  const broken = () => {
    throw new Error('the disk is gone')
  }
  const request = { slug: 'small', include: 'completed', mode: 'live', flavour: 'script' } as const
  const lent = {
    ...context,
    queries: {
      ...context.queries,
      exports: { ...context.queries.exports, listTimings: { ...listTimings, all: broken } as never },
    },
  }
  expect(() => buildArchive(lent, request, join(folder, 'out'))).toThrow('the disk is gone')
  expect(readdirSync(folder)).toEqual([])
})

test('a folder with other files is never touched; an older export is replaced', () => {
  const { context } = givenCompleted()
  const folder = givenFolder()
  const request = { slug: 'small', include: 'completed', mode: 'live', flavour: 'script' } as const
  mkdirSync(join(folder, 'mine'))
  writeFileSync(join(folder, 'mine', 'thesis.txt'), 'years of work')
  expect(() => buildArchive(context, request, join(folder, 'mine'))).toThrow(Refusal)
  buildArchive(context, request, join(folder, 'out'))
  buildArchive(context, request, join(folder, 'out'))
  expect(readdirSync(folder).sort()).toEqual(['mine', 'out'])
  expect(readdirSync(join(folder, 'mine'))).toEqual(['thesis.txt'])
})

test('rows are read in the order of the keys, without sorting', () => {
  const { context } = givenContext()
  const plan = (sql: string): string =>
    context.db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(sql.match(/\?/g) ?? []).map(() => 1))
      .map((row) => row.detail)
      .join('; ')
  context.db.exec('ANALYZE')
  const { listAssignments, listRevisions, listAnswers, listTimings, totals } = context.queries.exports
  for (const statement of [listAssignments, listRevisions, listAnswers, listTimings, totals]) {
    expect(plan(statement.source)).toMatch(/^SEARCH \S+ USING PRIMARY KEY/)
    expect(plan(statement.source)).not.toMatch(/SCAN|TEMP B-TREE/)
  }
})
