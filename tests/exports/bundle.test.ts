import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Context } from '../../server/context.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import type { Manifest } from '../../server/exports/manifest.ts'
import type { ExportRequest } from '../../server/exports/snapshot.ts'
import { Refusal } from '../../server/refusal.ts'
import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { readZip } from '../support/read-zip.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenThreeSurgeons } from './given-surgeons.ts'
import { givenArchive, givenFolder } from './support.ts'

const request = { slug: 'small', include: 'completed', mode: 'live', flavour: 'script' } as const

async function zipOf(context: Context, choice: Partial<ExportRequest> = {}): Promise<Buffer> {
  const file = join(givenFolder(), 'out.zip')
  await buildBundle(context, { ...request, ...choice }, file, { polite: false })
  return readFileSync(file)
}

function changeAnswer(context: Context): void {
  context.transaction(() => {
    const { id } = context.queries.respondents.findByInvitation.get(1)!
    const assignment = context.queries.judgements.find.get(id, 1)!
    const response = assignment.response === 'less' ? 'more' : 'less'
    const given = { response, seenRevision: assignment.revision ?? 0, activeMs: null } as const
    saveJudgement(context, { id, language: 'en' } as never, assignment, given)
  })
}

test('a bundle opened again holds what its manifest says, every byte', async () => {
  const { context } = givenThreeSurgeons()
  for (const flavour of ['script', 'excel'] as const) {
    const entries = readZip(await zipOf(context, { flavour }))
    const manifest = JSON.parse(
      entries.find(({ name }) => name === 'manifest.json')!.bytes.toString(),
    ) as Manifest
    const names = entries.map(({ name }) => name)
    expect(names).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].sort())
    for (const { name, bytes, sha256 } of manifest.files) {
      const entry = entries.find((one) => one.name === name)!
      expect(entry.bytes.length, name).toBe(bytes)
      expect(createHash('sha256').update(entry.bytes).digest('hex'), name).toBe(sha256)
    }
    // The first moment the format knows, whatever the clock and the zone of the machine.
    expect(new Set(entries.map(({ time }) => time))).toEqual(new Set([0x00210000]))
  }
})

test('the same answers give the same bytes, and one changed answer others', async () => {
  const { context } = givenThreeSurgeons()
  const hash = (zip: Buffer) => createHash('sha256').update(zip).digest('hex')
  const one = hash(await zipOf(context))
  expect(hash(await zipOf(context))).toBe(one)
  expect(hash(await zipOf(givenThreeSurgeons().context))).toBe(one)
  changeAnswer(context)
  expect(hash(await zipOf(context))).not.toBe(one)
})

test('a bundle that fails leaves nothing, and a full disk is said in words', async () => {
  const { context } = givenThreeSurgeons()
  const folder = givenFolder()
  const full = () => {
    throw Object.assign(new Error('write'), { code: 'ENOSPC' })
  }
  const { listTimings } = context.queries.exports
  const exports = { ...context.queries.exports, listTimings: { ...listTimings, all: full } as never }
  const lent = { ...context, queries: { ...context.queries, exports } }
  const building = buildBundle(lent, request, join(folder, 'out.zip'), { polite: false })
  await expect(building).rejects.toThrow(/^The disk is full/)
  expect(readdirSync(folder)).toEqual([])
})

test('an older bundle is replaced, any other file is left alone', async () => {
  const { context } = givenThreeSurgeons()
  const folder = givenFolder()
  writeFileSync(join(folder, 'thesis.zip'), 'years of work')
  mkdirSync(join(folder, 'folder.zip'))
  const build = (name: string) => buildBundle(context, request, join(folder, name), { polite: false })
  for (const name of ['thesis.zip', 'folder.zip', 'out.csv'])
    await expect(build(name), name).rejects.toThrow(Refusal)
  await build('out.zip')
  await build('out.zip')
  expect(readdirSync(folder).sort()).toEqual(['folder.zip', 'out.zip', 'thesis.zip'])
  expect(readFileSync(join(folder, 'thesis.zip'), 'utf8')).toBe('years of work')
})

test('every column of every file is in the codebook, in the order of the file', () => {
  const { manifest, rows, text } = givenArchive(givenThreeSurgeons().context, { programs: true })
  const codebook = rows('codebook.csv')
  const tables = manifest.files.filter((file) => file.name.endsWith('.csv'))
  expect(tables.length).toBe(33)
  for (const { name } of tables) {
    const columns = codebook.filter((row) => row.file === name).map((row) => row.column)
    expect(columns.join(','), name).toBe(text(name).split('\n')[0])
  }
})

test('files for programs leave out who is excluded, the archive keeps them and says why', () => {
  const { context } = givenThreeSurgeons()
  const first = context.queries.respondents.findByInvitation.get(1)!
  context.db
    .prepare(
      `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
       VALUES (?, ?, 1, 'Answered at random', 'analyst', 'analyst@example.org', 1)`,
    )
    .run(first.study_id, first.id)
  const { rows, text } = givenArchive(context, { programs: true })
  const listed = (name: string) => rows(name).some((row) => row.respondent === first.pseudonym)
  for (const name of ['judgements.csv', 'wide/work_effort.csv', 'exclusions.csv'])
    expect(listed(name), name).toBe(true)
  for (const name of ['r/answers.csv', 'jamovi/work_effort_012_equal1.csv', 'erm/work_effort.csv'])
    expect(listed(name), name).toBe(false)
  expect(text('README.md')).toContain('They leave out 1 respondent excluded from analyses (exclusions.csv)')
})

test('the README leads somebody who knows only jamovi to measures and implied work RVU, and to neither while answers come in', () => {
  const { context } = givenThreeSurgeons()
  const closed = givenArchive(context, { programs: true }).text('README.md')
  expect(closed).toContain('| C01 | 63047 | Procedure C01 | 15.37 | 2023 |')
  const guide = closed.slice(closed.indexOf('## In jamovi'), closed.indexOf('## In R'))
  const steps = guide.split('\n').filter((line) => /^\d+\. /.test(line))
  expect(steps.map((line) => line.split('.')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  // snowIRT shows none of them at first.
  expect(guide).toContain('**Outfit**; under **Model fit**, **Reliability** and **MADaQ3**')
  expect(guide).toContain('`measure` from step 6')
  expect(guide).toContain('**Intercept** is the implied work RVU')
  expect(guide).toMatch(/of \d+ rows of this file it keeps \d+/)
  const open = givenArchive(context, { programs: true, blind: true }).text('README.md')
  expect(open).not.toMatch(/Intercept|numbers\.csv|Rscript/)
})

test('a title or label with line ends and strokes breaks no heading and no table of the README', () => {
  const definition = smallStudy()
  definition.title = { en: 'A "title",\nwith = and 한국어 😀' }
  definition.comparators[0]!.label = { en: 'One | two;\r\n"three"' }
  const { context } = givenContext()
  givenLiveStudy(context, 'small', definition)
  const { text } = givenArchive(context, { programs: true })
  expect(text('README.md')).toMatch(/^# A "title", with = and 한국어 😀\n\n/)
  expect(text('README.md')).toContain('| C01 | 63047 | One \\| two; "three" | 15.37 | 2023 |\n')
  expect(text('codebook.md')).toMatch(/^# Codebook: A "title", with = and 한국어 😀\n\n/)
})
