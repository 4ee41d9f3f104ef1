import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type Responses, toResponses } from '../../server/measurement/person-item/responses.ts'

const folder = new URL('../fixtures/', import.meta.url)

/** A gold JSON; its shape differs from file to file, so tests address it as they go. */
// biome-ignore lint/suspicious/noExplicitAny: reference files have no common type
export type Gold = any

export function readGold(name: string): Gold {
  return JSON.parse(readFileSync(new URL(`gold/${name}.json`, folder), 'utf8'))
}

export function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(new URL(path, folder), 'utf8'), { columns: true })
}

/** A wide file: the first column names the respondent, blank cells are missing. */
export function readWide(path: string): Responses {
  const rows = readCsv(path).map((row) =>
    Object.values(row)
      .slice(1)
      .map((cell) => (cell === '' ? null : Number(cell))),
  )
  const responses = toResponses(rows)
  if ('outcome' in responses) throw new Error(responses.sentence)
  return responses
}

/** Narrows a result that must be an estimate. */
export function expectFit<T extends { outcome: string }>(result: T): Extract<T, { outcome: 'fit' }> {
  if (result.outcome !== 'fit') throw new Error(`no estimate: ${JSON.stringify(result)}`)
  return result as Extract<T, { outcome: 'fit' }>
}
