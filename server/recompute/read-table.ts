import { CsvError, parse } from 'csv-parse/sync'
import { Refusal } from '../refusal.ts'
import { findColumns, type TableColumns } from './table-columns.ts'
import { readNumber, readParts } from './table-numbers.ts'

/** A comparator as a table has it; a bundle has a wRVU, and an indicator where given, for each of its codes. */
export interface TableRow {
  /** in the text, the first line being 1 */
  row: number
  name: string
  measure: number
  /** standard error of the measure; undefined where the table has none */
  error: number | undefined
  wrvus: number[]
  /** CMS multiple-procedure indicators, one for each wRVU; undefined where the table has none */
  indicators: number[] | undefined
}

/** A table as it was understood. */
export interface ComparatorTable {
  rows: TableRow[]
  /** columns that were not needed, by their headers */
  unused: string[]
}

/** More comparators than any study has; a larger table is another one. */
const mostRows = 1000
/** A screen of sentences; whoever has mended these sees the next. */
const mostSentences = 50

/**
 * Reads a table of comparators from text: comma, semicolon or tab, with or without a header, decimal point or comma.
 * Refuses with a sentence for every row that does not fit; nothing is read in part.
 */
export function readTable(text: string): ComparatorTable {
  const lines = readLines(text)
  const first = lines[0]
  if (!first) throw new Refusal('invalid', 'There is no table. Paste it or choose a file.')
  const { columns, hasHeader, unused } = findColumns(first.cells)
  const data = hasHeader ? lines.slice(1) : lines
  if (data.length > mostRows)
    throw new Refusal('invalid', `The table has ${data.length} rows; at most ${mostRows} can be read.`)
  const problems: string[] = []
  const rows = data.map((line, index) => readRow(line, { columns, index, problems }))
  problems.push(...repeatedNames(rows))
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'One thing' : `${problems.length} things`
    const shown = problems.slice(0, mostSentences)
    throw new Refusal(
      'invalid',
      `${count} in the table must be corrected.`,
      shown,
      problems.length - shown.length,
    )
  }
  return { rows, unused }
}

interface Line {
  row: number
  cells: string[]
}

function readLines(text: string): Line[] {
  const clean = text.replace(/^\uFEFF/, '')
  const first = clean.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  // Where two separators fit equally often, a comma is more likely a decimal comma.
  const delimiter = ['\t', ';', ','].reduce((best, mark) =>
    first.split(mark).length > first.split(best).length ? mark : best,
  )
  try {
    const records = parse(clean, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ row: info.lines, cells: record }))
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal('invalid', 'This is not a table.', [error.message])
    throw error
  }
}

function readRow(
  { row, cells }: Line,
  { columns, index, problems }: { columns: TableColumns; index: number; problems: string[] },
): TableRow {
  const say = (sentence: string) => problems.push(`Row ${row}: ${sentence}`)
  const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? ''))
  const name = cell(columns.name) === '' ? String(index + 1) : cell(columns.name)
  const measure = readNumber(cell(columns.measure), 'the measure', say)
  const error =
    cell(columns.error) === '' ? undefined : readNumber(cell(columns.error), 'the standard error', say)
  if (error !== undefined && error < 0) say(`the standard error ${error} is below 0.`)
  const wrvus = readParts(cell(columns.wrvu), 'the wRVU', say)
  if (wrvus.some((one) => one < 0)) say('a wRVU is below 0.')
  const codes = name.split('+').length
  if (wrvus.length > 1 && codes > 1 && wrvus.length !== codes)
    say(`${name} has ${codes} codes and ${wrvus.length} wRVUs.`)
  const indicators =
    cell(columns.indicator) === '' ? undefined : readParts(cell(columns.indicator), 'the indicator', say)
  if (indicators && wrvus.length > 0 && indicators.length !== wrvus.length)
    say(`there are ${indicators.length} indicators for ${wrvus.length} wRVUs.`)
  return { row, name, measure, error, wrvus, indicators }
}

function repeatedNames(rows: readonly TableRow[]): string[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ name, row }) => {
    const known = first.get(name)
    first.set(name, known ?? row)
    return known === undefined
      ? []
      : [`Row ${row}: ${name} stands already in row ${known}. Each comparator counts once.`]
  })
}
