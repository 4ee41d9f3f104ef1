import type { Column } from '../column.ts'
import { respondentColumns } from '../columns-respondents.ts'
import type { QuestionColumn } from '../question-columns.ts'
import { writeLines } from '../table-file.ts'
import { openFile, quoted, spssNames } from './spss.ts'
import type { ProgramFile } from './survey.ts'

/** Widths of words that no list of codes tells; respondents.csv holds no longer ones. */
const widths: Record<string, number> = { respondent: 14, study_version: 12, society: 30, language: 2 }

/** Returns the syntax that opens respondents.csv with its labels, the study's questions included. */
export function spssRespondents(questions: readonly QuestionColumn[]): ProgramFile {
  const name = 'spss/respondents.sps'
  const all: (Column | QuestionColumn)[] = [...respondentColumns, ...questions]
  const names = spssNames(all.map((column) => column.name))
  const columns = all.map((column, index) => ({ ...column, name: names[index]! }))
  return { name, write: (folder) => writeLines(folder, name, lines(columns)) }
}

function* lines(columns: readonly (Column | QuestionColumn)[]): Generator<string> {
  yield* openFile('respondents.csv')
  yield ' /VARIABLES='
  yield* ended(columns.map((column) => `${column.name} ${formatOf(column)}`))
  yield 'VARIABLE LABELS'
  yield* ended(
    columns.map(({ name, label, unit }, index) => {
      const told = quoted(unit ? `${label} (${unit})` : label, 'variable')
      return `${between(index)}${name} ${told}`
    }),
  )
  yield 'VALUE LABELS'
  const coded = columns.filter((column) => column.codes)
  yield* ended(coded.flatMap((column, index) => [`${between(index)}${column.name}`, ...codeLines(column)]))
  yield* levels(
    'NOMINAL',
    columns.filter((column) => column.type === 'code'),
  )
  yield* levels(
    'ORDINAL',
    columns.filter((column) => 'categories' in column && column.categories),
  )
  yield 'EXECUTE.'
}

function codeLines({ type, codes = {} }: Column): string[] {
  const value = (code: string) => (type === 'code' ? quoted(code) : code)
  return Object.entries(codes).map(([code, label]) => `  ${value(code)} ${quoted(label)}`)
}

function* levels(level: string, columns: readonly Column[]): Generator<string> {
  if (columns.length === 0) return
  yield 'VARIABLE LEVEL'
  yield* columns.map(({ name }) => `  ${name}`)
  yield `  (${level}).`
}

/** A stroke parts variables; before the first one it would be a fault. */
function between(index: number): string {
  return index === 0 ? '' : '/'
}

/** Lines of one command, which ends with a full stop. */
function ended(parts: string[]): string[] {
  return parts.map((part, index) => `  ${part}${index === parts.length - 1 ? '.' : ''}`)
}

function formatOf({ name, type, codes }: Column): string {
  if (type === 'integer') return 'F8.0'
  if (type === 'decimal') return 'F12.3'
  if (type === 'date') return 'SDATE10'
  return `A${Math.max(widths[name] ?? 1, ...Object.keys(codes ?? {}).map((code) => code.length))}`
}
