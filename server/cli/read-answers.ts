import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { AnalysedItem, PairAnswers, WideAnswers } from '../results/answer-table.ts'

/** Something about a file that its owner can put right; the message is for a person. */
export class FileProblem extends Error {}

/** A CSV file as records, with the name and hash that go into the result. */
export type InputFile = { file: string; sha256: string; columns: string[]; rows: Record<string, string>[] }

/** Reads a CSV file with a header. Throws FileProblem when it is missing, empty or not CSV. */
export function readInput(path: string): InputFile {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new FileProblem(`The file ${path} cannot be read.`)
  }
  let rows: string[][]
  try {
    rows = parse(bytes, { bom: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    throw new FileProblem(`${path} is not a CSV file: ${error instanceof Error ? error.message : ''}`)
  }
  const [columns, ...records] = rows
  if (!columns || records.length === 0) throw new FileProblem(`${path} holds no answers.`)
  return {
    file: basename(path),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    columns,
    rows: records.map((record) => Object.fromEntries(columns.map((column, k) => [column, record[k] ?? '']))),
  }
}

const RESPONDENT = ['respondent', 'person', 'surgeon', 'judge']
const NOT_ITEMS = new Set([...RESPONDENT, 'society', 'language', 'group', 'state'])

/** Items with work RVUs: a column `item` or `code`, one `wrvu` or `work_rvu`, and perhaps `role`. */
export function readItems(input: InputFile): AnalysedItem[] {
  const id = requireColumn(input, ['item', 'code'])
  const value = requireColumn(input, ['wrvu', 'work_rvu'])
  return input.rows.map((row) => ({
    id: row[id]!,
    workRvu: row[value] === '' ? null : readNumber(row[value]!, input, row[id]!),
    isTarget: row.role === 'target',
  }))
}

/**
 * A wide file: one row a respondent, one column an item with scores or blanks. Columns that describe the
 * respondent (respondent, person, society, language, group, state) are no items.
 */
export function readWide(input: InputFile, known: readonly AnalysedItem[]): WideAnswers {
  const id = requireColumn(input, RESPONDENT)
  const columns = input.columns.filter((column) => !NOT_ITEMS.has(column))
  if (columns.length < 2) throw new FileProblem(`${input.file} has fewer than two columns of items.`)
  const respondents = input.rows.map((row) => row[id]!)
  refuseDuplicates(input, respondents)
  const scores = input.rows.map((row) =>
    columns.map((column) => (row[column] === '' ? null : readNumber(row[column]!, input, column))),
  )
  return { kind: 'wide', items: columns.map((column) => withValue(column, known)), respondents, scores }
}

function refuseDuplicates(input: InputFile, respondents: string[]): void {
  const seen = new Set<string>()
  for (const respondent of respondents) {
    if (seen.has(respondent))
      throw new FileProblem(`${input.file} has two rows for respondent ${respondent}.`)
    seen.add(respondent)
  }
}

/** What to take from a long file: the construct, where it holds several, and the target's id. */
export type LongChoice = { construct?: string | undefined; target?: string | undefined }

const ANSWERS: Record<string, number> = { less: 0, equal: 1, more: 2, '0': 0, '1': 1, '2': 2 }

/**
 * A long file, one row an answer: item_a, item_b, response (less, equal, more) of the archive, or a, b, y of the
 * analyst file, or comparator and response about one target that has no column. `cannot`, blanks and repeats
 * are left out; of two answers of one respondent to the same pair the first counts.
 */
export function readLong(input: InputFile, known: readonly AnalysedItem[], choice: LongChoice): PairAnswers {
  const id = requireColumn(input, RESPONDENT)
  const answer = requireColumn(input, ['response', 'score', 'y'])
  const b = requireColumn(input, ['item_b', 'b', 'comparator'])
  const a = findColumn(input, ['item_a', 'a'])
  const target = choice.target ?? (a ? undefined : 'TARGET')
  const rows = chooseConstruct(input, choice.construct).filter(
    (row) => row.is_repeat !== '1' && row.is_repeat !== 'true',
  )
  const order = itemOrder(rows, a, b, target, known)
  const respondents = [...new Set(rows.map((row) => row[id]!))]
  const respondentOf = new Map(respondents.map((respondent, k) => [respondent, k]))
  const itemOf = new Map(order.map((item, k) => [item, k]))
  const place = (row: Record<string, string>) => ({
    a: itemOf.get(a ? row[a]! : target!)!,
    b: itemOf.get(row[b]!)!,
    respondent: respondentOf.get(row[id]!)!,
  })
  const judgements = readJudgements(input, rows, answer, place)
  if (judgements.length === 0) throw new FileProblem(`${input.file} holds no answers.`)
  return {
    kind: 'pairs',
    items: order.map((item) => markTarget(withValue(item, known), target)),
    respondents,
    judgements,
  }
}

type Placed = { a: number; b: number; respondent: number }

function readJudgements(
  input: InputFile,
  rows: Record<string, string>[],
  answer: string,
  place: (row: Record<string, string>) => Placed,
): PairAnswers['judgements'] {
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const more = readAnswer(row[answer]!, input)
    if (more === null) return []
    const placed = place(row)
    const key = `${placed.respondent} ${Math.min(placed.a, placed.b)} ${Math.max(placed.a, placed.b)}`
    // Rows that carry a count are tables, where one pair may stand in several rows.
    if (row.w === undefined && seen.has(key)) return []
    seen.add(key)
    const weight = row.w === undefined ? 1 : readNumber(row.w, input, 'w')
    return [{ ...placed, more, first: readSide(row), weight }]
  })
}

/** Items with known values first, in their file's order, then the others alphabetically. */
function itemOrder(
  rows: Record<string, string>[],
  a: string | undefined,
  b: string,
  target: string | undefined,
  known: readonly AnalysedItem[],
): string[] {
  const used = new Set(rows.flatMap((row) => [...(a ? [row[a]!] : []), row[b]!]))
  if (target) used.add(target)
  const listed = known.map((item) => item.id).filter((item) => used.has(item))
  return [...new Set([...listed, ...[...used].sort()])]
}

function chooseConstruct(input: InputFile, construct: string | undefined): Record<string, string>[] {
  if (!input.columns.includes('construct')) return input.rows
  const constructs = [...new Set(input.rows.map((row) => row.construct!))]
  if (construct === undefined && constructs.length > 1) {
    throw new FileProblem(
      `${input.file} holds several constructs; choose one with --construct: ${constructs.join(', ')}.`,
    )
  }
  const rows = input.rows.filter((row) => construct === undefined || row.construct === construct)
  if (rows.length === 0)
    throw new FileProblem(`${input.file} has no answers on ${construct}; it has ${constructs.join(', ')}.`)
  return rows
}

function readAnswer(text: string, input: InputFile): number | null {
  if (text === '' || text === 'cannot') return null
  const answer = ANSWERS[text]
  if (answer !== undefined) return answer
  throw new FileProblem(`${input.file} holds the answer "${text}"; it must be less, equal or more.`)
}

function readSide(row: Record<string, string>): number {
  if (row.shown_first === 'a' || row.first === '1') return 1
  return row.shown_first === 'b' || row.first === '-1' ? -1 : 0
}

function withValue(id: string, known: readonly AnalysedItem[]): AnalysedItem {
  return known.find((item) => item.id === id) ?? { id, workRvu: null, isTarget: false }
}

function markTarget(item: AnalysedItem, target: string | undefined): AnalysedItem {
  return { ...item, isTarget: item.isTarget || item.id === target }
}

function readNumber(text: string, input: InputFile, where: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value))
    throw new FileProblem(`${input.file} holds "${text}" at ${where}; it must be a number or blank.`)
  return value
}

function findColumn(input: InputFile, names: string[]): string | undefined {
  return names.find((name) => input.columns.includes(name))
}

function requireColumn(input: InputFile, names: string[]): string {
  const found = findColumn(input, names)
  if (!found) throw new FileProblem(`${input.file} needs a column ${names.join(' or ')}.`)
  return found
}
