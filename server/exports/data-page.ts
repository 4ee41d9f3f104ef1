import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow, StudyVersionRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { analysedNote } from '../fieldwork/analysed-note.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import { toldShares } from '../fieldwork/funnel-shares.ts'
import { societyName } from '../fieldwork/funnel-words.ts'
import { nothingWithheld, withheldFrom, withhold } from '../fieldwork/withheld.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import { isUnderWay, jobPath, jobsOfStudy } from '../jobs/jobs.ts'
import type { Definition } from '../studies/definition.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { noticeFor } from '../studies/simulated.ts'
import { bundleName } from './build-bundle.ts'
import { choiceText } from './dataset-job.ts'
import { bundleSize, type Dataset, listDatasets, requireDatasetFile } from './datasets.ts'
import { versionsText } from './manifest.ts'
import type { DataPage, ListedDataset, MakeFilesForm } from './pages.ts'
import { asPlanned } from './programs/run-of-files.ts'
import { decisionsText } from './recorded-decisions.ts'
import type { FileFacts } from './table-file.ts'

const countedStages = ['started', 'completed', 'analysed']

/** Returns the page of a study's data: what exists, the form that makes files, and the datasets made so far. */
export function dataPage(
  context: Context,
  person: PersonRow,
  study: StudyRow,
  done: string | undefined,
): DataPage {
  const definition = currentDefinition(context, study)
  const all = context.queries.studies.listVersions.all(study.id)
  const versions = all.filter((row) => row.number > 0)
  const modes = modesOf(context, study, all)
  const mayExport = mayDo(person, 'export')
  return {
    ...studyShell({
      title: 'Data',
      person,
      study,
      definition,
      now: context.now(),
      tab: 'Data',
      done,
      simulated: noticeFor(context, study.id, definition, person),
    }),
    counts: countsOf(context, person, study, definition),
    analysedNote: analysedNote(context, study.id),
    ofSociety: person.society === null ? undefined : societyName(definition, person.society),
    versions: versions.map((row) => ({
      label: row.minor === 0 ? `${row.number}` : `${row.number}.${row.minor}`,
      publishedAt: formatTime(row.created_at, context.config.zone, 'en'),
      sha256: row.sha256,
    })),
    form: mayExport && modes.length > 0 ? formOf(context, study, definition, modes) : undefined,
    whyNoForm: !mayExport
      ? 'Your role reads this page; files are made by owners, coordinators of all societies and analysts.'
      : modes.length === 0
        ? 'There is nothing to export before the study is published, or somebody has answered a test link.'
        : undefined,
    mayDownload: mayExport,
    deletes: mayDo(person, 'protect') ? `/studies/${study.slug}/data` : undefined,
    ownWords:
      versions.length > 0 && mayDo(person, 'steer') && asksForWords(definition)
        ? `/studies/${study.slug}/data/own-words`
        : undefined,
    jobs: mayExport ? jobLines(context, study.slug) : [],
    datasets: listDatasets(context, study.id).map((dataset, index) => ({
      ...toListed(context, study, dataset),
      bundle: mayExport ? bundleOf(context, study, dataset.id) : undefined,
      isNewest: index === 0,
    })),
  }
}

function formOf(
  context: Context,
  study: StudyRow,
  definition: Definition,
  modes: MakeFilesForm['modes'],
): MakeFilesForm {
  const { listExclusions, listItemExclusions } = context.queries.exports
  return {
    action: `/studies/${study.slug}/data`,
    modes,
    planned: asPlanned(definition).include,
    decisions: listExclusions.all(study.id).length + listItemExclusions.all(study.id).length,
  }
}

function asksForWords({ questions }: Definition): boolean {
  return questions.some(({ type }) => type === 'text' || type === 'short_text')
}

/** Test answers are offered only where there are some: publishing wipes them. */
function modesOf(
  context: Context,
  study: StudyRow,
  versions: readonly StudyVersionRow[],
): ('live' | 'test')[] {
  const has = (isPublished: boolean) => versions.some((row) => row.number > 0 === isPublished)
  const tests = context.queries.respondents.countTest.get(study.id) ?? 0
  return [...(has(true) ? (['live'] as const) : []), ...(has(false) && tests > 0 ? (['test'] as const) : [])]
}

function countsOf(
  context: Context,
  person: PersonRow,
  study: StudyRow,
  definition: Definition,
): DataPage['counts'] {
  const { society } = person
  const all = funnelOf(context, study.id)
  const rows = society === null ? all : all.filter((row) => row.society === society)
  const isWithheld = society === null ? withheldFrom(person, all, definition) : nothingWithheld
  return toldShares(rows)
    .filter(({ stage }) => countedStages.includes(stage))
    .map((share) => {
      const { n, ofN } = withhold(share, {}, isWithheld)
      const of = ofN === undefined || n === undefined ? '' : `of ${ofN} ${share.ofName?.toLowerCase()}`
      return {
        name: share.name,
        n: n === undefined ? 'withheld' : String(n),
        of,
        definition: share.definition,
      }
    })
}

function toListed(
  context: Context,
  study: StudyRow,
  dataset: Dataset,
): Omit<ListedDataset, 'isNewest' | 'bundle'> {
  const { id, made_at, made_by, sha256, manifest } = dataset
  return {
    id,
    title: choiceText(manifest.filters),
    analysis: manifest.analysis && {
      kind: manifest.analysis.kind,
      differences: manifest.analysis.differences,
      dataSha256: manifest.analysis.data_sha256,
    },
    madeAt: formatTime(made_at, study.close_zone ?? context.config.zone, 'en'),
    madeBy: made_by,
    respondents: `${manifest.respondents.included} respondents`,
    sha256,
    versions: versionsText(manifest),
    decisions: decisionsText(requireDatasetFile(context, study.id, id, 'exclusions.csv').path),
    files: [...inReadingOrder(manifest.files), { name: 'manifest.json', rows: null, bytes: 0 }].map(
      ({ name, rows, bytes }) => ({
        name,
        rows: rows === null ? '' : rows.toLocaleString('en'),
        size: bytes === 0 ? '' : sizeText(bytes),
        href: `/studies/${study.slug}/data/${id}/${name}`,
      }),
    ),
  }
}

function bundleOf(context: Context, study: StudyRow, id: number): ListedDataset['bundle'] {
  const bytes = bundleSize(context, id)
  if (bytes === undefined) return undefined
  return { href: `/studies/${study.slug}/data/${id}/${bundleName}`, size: sizeText(bytes) }
}

/** What is being made, and what could not be made since the last dataset. */
function jobLines(context: Context, slug: string): DataPage['jobs'] {
  const jobs = jobsOfStudy(context, slug).filter((job) => job.key.startsWith('dataset '))
  const lastDone = jobs.findIndex((job) => job.state === 'done')
  return jobs
    .filter((job, index) => isUnderWay(job) || (job.state === 'failed' && (lastDone < 0 || index < lastDone)))
    .map((job) => ({
      details: job.details,
      href: isUnderWay(job) ? jobPath(job) : undefined,
      sentence: job.sentence ?? '',
    }))
}

/** What most people come for stands first: words, the long file, the wide ones. */
function inReadingOrder(files: readonly FileFacts[]): FileFacts[] {
  const rank = ({ name }: FileFacts): number => {
    if (name === 'README.md') return 0
    if (name === 'judgements.csv') return 1
    if (name.startsWith('wide/')) return 2
    if (name.includes('/')) return 5
    return name.endsWith('.csv') ? 3 : 4
  }
  return [...files].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
