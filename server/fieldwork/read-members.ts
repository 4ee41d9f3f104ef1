import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { isLanguage } from '../words/languages.ts'
import { type ProblemList, problemList } from './problem-list.ts'

/** A member as a list names one; `row` is the line in the file, counting the header as 1. */
export interface ListedMember {
  row: number
  email: string
  name: string
  society: string
  language: string
}

const known = ['email', 'name', 'society', 'language'] as const
const needed = ['email', 'society', 'language'] as const
type Column = (typeof known)[number]

interface Line {
  row: number
  cells: string[]
}

/** Rows and bytes read between two turns of everybody else. */
const rowSlice = 200
const byteSlice = 16 * 1024

/**
 * Reads a member list: UTF-8 with or without BOM, comma or semicolon, columns in any order, the name optional.
 * Refuses with a line for every row that does not fit; nothing is read in part. Others have their turn meanwhile.
 */
export async function readMembers(content: Buffer | string, definition: Definition): Promise<ListedMember[]> {
  const problems = problemList()
  const members: ListedMember[] = []
  let columns: Map<Column, number> | undefined
  for await (const line of readLines(content)) {
    if (columns) members.push(readMember(line, columns, definition, problems))
    else columns = readHeader(line.cells)
  }
  if (!columns) throw new Refusal('invalid', 'The list is empty.')
  problems.refuse(problemCount)
  if (members.length === 0) throw new Refusal('invalid', 'The list has a header and no members.')
  return members
}

function problemCount(count: number): string {
  const rows = count === 1 ? 'One entry' : `${count} entries`
  return `${rows} of the list must be corrected. No member was added.`
}

async function* readLines(content: Buffer | string): AsyncGenerator<Line> {
  const text = (typeof content === 'string' ? content : decode(content)).replace(/^\uFEFF/, '')
  const first = text.slice(0, 10_000).split(/\r?\n/, 1)[0]!
  // Cells copied from a spreadsheet come with tabs.
  const separators = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }))
  const delimiter = separators.reduce((best, one) => (one.count > best.count ? one : best)).mark
  const parser = parse({
    delimiter,
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    skipRecordsWithEmptyValues: true,
    trim: true,
  })
  const source = Readable.from(slicesOf(Buffer.from(text)))
  source.pipe(parser)
  try {
    let count = 0
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      yield { row: info.lines, cells: record }
      count += 1
      if (count % rowSlice === 0) await nextTurn()
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Refusal('invalid', 'The list is not a CSV file.', [error.message])
    throw error
  } finally {
    source.destroy()
  }
}

/** Bytes, not letters: a letter may take several, and the parser puts them together again. */
async function* slicesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += byteSlice) {
    yield bytes.subarray(from, from + byteSlice)
    await nextTurn()
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(
      'invalid',
      'The file is not in UTF-8, so accents and Korean would be lost. Save it as “CSV UTF-8” and send it again.',
    )
  }
}

/** Returns where each known column stands. */
function readHeader(cells: string[]): Map<Column, number> {
  const names = cells.map((cell) => cell.toLowerCase())
  const problems = [
    ...needed.filter((name) => !names.includes(name)).map((name) => `The column ${name} is missing.`),
    ...names
      .filter((name) => !(known as readonly string[]).includes(name))
      .map((name) => `The column “${name}” is not known. Take it out: only what is needed is kept.`),
    ...known
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => `The column ${name} is there twice.`),
  ]
  if (problems.length > 0)
    throw new Refusal(
      'invalid',
      'The first row must name the columns: email, name, society, language (the name may be left out).',
      problems,
    )
  return new Map(known.filter((name) => names.includes(name)).map((name) => [name, names.indexOf(name)]))
}

function readMember(
  { row, cells }: Line,
  columns: Map<Column, number>,
  definition: Definition,
  problems: ProblemList,
): ListedMember {
  const cell = (name: Column) => cells[columns.get(name) ?? -1] ?? ''
  const email = cell('email')
  const society = cell('society').toLowerCase()
  const language = cell('language').toLowerCase()
  const say = (problem: string) => problems.say(`Row ${row}: ${problem}`)
  if (cells.length !== columns.size) say(`has ${cells.length} cells, the header has ${columns.size}.`)
  if (email.length > 254 || !z.email().safeParse(email).success) say(`“${email}” is not an e-mail address.`)
  if (cell('name').length > 200) say('the name is longer than 200 characters.')
  if (!definition.societies.some((one) => one.slug === society))
    say(`“${cell('society')}” is not a society of this study. ${listOf(definition.societies)}`)
  if (!isLanguage(language) || !definition.languages.includes(language))
    say(`“${cell('language')}” is not a language of this study. Use ${definition.languages.join(', ')}.`)
  return { row, email, name: cell('name'), society, language }
}

function listOf(societies: { slug: string }[]): string {
  const slugs = societies.map((one) => one.slug)
  return slugs.length <= 12 ? `Use ${slugs.join(', ')}.` : 'Use a short name from the definition.'
}
