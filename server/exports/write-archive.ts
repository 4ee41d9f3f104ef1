import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { type CodebookPart, codebookRows, codebookText } from './codebook.ts'
import type { Cell, Column } from './column.ts'
import { type ArchiveFile, archiveColumns } from './columns.ts'
import { codebookColumns } from './columns-fieldwork.ts'
import { judgementSpans, scheduleSpans } from './columns-judgements.ts'
import { decisionRows } from './decision-rows.ts'
import { funnelRows } from './funnel-rows.ts'
import { type FurtherTable, furtherParts, readFurther, writeFurther } from './further-table.ts'
import { instrumentFiles } from './instrument.ts'
import { judgementRows, scheduleRows } from './judgement-rows.ts'
import { type Manifest, manifestText, toManifest } from './manifest.ts'
import { type InstrumentMedia, instrumentMedia, mediaParts, placesOf, writeMedia } from './media-files.ts'
import { hashOfFiles } from './programs/data-files.ts'
import { type FilesRun, filesRun, runOf } from './programs/run-of-files.ts'
import { readSurvey } from './programs/survey.ts'
import { writePrograms } from './programs/write-programs.ts'
import { questionColumns } from './question-columns.ts'
import { readmeText } from './readme.ts'
import { funnelGuide } from './readme-funnel.ts'
import {
  exclusionRows,
  ratingRows,
  respondentRows,
  revisionRows,
  simulatedRows,
  timingRows,
} from './respondent-rows.ts'
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

/**
 * Writes every file of an archive into an empty folder and returns the manifest, which is the last file written.
 * Reads one snapshot; synchronous, so the web process runs it in a worker.
 */
export function writeArchive(
  context: Context,
  request: ExportRequest,
  folder: string,
  report: Report,
  further: readonly FurtherTable[],
): Manifest {
  // A deferred transaction: the first read fixes the snapshot, and no save is ever kept waiting. It ends before the
  // analyses begin, because the log of changes grows as long as somebody reads an old state.
  const read = context.db.transaction(() => readAll(context, request, folder, report, further))()
  const { snapshot, columnsOf, files, tallies, run } = read
  const programs = request.programs ? writePrograms(snapshot, read, folder, files, report) : undefined
  files.push(...(programs?.files ?? []), ...writeFurther(read.further, folder, report))
  files.push(writeTable(folder, 'funnel.csv', columnsOf['funnel.csv'], request.flavour, read.funnel))
  const parts = [
    ...codebookParts(columnsOf, snapshot),
    ...(programs?.codebook ?? []),
    ...furtherParts(read.further),
    ...mediaParts(read.media),
  ]
  if (read.media) files.push(...writeMedia(context, snapshot, read.media, folder, report))
  files.push(...writeWords(snapshot, folder, parts, read.media))
  const dataSha256 = hashOfFiles(folder, files)
  const said = {
    files,
    tallies,
    run,
    dataSha256,
    bundle: programs,
    further: read.further,
    funnelGuide: read.guide,
    media: read.media,
  }
  files.push(writeText(folder, 'README.md', readmeText(snapshot, said)))
  const manifest = toManifest(snapshot, files, run, dataSha256)
  writeText(folder, 'manifest.json', manifestText(manifest))
  return manifest
}

/** Writes what comes straight from the database, and reads what the other files are made of. */
function readAll(
  context: Context,
  request: ExportRequest,
  folder: string,
  report: Report,
  tables: readonly FurtherTable[],
) {
  const snapshot = takeSnapshot(context, request)
  const questions = questionColumns([...snapshot.versions.values()].map((version) => version.definition))
  const columnsOf = {
    ...archiveColumns,
    'respondents.csv': [...archiveColumns['respondents.csv'], ...questions],
  }
  const totals = rowTotals(context, snapshot)
  const files = Object.entries(tableRows(context, snapshot, questions)).map(([name, rows]) => {
    const told = watchRows(rows, { step: `Writing ${name}`, total: totals[name], report })
    return writeTable(folder, name, columnsOf[name as ArchiveFile], request.flavour, told, spansOf[name])
  })
  report({ step: 'Writing the wide tables' })
  const wide = writeWideFiles(context, snapshot, folder)
  files.push(...wide.facts)
  report({ step: 'Reading the answers for statistics programs' })
  const survey = readSurvey(context, snapshot, { run: runOf(snapshot) })
  const run = filesRun(survey)
  const funnel = [...funnelOfRun(context, snapshot, run)]
  const guide = funnelGuide(context, snapshot)
  const further = readFurther(context, snapshot, tables)
  const media = instrumentMedia(context, snapshot)
  return { snapshot, columnsOf, files, tallies: wide.tallies, survey, run, funnel, guide, further, media }
}

/** How many rows the long tables will have; the others are short, or nobody knows before. */
function rowTotals(context: Context, { included, listed }: Snapshot): Record<string, number> {
  const assignments = context.queries.exports.countAssignments.get(
    JSON.stringify(included.map((one) => one.id)),
  )!
  return { 'judgements.csv': assignments, 'schedule.csv': assignments, 'respondents.csv': listed.length }
}

function tableRows(
  context: Context,
  snapshot: Snapshot,
  questions: ReturnType<typeof questionColumns>,
): Record<Exclude<ArchiveFile, 'funnel.csv'>, Iterable<Cell[]>> {
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
    'exclusions.csv': exclusionRows(context, snapshot),
    'decisions.csv': decisionRows(context, snapshot),
    'simulated.csv': simulatedRows(snapshot),
  }
}

/** The last stage of the funnel is whom the files' own run analyses. Test answers are in no funnel. */
function funnelOfRun(
  context: Context,
  { request, study, newest }: Snapshot,
  run: FilesRun,
): Iterable<Cell[]> {
  if (request.mode === 'test') return []
  const people = { analysed: run.analysed, include: request.include }
  return funnelRows(context, study.id, newest.definition, { people })
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

function writeWords(
  snapshot: Snapshot,
  folder: string,
  parts: CodebookPart[],
  media: InstrumentMedia | undefined,
): FileFacts[] {
  const { newest, versions, request, study } = snapshot
  const title = newest.definition.title[newest.definition.languages[0]!] ?? study.slug
  return [
    writeTable(folder, 'codebook.csv', codebookColumns, request.flavour, codebookRows(parts)),
    writeText(folder, 'codebook.md', codebookText(title, parts)),
    ...instrumentFiles([...versions.values()], media ? placesOf(media) : () => undefined).map(
      ({ name, text }) => writeText(folder, name, text),
    ),
  ]
}
