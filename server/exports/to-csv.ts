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

/** EXPORTS.md A: what a spreadsheet takes for a formula. Numbers and codes are never altered. */
const runsInSpreadsheet = /^[=+\-@\t\r]/
const quoted = stringQuoteOnlyIfNecessary()

/** Returns how tables with these columns are written: UTF-8, comma, LF, quotes only where they are needed. */
export function csvFormat(columns: readonly Column[], flavour: Flavour): CsvFormat {
  const parser = new Parser<Cell[], Cell[]>({
    header: false,
    includeEmptyRows: true,
    fields: columns.map((column, index) => ({
      label: column.name,
      value: column.type === 'text' ? textCell(index, flavour) : (row: Cell[]) => row[index],
    })),
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

function textCell(index: number, flavour: Flavour): (row: Cell[]) => Cell {
  return (row) => {
    const value = row[index]
    if (typeof value !== 'string') return value ?? null
    const safe = flavour === 'excel' && runsInSpreadsheet.test(value) ? `'${value}` : value
    // A lone carriage return ends a row for many readers; the formatter quotes line feeds only.
    return safe.includes('\r') && !/[",\n]/.test(safe) ? `"${safe}"` : quoted(safe)
  }
}
