import { writeLines } from '../table-file.ts'
import { jamoviFile } from './jamovi.ts'
import { oneLine } from './one-line.ts'
import { type ScoreTable, scoreTables } from './score-tables.ts'
import type { ProgramFile, Survey } from './survey.ts'

/** SPSS reads labels up to this many bytes. */
export const longestLabel = { value: 120, variable: 256 } as const
const wordsPerLine = 10

/** Returns the syntax that opens each table with its labels. */
export function spssFiles(survey: Survey): ProgramFile[] {
  return scoreTables(survey).map((table): ProgramFile => {
    const name = `spss/${table.name}.sps`
    return { name, write: (folder) => writeLines(folder, name, lines(survey, table)) }
  })
}

function* lines(survey: Survey, table: ScoreTable): Generator<string> {
  const { definition, answers } = survey
  const { societies } = definition
  const ids = table.columns.map((column) => column.name)
  const width = (values: string[], least: number) => Math.max(least, ...values.map((value) => value.length))
  const idWidth = width(
    answers.respondents.map((one) => one.pseudonym),
    6,
  )
  const societyWidth = width(
    societies.map((society) => society.slug),
    1,
  )
  const digits = String(table.categories.length - 1).length
  yield* openFile(jamoviFile(table, survey))
  yield ` /VARIABLES=respondent A${idWidth} society A${societyWidth} language A2`
  yield* inLines(ids.map((id) => `${id} F${digits}.0`)).map((line, index, all) =>
    index === all.length - 1 ? `  ${line}.` : `  ${line}`,
  )
  yield* labels(survey, table)
  yield 'VARIABLE LEVEL'
  yield* inLines(ids).map((line) => `  ${line}`)
  yield '  (ORDINAL).'
  yield 'EXECUTE.'
}

function* labels({ definition }: Survey, table: ScoreTable): Generator<string> {
  yield `VARIABLE LABELS respondent 'Pseudonym'`
  yield* table.labels.map((label, index, all) => {
    const end = index === all.length - 1 ? '.' : ''
    return `  /${table.columns[index]!.name} ${quoted(label, 'variable')}${end}`
  })
  yield 'VALUE LABELS'
  yield* inLines(table.columns.map((column) => column.name)).map((line) => `  ${line}`)
  yield* table.categories.map((category, score) => `    ${score} ${quoted(category)}`)
  yield '  /society'
  yield* definition.societies.map(({ slug, name }, index, all) => {
    const end = index === all.length - 1 ? '.' : ''
    return `  ${quoted(slug)} ${quoted(name)}${end}`
  })
}

/** Begins to read a table; numbers have a decimal point, whatever the country SPSS is set to. */
export function* openFile(file: string): Generator<string> {
  // Without it SPSS reads the syntax in the alphabet of the computer's country.
  yield '* Encoding: UTF-8.'
  yield "* First say where the unzipped folder is: CD 'C:\\folder'."
  yield 'SET DECIMAL=DOT.'
  yield `GET DATA /TYPE=TXT /FILE='${file}' /ENCODING='UTF8' /DELIMITERS="," /QUALIFIER='"' /FIRSTCASE=2`
}

function inLines(words: string[]): string[] {
  const lines: string[] = []
  for (let from = 0; from < words.length; from += wordsPerLine)
    lines.push(words.slice(from, from + wordsPerLine).join(' '))
  return lines
}

/**
 * Returns words in single quotes as SPSS reads them: on one line, because a quoted text ends with it, and cut between
 * two letters where they would be too long.
 */
export function quoted(text: string, kind: keyof typeof longestLabel = 'value'): string {
  let cut = ''
  for (const { segment } of letters.segment(oneLine(text))) {
    if (Buffer.byteLength(cut + segment) > longestLabel[kind]) break
    cut += segment
  }
  return `'${cut.replaceAll("'", "''")}'`
}

const letters = new Intl.Segmenter()

/** Words that SPSS keeps for itself. */
const reserved = new Set('all and by eq ge gt le lt ne not or to with'.split(' '))
const longestName = 64

/** Returns what columns are called in SPSS: at most 64 bytes, no word of its own, each once whatever its case. */
export function spssNames(columns: readonly string[]): string[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    let name = reserved.has(column.toLowerCase()) ? `${column}_1` : column.slice(0, longestName)
    for (let n = 2; taken.has(name.toLowerCase()); n++)
      name = `${column.slice(0, longestName - `_${n}`.length)}_${n}`
    taken.add(name.toLowerCase())
    return name
  })
}
