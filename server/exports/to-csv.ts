import { stringQuoteOnlyIfNecessary } from '@json2csv/formatters'
import { Parser } from '@json2csv/plainjs'
import type { Cell, Column } from './column.ts'

/** `script`: no mark at the beginning, nothing altered. `excel`: with BOM, and text that Excel would run is disarmed. */
export type Flavour = 'script' | 'excel'

export interface CsvFormat {
  /** The header row with its line end, after a BOM where the flavour has one. */
  header: string
  /** Rows in the order of the columns, each with its line end. */
  toLines(rows: readonly Cell[][]): string
}

/**
 * EXPORTS.md A: what a spreadsheet takes for a formula; the wide signs too, which a Korean or Japanese one reads as the
 * narrow ones. Numbers and codes are never altered.
 */
const runsInSpreadsheet = /^[=+\-@\t\r\n＝＋－＠]/
const quoted = stringQuoteOnlyIfNecessary()

/**
 * Returns how tables with these columns are written: UTF-8, comma, LF, quotes only where they are needed.
 * In a large table a cell may stand for several neighbouring columns (`spans`, by default 1 each), joined by joinCells
 * once for all the rows in which they are the same; such columns must not hold text.
 */
export function csvFormat(
  columns: readonly Column[],
  flavour: Flavour,
  spans: readonly number[] = columns.map(() => 1),
): CsvFormat {
  let first = 0
  const fields = spans.map((span, index) => {
    const spanned = columns.slice(first, first + span)
    first += span
    const isText = spanned.some((column) => column.type === 'text')
    if (isText && span > 1) throw new Error(`${spanned[0]!.name} and its neighbours cannot share a cell`)
    const value = isText ? textCell(index, flavour) : (row: Cell[]): Cell => row[index] ?? null
    return { label: spanned[0]!.name, value }
  })
  if (first !== columns.length) throw new Error('The cells of a row do not cover its columns')
  const parser = new Parser<Cell[], Cell[]>({
    header: false,
    includeEmptyRows: true,
    fields,
    formatters: {
      // Codes need no quotes by their alphabet, and text brings its own.
      string: (value) => value,
      object: () => '',
    },
  })
  const names = columns.map((column) => column.name).join(',')
  return {
    header: `${flavour === 'excel' ? '\ufeff' : ''}${names}\n`,
    toLines: (rows) => (rows.length === 0 ? '' : `${parser.parse(rows as Cell[][])}\n`),
  }
}

/** Joins cells of neighbouring columns into one. */
export function joinCells(cells: readonly Cell[]): string {
  return cells.map((cell) => cell ?? '').join(',')
}

function textCell(index: number, flavour: Flavour): (row: Cell[]) => Cell {
  return (row) => {
    const value = row[index]
    if (typeof value !== 'string') return value ?? null
    const safe = flavour === 'excel' && runsInSpreadsheet.test(value) ? `'${value}` : value
    // A lone carriage return ends a row for many readers; the formatter quotes line feeds only.
    return safe.includes('\r') && !/[",\n]/.test(safe) ? `"${safe}"` : quoted(safe)
  }
}
