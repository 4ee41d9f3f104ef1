import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { problemOf } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { languageNames } from '../words/languages.ts'
import type { PreparedImport } from './import-members.ts'
import { roleNames } from './list-columns.ts'
import { encodingNames } from './list-encoding.ts'
import { separatorNames } from './list-lines.ts'
import type { Choice, ConfirmPart, PreviewPage, ReadingPart } from './pages.ts'
import { columnProblems, type ListReading } from './read-members.ts'
import { readingFields } from './reading-form.ts'

/** Sentences about wrong rows shown at once. */
const mostSentences = 50
/** Row numbers named in one line. */
const mostRows = 12
/** Letters of a cell or a column's name shown in the preview. */
const mostLetters = 100

/** What was filled in below the preview. */
export interface ConfirmValues {
  wave?: string
  ask?: string
  size?: string
  seed?: string
}

/** Returns the preview of a list: what every row and column will become, before anything is added. */
export function previewPage(
  context: Context,
  visit: StudyVisit,
  given: { id: number; prepared: PreparedImport; values?: ConfirmValues; problems?: Problem[] },
): PreviewPage {
  const { list, sorted } = given.prepared
  const { base } = visit
  const here = `${base}/members/lists/${given.id}`
  const columns = columnProblems(list.reading)
  const problems = given.problems?.length
    ? given.problems
    : columns.map((message) => ({ field: 'columns', message }))
  const sentences = [
    ...list.problems.map(({ sentence }) => sentence),
    ...sorted.others.map(({ row, society }) => `Row ${row}: belongs to ${society}, not to your society.`),
  ]
  return {
    ...studyShell({ ...visit, title: 'Check the list', tab: 'Members', hasErrors: problems.length > 0 }),
    base,
    here,
    problems,
    heading: 'Check the list',
    summary: columns.length > 0 ? [] : summaryOf(given.prepared),
    wrong: {
      sentences: sentences.slice(0, mostSentences),
      more: Math.max(0, sentences.length - mostSentences),
    },
    reading: readingPart(visit, given.prepared, here),
    confirm: columns.length > 0 ? undefined : confirmPart(context, visit, { ...given, here, problems }),
  }
}

function summaryOf({ list, sorted }: PreparedImport): PreviewPage['summary'] {
  const wrong = wrongRows({ list, sorted })
  const line = (rows: readonly { row: number }[], text: string, warn = false) => ({
    n: rows.length,
    text,
    rows: rowsText(rows),
    warn,
  })
  return [
    { n: sorted.fresh.length, text: 'new members', rows: '', warn: false },
    line(sorted.changed, 'members before, with another name or language: updated'),
    { n: sorted.unchanged.length, text: 'members before: nothing changes for them', rows: '', warn: false },
    {
      n: sorted.inReserve.length,
      text: 'in the reserve of a sample already: they stay there',
      rows: '',
      warn: false,
    },
    line(sorted.duplicates, 'listed twice: counted once'),
    line(
      sorted.twoSocieties,
      'of two societies: one invitation, counted once, by the society that listed them first',
    ),
    line(sorted.optedOut, 'asked not to be written to: not invited', true),
    line(sorted.erased, 'erased from this study at their request: not invited', true),
    line(wrong, 'cannot be added as they stand', true),
  ].filter(({ n }, at) => at === 0 || n > 0)
}

function wrongRows({ list, sorted }: PreparedImport): { row: number }[] {
  return [...list.problems, ...sorted.others].sort((a, b) => a.row - b.row)
}

function rowsText(rows: readonly { row: number }[]): string {
  if (rows.length === 0) return ''
  const named = rows.slice(0, mostRows).map(({ row }) => row)
  const more = rows.length > mostRows ? ', …' : ''
  return `${rows.length === 1 ? 'row' : 'rows'} ${named.join(', ')}${more}`
}

function readingPart(visit: StudyVisit, { list }: PreparedImport, here: string): ReadingPart {
  const { reading, sample } = list
  const { societies, languages } = visit.definition
  const open = (label: string, chosen: boolean): Choice => ({ value: '', label, chosen })
  const own = societies.filter((one) => visit.person.society === null || one.slug === visit.person.society)
  return {
    here,
    encodings: choices(encodingNames, reading.encoding),
    separators: choices(separatorNames, reading.separator),
    headers: choices({ yes: 'Names the columns', no: 'Is a member' }, reading.hasHeader ? 'yes' : 'no'),
    societies: [
      open('A column says so', reading.society === undefined),
      ...own.map((one) => ({ value: one.slug, label: one.shortName, chosen: one.slug === reading.society })),
    ],
    languages: [
      open('A column says so', reading.language === undefined),
      ...languages.map((code) => ({
        value: code,
        label: languageNames[code],
        chosen: code === reading.language,
      })),
    ],
    columns: reading.columns.map((role, at) => ({
      id: `c${at}`,
      label: shortened(reading.header[at] ?? '') || `Column ${at + 1}`,
      roles: choices(roleNames, role),
    })),
    rows: sample.map(({ row, cells }) => ({
      row,
      cells: reading.columns.map((_, at) => shortened(cells[at] ?? '')),
    })),
  }
}

/** A cell may hold megabytes, as where a quotation mark is missing; nobody reads on after a line. */
function shortened(cell: string): string {
  return cell.length > mostLetters ? `${cell.slice(0, mostLetters)}… (${cell.length} characters)` : cell
}

function choices(names: Record<string, string>, chosen: string): Choice[] {
  return Object.entries(names).map(([value, label]) => ({ value, label, chosen: value === chosen }))
}

function confirmPart(
  context: Context,
  visit: StudyVisit,
  given: { here: string; prepared: PreparedImport; values?: ConfirmValues; problems: Problem[] },
): ConfirmPart {
  const { list, sorted } = given.prepared
  const last = context.queries.memberLists.lastWave.get(visit.study.id)!
  const listed = context.queries.invitations.countBySociety.all(visit.study.id).length > 0
  const wave = given.values?.wave ?? String(last)
  const waves = Array.from({ length: listed ? last + 1 : 1 }, (_, at) => String(at + 1))
  const fresh = sorted.fresh.length
  return {
    base: visit.base,
    here: given.here,
    hidden: hiddenOf(list.reading),
    waves: waves.map((value) => ({
      value,
      label: `Wave ${value}${listed && Number(value) > last ? ' (new)' : ''}`,
      chosen: value === wave,
    })),
    fresh,
    mostDrawn: Math.max(0, fresh - 1),
    sampled: given.values?.ask === 'sample',
    size: given.values?.size ?? '',
    sizeError: problemOf(given.problems, 'size'),
    seed: given.values?.seed ?? '',
    seedError: problemOf(given.problems, 'seed'),
    wrong: wrongRows(given.prepared).length,
    leaveOutError: problemOf(given.problems, 'leave_out'),
    button: fresh === 0 ? 'Save the changes' : `Add ${fresh === 1 ? '1 member' : `${fresh} members`}`,
  }
}

function hiddenOf(reading: ListReading): ConfirmPart['hidden'] {
  return Object.entries(readingFields(reading)).map(([name, value]) => ({ name, value }))
}
