import type { AnalysedItem, PairAnswers } from '../results/answer-table.ts'
import { FileProblem, findColumn, type InputFile, readNumber, requireColumn } from './input-file.ts'
import { RESPONDENT, withValue } from './read-wide.ts'

/** What to take from a long file: the construct, where it holds several, and the target's id. */
export type LongChoice = {
  construct?: string | undefined
  target?: string | undefined
  /** Column with the group of the respondent. */
  group?: string | undefined
}

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
  const described = describeItems(input, rows, known)
  const groups =
    choice.group === undefined ? {} : { groups: groupsOf(input, rows, id, respondents, choice.group) }
  return {
    ...groups,
    kind: 'pairs',
    items: order.map((item) => markTarget(withValue(item, described), target)),
    respondents,
    judgements,
  }
}

function groupsOf(
  input: InputFile,
  rows: Record<string, string>[],
  id: string,
  respondents: string[],
  group: string,
): string[] {
  const column = requireColumn(input, [group])
  const groups = new Map(rows.map((row) => [row[id]!, row[column]!]))
  return respondents.map((respondent) => groups.get(respondent)!)
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

/** What the archive says of its items (role, work RVU), unless a file of items says it. */
function describeItems(
  input: InputFile,
  rows: Record<string, string>[],
  known: readonly AnalysedItem[],
): AnalysedItem[] {
  const found = new Map(known.map((item) => [item.id, item]))
  for (const row of rows) {
    for (const side of ['item_a', 'item_b']) {
      const id = row[side]
      if (id === undefined || found.has(id)) continue
      const wrvu = row[`${side}_wrvu`] ?? ''
      const workRvu = wrvu === '' ? null : readNumber(wrvu, input, id)
      found.set(id, { id, workRvu, isTarget: row[`${side}_role`] === 'target' })
    }
  }
  return [...found.values()]
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
  if (answer === undefined)
    throw new FileProblem(`${input.file} holds the answer "${text}"; it must be less, equal or more.`)
  return answer
}

function readSide(row: Record<string, string>): number {
  if (row.shown_first === 'a' || row.first === '1') return 1
  return row.shown_first === 'b' || row.first === '-1' ? -1 : 0
}

function markTarget(item: AnalysedItem, target: string | undefined): AnalysedItem {
  return { ...item, isTarget: item.isTarget || item.id === target }
}
