import type { AnswerTable } from '../results/answer-table.ts'

/** Returns the table with the rows of some respondents only, in the same order. */
export function keepRespondents(table: AnswerTable, keep: (row: number) => boolean): AnswerTable {
  const rows = table.respondents.flatMap((_, row) => (keep(row) ? [row] : []))
  if (rows.length === table.respondents.length) return table
  const respondents = rows.map((row) => table.respondents[row]!)
  if (table.kind === 'wide') return { ...table, respondents, scores: rows.map((row) => table.scores[row]!) }
  const placeOf = new Int32Array(table.respondents.length).fill(-1)
  rows.forEach((row, place) => {
    placeOf[row] = place
  })
  const judgements = table.judgements.flatMap((one) => {
    const respondent = placeOf[one.respondent]!
    return respondent < 0 ? [] : [{ ...one, respondent }]
  })
  return { ...table, respondents, judgements }
}

/** Returns the table as if nobody had been asked about an item. */
export function withoutItem(table: AnswerTable, id: string): AnswerTable {
  const place = table.items.findIndex((item) => item.id === id)
  if (place < 0) return table
  const items = table.items.filter((_, index) => index !== place)
  if (table.kind === 'wide')
    return { ...table, items, scores: table.scores.map((row) => row.filter((_, index) => index !== place)) }
  const moved = (index: number) => (index > place ? index - 1 : index)
  const judgements = table.judgements
    .filter(({ a, b }) => a !== place && b !== place)
    .map((one) => ({ ...one, a: moved(one.a), b: moved(one.b) }))
  return { ...table, items, judgements }
}

/** Returns the table with each respondent's group, '' where there is none. */
export function withGroups(table: AnswerTable, groups: string[]): AnswerTable {
  return { ...table, groups }
}

/** Tells for each respondent whether any answer of theirs is in the table. */
export function haveAnswers(table: AnswerTable): boolean[] {
  if (table.kind === 'wide') return table.scores.map((row) => row.some((score) => score !== null))
  const found = new Array<boolean>(table.respondents.length).fill(false)
  for (const { respondent } of table.judgements) found[respondent] = true
  return found
}
