import { parse } from 'csv-parse/sync'
import type { Comparator, Text } from '../studies/definition.ts'
import type { Language } from '../words/languages.ts'
import { readCode, splitCodes } from './code-lines.ts'
import { assumptionsOn, notesOn, type ReadRow } from './paste-notes.ts'

/** What is the same for every pasted row, unless the row says otherwise. */
export interface PasteSettings {
  language: Language
  /** fee schedule year of rows without one; undefined: every row needs its own */
  year: number | undefined
  source: string
  /** whether the 50 % rule applies to bundles */
  rule: boolean
  /** Returns a code as a year's imported fee schedule has it. */
  lookUp: (code: string, year: number) => ScheduledCode | undefined
}

/** A code of an imported fee schedule. */
export interface ScheduledCode {
  wrvu: number
  /** CMS multiple-procedure indicator; null where the file has none */
  indicator: number | null
  source: string
}

/** One pasted row: a comparator, or what is wrong with it. */
export interface PastedRow {
  /** line in what was pasted, from 1 */
  line: number
  cells: string[]
  comparator: Omit<Comparator, 'id'> | undefined
  problem: string | undefined
  /** where what was pasted differs from the imported fee schedule */
  notes: string[]
}

type Column = 'codes' | 'label' | 'wrvu' | 'year' | 'indicator' | 'source'

/** The order of the columns where the first row is no header. */
const usual: Column[] = ['codes', 'label', 'wrvu', 'year', 'indicator', 'source']

const names: Record<Column, RegExp> = {
  codes: /^(codes?|cpt( codes?)?|hcpcs|procedure codes?|bundle)$/,
  label: /^(label|plain label|procedure|name|words|description)$/,
  wrvu: /^(w ?rvus?|work ?rvus?|work|value)$/,
  year: /^(year|cy|wrvu ?year|fee schedule year)$/,
  indicator: /^(indicator|mult proc|mp(i|r)?|multiple ?procedure( indicator)?)$/,
  source: /^source$/,
}

/**
 * Reads comparators pasted from a spreadsheet or as CSV: tabs, semicolons or commas, decimal points or commas, with or
 * without a header. A bundle is `22612+22840` with one work RVU for each code, `23.53+12.52`. Every row comes back,
 * right or wrong, in its order.
 */
export function readPastedComparators(text: string, settings: PasteSettings): PastedRow[] {
  const rows = readCells(text)
  const header = rows[0] && columnsOf(rows[0].cells)
  const columns = header ?? new Map(usual.map((name, index): [Column, number] => [name, index]))
  const seen = new Map<string, number>()
  return (header ? rows.slice(1) : rows).map(({ line, cells }) => {
    const read = readRow(cells, columns, settings)
    if ('problem' in read) return { line, cells, comparator: undefined, problem: read.problem, notes: [] }
    const key = read.comparator.codes.map(({ code }) => code).join('+')
    const twin = seen.get(key)
    seen.set(key, line)
    const problem = twin === undefined ? undefined : `${key} stands in line ${twin} already`
    const comparator = problem === undefined ? read.comparator : undefined
    return {
      line,
      cells,
      comparator,
      problem,
      notes: [...assumptionsOn(read), ...notesOn(read.comparator, settings)],
    }
  })
}

function readCells(text: string): { line: number; cells: string[] }[] {
  const content = text.replace(/^\uFEFF/, '')
  const first = content.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const delimiter = ['\t', ';', ','].find((mark) => first.includes(mark)) ?? '\t'
  const parsed = parse(content, {
    delimiter,
    info: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    skipRecordsWithEmptyValues: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
}

/** Returns where each column stands when the row is a header: it names codes and work RVUs and has no code itself. */
function columnsOf(cells: string[]): Map<Column, number> | undefined {
  const found = new Map<Column, number>()
  cells.forEach((cell, index) => {
    const word = cell.toLowerCase().replace(/[_.]/g, ' ').replace(/\s+/g, ' ').trim()
    const column = usual.find((name) => names[name].test(word))
    if (column && !found.has(column)) found.set(column, index)
  })
  return found.has('codes') && found.size >= 2 ? found : undefined
}

function readRow(
  cells: string[],
  columns: Map<Column, number>,
  settings: PasteSettings,
): ReadRow | { problem: string } {
  const cell = (column: Column) => cells[columns.get(column) ?? -1]?.trim() ?? ''
  const year = cell('year') === '' ? settings.year : Number(cell('year'))
  if (year === undefined) return { problem: 'The year of the work RVU is missing' }
  if (!Number.isInteger(year) || year < 1992 || year > 2100)
    return { problem: `“${cell('year')}” is no year, such as 2023` }
  const lookUp = (code: string) => settings.lookUp(code, year)
  const bundle = readBundleCells(
    { codes: cell('codes'), wrvus: cell('wrvu'), indicators: cell('indicator') },
    lookUp,
    year,
  )
  if ('problem' in bundle) return bundle
  const words = cell('label')
  if (words.length > 20_000) return { problem: 'The label is too long' }
  const known = cell('wrvu') === '' ? lookUp(bundle.codes[0]!.code)?.source : undefined
  const source = known ?? (cell('source') || settings.source || `CMS PFS Relative Value File ${year}`)
  const label: Text = words === '' ? {} : { [settings.language]: words }
  const multipleProcedureRule = settings.rule && bundle.codes.length > 1
  return {
    comparator: {
      codes: bundle.codes,
      label,
      wrvuYear: year,
      source: source.slice(0, 300),
      multipleProcedureRule,
    },
    assumed:
      cell('indicator') === ''
        ? bundle.codes.map(({ code }) => code).filter((code) => lookUp(code) === undefined)
        : [],
  }
}

function readBundleCells(
  { codes, wrvus, indicators }: { codes: string; wrvus: string; indicators: string },
  lookUp: (code: string) => ScheduledCode | undefined,
  year: number,
): { codes: Comparator['codes'] } | { problem: string } {
  const names = splitCodes(codes)
  const scheduled = names.map(lookUp)
  if (names.length === 0) return { problem: 'The code is missing' }
  if (names.length > 12) return { problem: 'A bundle has at most 12 codes' }
  const typed = wrvus.split(/[+\s/]+/).filter((value) => value !== '')
  const flags = indicators.split(/[+,;\s/]+/).filter((flag) => flag !== '')
  const unknown = names.filter((_, index) => scheduled[index] === undefined)
  if (typed.length === 0 && unknown.length > 0)
    return {
      problem: `The work RVU is missing, and no imported fee schedule of ${year} has ${unknown.join(', ')}`,
    }
  const values = typed.length > 0 ? typed : scheduled.map((one) => String(one!.wrvu))
  if (values.length !== names.length)
    return {
      problem: `${names.length} codes need ${names.length} work RVUs, such as ${names.map(() => '12.50').join('+')}; here ${values.length === 1 ? 'is one' : `are ${values.length}`}`,
    }
  if (flags.length > 0 && flags.length !== names.length)
    return { problem: `${names.length} codes need ${names.length} indicators, such as 2+0` }
  const read: Comparator['codes'] = []
  for (const [index, code] of names.entries()) {
    const one = readCode(
      { code, wrvu: values[index], indicator: flags[index] ?? indicatorOf(scheduled[index]) },
      index === 0,
    )
    if ('problem' in one) return { problem: one.problem }
    read.push(one.value)
  }
  return { codes: read }
}

/** Under the 50 % rule codes with indicator 2 count by half beside a larger one; all others are paid in full. */
function indicatorOf(scheduled: ScheduledCode | undefined): string | undefined {
  if (!scheduled || scheduled.indicator === null) return undefined
  return scheduled.indicator === 2 || scheduled.indicator === 9 ? String(scheduled.indicator) : '0'
}
