import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { programVersion } from '../program-version.ts'
import { type CodebookPart, codebookRows, codebookText } from './codebook.ts'
import { type Cell, type Column, schemaVersion } from './column.ts'
import { type ArchiveFile, archiveColumns } from './columns.ts'
import { codebookColumns } from './columns-fieldwork.ts'
import { judgementSpans, scheduleSpans } from './columns-judgements.ts'
import { funnelRows } from './funnel-rows.ts'
import { instrumentFiles } from './instrument.ts'
import { judgementRows, scheduleRows } from './judgement-rows.ts'
import { readProgramSurvey, writePrograms } from './programs/write-programs.ts'
import { questionColumns } from './question-columns.ts'
import { readmeText } from './readme.ts'
import { exclusionRows, ratingRows, respondentRows, revisionRows, timingRows } from './respondent-rows.ts'
import type { ExportRequest, Snapshot } from './snapshot.ts'
import { takeSnapshot } from './snapshot.ts'
import { constructRows, itemRows } from './study-rows.ts'
import { type FileFacts, writeTable, writeText } from './table-file.ts'
import { watchRows } from './watch-rows.ts'
import { wideFiles, writeWideFiles } from './wide-files.ts'

const spansOf: Record<string, readonly number[]> = {
  'judgements.csv': judgementSpans,
  'schedule.csv': scheduleSpans,
}

/** What an archive holds; the same data always give the same manifest. */
export interface Manifest {
  schema_version: number
  program: 'comparand'
  program_version: string
  study: string
  study_version: string
  /** SHA-256 of instrument/definition-<version>.json */
  study_sha256: string
  plan_sha256: string
  filters: { include: 'completed' | 'started'; mode: 'live' | 'test'; flavour: 'script' | 'excel' }
  respondents: { listed: number; included: number }
  files: FileFacts[]
}

/**
 * Writes every file of an archive into an empty folder and returns the manifest, which is the last file written.
 * Reads one snapshot; synchronous, so the web process runs it in a worker.
 */
export function writeArchive(
  context: Context,
  request: ExportRequest,
  folder: string,
  report: Report,
): Manifest {
  // A deferred transaction: the first read fixes the snapshot, and no save is ever kept waiting. It ends before the
  // analyses begin, because the log of changes grows as long as somebody reads an old state.
  const read = context.db.transaction(() => {
    const snapshot = takeSnapshot(context, request)
    const tables = writeTables(context, snapshot, folder, report)
    report({ step: 'Writing the wide tables' })
    const wide = writeWideFiles(context, snapshot, folder)
    const survey = request.programs ? readProgramSurvey(context, snapshot, report) : undefined
    return { snapshot, ...tables, wide, survey }
  })()
  const { snapshot, columnsOf, wide, survey } = read
  const files = [...read.files, ...wide.facts]
  const programs = survey && writePrograms(snapshot, survey, folder, files, report)
  files.push(...(programs?.files ?? []))
  const parts = [...codebookParts(columnsOf, snapshot), ...(programs?.codebook ?? [])]
  files.push(...writeWords(snapshot, folder, parts))
  files.push(writeText(folder, 'README.md', readmeText(snapshot, files, wide.tallies, programs)))
  const manifest = toManifest(snapshot, files)
  writeText(folder, 'manifest.json', manifestText(manifest))
  return manifest
}

function writeTables(
  context: Context,
  snapshot: Snapshot,
  folder: string,
  report: Report,
): { files: FileFacts[]; columnsOf: Record<ArchiveFile, readonly Column[]> } {
  const { flavour } = snapshot.request
  const questions = questionColumns([...snapshot.versions.values()].map((version) => version.definition))
  const columnsOf = {
    ...archiveColumns,
    'respondents.csv': [...archiveColumns['respondents.csv'], ...questions],
  }
  const totals = rowTotals(context, snapshot)
  const files = Object.entries(tableRows(context, snapshot, questions)).map(([name, rows]) => {
    const told = watchRows(rows, { step: `Writing ${name}`, total: totals[name], report })
    return writeTable(folder, name, columnsOf[name as ArchiveFile], flavour, told, spansOf[name])
  })
  return { files, columnsOf }
}

/** How many rows the long tables will have; the others are short, or nobody knows before. */
function rowTotals(context: Context, { included, listed }: Snapshot): Record<string, number> {
  const assignments = context.queries.exports.countAssignments.get(
    JSON.stringify(included.map((one) => one.id)),
  )!
  return { 'judgements.csv': assignments, 'schedule.csv': assignments, 'respondents.csv': listed.length }
}

/** Returns a manifest as it is written; a dataset's SHA-256 is that of these bytes. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function tableRows(
  context: Context,
  snapshot: Snapshot,
  questions: ReturnType<typeof questionColumns>,
): Record<ArchiveFile, Iterable<Cell[]>> {
  const { definition } = snapshot.newest
  return {
    'judgements.csv': judgementRows(context, snapshot),
    'schedule.csv': scheduleRows(context, snapshot),
    'respondents.csv': respondentRows(context, snapshot, questions),
    'revisions.csv': revisionRows(context, snapshot),
    'ratings.csv': ratingRows(context, snapshot),
    'timings.csv': timingRows(context, snapshot),
    'items.csv': itemRows(definition),
    'constructs.csv': constructRows(definition),
    // Test answers are in no funnel.
    'funnel.csv': snapshot.request.mode === 'live' ? funnelRows(context, snapshot.study.id, definition) : [],
    'exclusions.csv': exclusionRows(context, snapshot),
  }
}

function codebookParts(
  columnsOf: Record<ArchiveFile, readonly Column[]>,
  snapshot: Snapshot,
): CodebookPart[] {
  return [
    ...Object.entries(columnsOf).map(([file, columns]) => ({ file, columns })),
    ...wideFiles(snapshot).map(({ name, columns }) => ({ file: name, columns })),
    { file: 'codebook.csv', columns: codebookColumns },
  ]
}

function writeWords(snapshot: Snapshot, folder: string, parts: CodebookPart[]): FileFacts[] {
  const { newest, versions, request, study } = snapshot
  const title = newest.definition.title[newest.definition.languages[0]!] ?? study.slug
  return [
    writeTable(folder, 'codebook.csv', codebookColumns, request.flavour, codebookRows(parts)),
    writeText(folder, 'codebook.md', codebookText(title, parts)),
    ...instrumentFiles([...versions.values()]).map(({ name, text }) => writeText(folder, name, text)),
  ]
}

function toManifest(snapshot: Snapshot, files: FileFacts[]): Manifest {
  const { request, newest, listed, included } = snapshot
  return {
    schema_version: schemaVersion,
    program: 'comparand',
    program_version: programVersion,
    study: request.slug,
    study_version: newest.label,
    study_sha256: newest.row.sha256,
    plan_sha256: newest.row.plan_sha256,
    filters: { include: request.include, mode: request.mode, flavour: request.flavour },
    respondents: { listed: listed.length, included: included.length },
    files: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}
