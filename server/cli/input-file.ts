import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'

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
  const repeated = columns?.find((column, k) => columns.indexOf(column) !== k)
  if (repeated !== undefined) throw new FileProblem(`${path} has two columns named "${repeated}".`)
  if (!columns || records.length === 0) throw new FileProblem(`${path} holds no answers.`)
  return {
    file: basename(path),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    columns,
    rows: records.map((record) => Object.fromEntries(columns.map((column, k) => [column, record[k] ?? '']))),
  }
}

/** A number that must stand in a cell; `where` says which. Throws FileProblem. */
export function readNumber(text: string, input: InputFile, where: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) {
    throw new FileProblem(`${input.file} holds "${text}" at ${where}; it must be a number or blank.`)
  }
  return value
}

/** The first of these columns that the file has. */
export function findColumn(input: InputFile, names: string[]): string | undefined {
  return names.find((name) => input.columns.includes(name))
}

/** The same, or a FileProblem that names them. */
export function requireColumn(input: InputFile, names: string[]): string {
  const found = findColumn(input, names)
  if (!found) throw new FileProblem(`${input.file} needs a column ${names.join(' or ')}.`)
  return found
}
