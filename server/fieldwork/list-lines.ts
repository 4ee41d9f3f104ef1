import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'

/** What can stand between the cells of a list. */
export const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'upright line' } as const

export type Separator = keyof typeof separatorNames

/** True for a separator that lists are read with. */
export function isSeparator(mark: unknown): mark is Separator {
  return typeof mark === 'string' && Object.hasOwn(separatorNames, mark)
}

/** A row of a list; `row` is its line in the file, counted from 1. */
export interface Line {
  row: number
  cells: string[]
}

/**
 * Rows and bytes read between two turns of everybody else. The parser makes an error object of every row with another
 * number of cells than the first, so a wrong list takes a hundred times as long as a right one: small slices.
 */
const rowSlice = 200
const byteSlice = 1024

/** Returns the separator of a list: the mark that its first line has most of, outside quotation marks. */
export function findSeparator(text: string): Separator {
  const [first = ''] = text.trimStart().slice(0, 10_000).split(/\r?\n/, 1)
  const bare = first.replace(/"[^"]*"/g, '')
  const marks = Object.keys(separatorNames) as Separator[]
  const count = (mark: Separator) => bare.split(mark).length
  return marks.reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/** Yields the rows of a list that are not empty. Refuses with the line where it is no CSV. Others have their turn. */
export async function* readLines(text: string, separator: Separator): AsyncGenerator<Line> {
  const parser = parse({
    delimiter: separator,
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
