import { createHash } from 'node:crypto'
import { parse } from 'csv-parse'
import { decodeList } from '../fieldwork/list-encoding.ts'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'
import { type FileColumns, findColumns } from './file-columns.ts'

/** One code of a relative value file. */
export interface FileCode {
  code: string
  /** CMS status letter, such as A (paid), C (priced by the carrier), B (bundled) */
  status: string
  /** work RVU */
  wrvu: number
  /** 000, 010, 090, XXX, YYY, ZZZ, MMM */
  globalDays: string
  /** CMS multiple-procedure indicator; null where the file has none */
  multipleProcedure: number | null
  /** the AMA's words: kept only under a licence */
  descriptor: string
}

/** What a relative value file says. */
export interface RelativeValues {
  /** the year its title names; undefined where it names none */
  year: number | undefined
  sha256: string
  codes: FileCode[]
  /** rows left out because they value a part only (modifier 26, TC, 53 …) */
  withModifier: number
}

/** Lines before the header that a published file has at most. */
const mostLinesBefore = 40
/** Rows read between two turns of everybody else. */
const rowSlice = 500

/**
 * Reads the fee schedule's relative value file as it is published (CSV; titles, then a header over several lines), row
 * by row. Rows with a modifier are counted and left out. Refuses, with line numbers, what is not such a file.
 */
export async function readRelativeValues(
  content: Buffer,
  report: (rows: number) => void = () => undefined,
): Promise<RelativeValues> {
  const before: string[][] = []
  let columns: FileColumns | undefined
  const codes = new Map<string, FileCode>()
  const problems: string[] = []
  let withModifier = 0
  let line = 0
  for await (const cells of rowsOf(content)) {
    line += 1
    if (line % rowSlice === 0) {
      report(line)
      await nextTurn()
    }
    if (!columns) {
      columns = findColumns(before, cells)
      before.push(cells)
      if (!columns && before.length > mostLinesBefore) throw noHeader()
      continue
    }
    const row = readRow(cells, columns)
    if (row === 'modifier') withModifier += 1
    else if (typeof row === 'string') problems.push(`Line ${line}: ${row}`)
    else if (row !== undefined && codes.has(row.code))
      problems.push(`Line ${line}: ${row.code} stands twice.`)
    else if (row !== undefined) codes.set(row.code, row)
  }
  if (!columns) throw noHeader()
  if (problems.length > 0)
    throw new Refusal(
      'invalid',
      `${problems.length} ${problems.length === 1 ? 'row' : 'rows'} of the file cannot be read. Nothing was imported.`,
      problems.slice(0, 20),
      Math.max(problems.length - 20, 0),
    )
  if (codes.size === 0) throw new Refusal('invalid', 'The file has a header and no codes.')
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { year: yearOf(before), sha256, codes: [...codes.values()], withModifier }
}

async function* rowsOf(content: Buffer): AsyncGenerator<string[]> {
  const parser = parse(decodeList(content).text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    trim: true,
  })
  try {
    for await (const cells of parser) yield cells as string[]
  } catch (error) {
    throw new Refusal(
      'invalid',
      'The file is not CSV. Choose the file whose name begins with PPRRVU and ends in .csv.',
      [error instanceof Error ? error.message : ''],
    )
  }
}

/** A row's code, `'modifier'`, a sentence that says what is wrong, or undefined for a row that holds no code. */
function readRow(cells: string[], columns: FileColumns): FileCode | string | undefined {
  const cell = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? ''))
  const code = cell(columns.code).toUpperCase()
  if (code === '') return undefined
  if (!/^[0-9A-Z]{5}$/.test(code)) return /[a-z]/.test(cells.join('')) ? undefined : `“${code}” is no code.`
  if (cell(columns.modifier) !== '') return 'modifier'
  const wrvu = cell(columns.wrvu)
  // A code that the year does not value is of no use to anybody.
  if (wrvu === '') return undefined
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(wrvu)) return `${code} has “${wrvu}” for its work RVU.`
  const indicator = cell(columns.multipleProcedure)
  return {
    code,
    status: cell(columns.status).slice(0, 1),
    wrvu: Number(wrvu),
    globalDays: cell(columns.globalDays).slice(0, 3),
    multipleProcedure: /^\d$/.test(indicator) ? Number(indicator) : null,
    descriptor: cell(columns.descriptor),
  }
}

function yearOf(before: string[][]): number | undefined {
  const found = /\b(?:CY ?)?(199[2-9]|20\d\d)\b/i.exec(before.flat().join(' '))
  return found ? Number(found[1]) : undefined
}

function noHeader(): Refusal {
  return new Refusal(
    'invalid',
    'This is not the relative value file: no header has the columns HCPCS and WORK RVU. Choose the file whose name begins with PPRRVU and ends in .csv.',
  )
}
