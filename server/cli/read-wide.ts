import type { AnalysedItem, WideAnswers } from '../results/answer-table.ts'
import { FileProblem, type InputFile, readNumber, requireColumn } from './input-file.ts'

/** Columns that name the respondent, in the files of this and of other programs. */
export const RESPONDENT = ['respondent', 'person', 'surgeon', 'judge']
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
export function readWide(input: InputFile, known: readonly AnalysedItem[], group?: string): WideAnswers {
  const id = requireColumn(input, RESPONDENT)
  const columns = input.columns.filter((column) => !NOT_ITEMS.has(column) && column !== group)
  if (columns.length < 2) throw new FileProblem(`${input.file} has fewer than two columns of items.`)
  const respondents = input.rows.map((row) => row[id]!)
  refuseDuplicates(input, respondents)
  const scores = input.rows.map((row) =>
    columns.map((column) => (row[column] === '' ? null : readNumber(row[column]!, input, column))),
  )
  const table: WideAnswers = {
    kind: 'wide',
    items: columns.map((column) => withValue(column, known)),
    respondents,
    scores,
  }
  return group === undefined ? table : { ...table, groups: readGroups(input, group) }
}

/** The group of each row. */
function readGroups(input: InputFile, group: string): string[] {
  const column = requireColumn(input, [group])
  return input.rows.map((row) => row[column]!)
}

function refuseDuplicates(input: InputFile, respondents: string[]): void {
  const seen = new Set<string>()
  for (const respondent of respondents) {
    if (seen.has(respondent))
      throw new FileProblem(`${input.file} has two rows for respondent ${respondent}.`)
    seen.add(respondent)
  }
}

/** The item with its known work RVU, or without one. */
export function withValue(id: string, known: readonly AnalysedItem[]): AnalysedItem {
  return known.find((item) => item.id === id) ?? { id, workRvu: null, isTarget: false }
}
