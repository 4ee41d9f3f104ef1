import { type NoEstimate, noEstimate } from '../outcome.ts'

/**
 * Judgements of pairs, one per position: item index a against item index b; `more` 2 = a is more, 1 = equal,
 * 0 = a is less; `first` 1 = a was shown first, -1 = b was, 0 = unknown; respondent index; weight (a count).
 */
export type Judgements = {
  items: number
  a: Int32Array
  b: Int32Array
  more: Int8Array
  first: Int8Array
  respondent: Int32Array
  weight: Float64Array
}

/** One judgement as a plain record, for `toJudgements`. */
export type JudgementRow = {
  a: number
  b: number
  more: number
  first?: number
  respondent?: number
  weight?: number
}

/**
 * Packs judgement rows. Without `respondent` each row is its own respondent.
 * Named outcomes: `empty`, `too-few-items`, `value-out-of-range` (answers other than 0, 1, 2, an item
 * compared with itself, unknown items, weights that are not positive).
 */
export function toJudgements(rows: readonly JudgementRow[], items: number): Judgements | NoEstimate {
  if (rows.length === 0) return noEstimate('empty', 'There are no judgements to analyse.')
  if (items < 2) return noEstimate('too-few-items', 'At least two items are needed to form a pair.')
  for (let n = 0; n < rows.length; n++) {
    const problem = describeProblem(rows[n]!, items)
    if (problem) return noEstimate('value-out-of-range', `Judgement ${n + 1}: ${problem}.`)
  }
  return {
    items,
    a: Int32Array.from(rows, (row) => row.a),
    b: Int32Array.from(rows, (row) => row.b),
    more: Int8Array.from(rows, (row) => row.more),
    first: Int8Array.from(rows, (row) => row.first ?? 0),
    respondent: Int32Array.from(rows, (row, n) => row.respondent ?? n),
    weight: Float64Array.from(rows, (row) => row.weight ?? 1),
  }
}

function describeProblem(row: JudgementRow, items: number): string | undefined {
  const isItem = (index: number) => Number.isInteger(index) && index >= 0 && index < items
  if (!isItem(row.a) || !isItem(row.b)) return 'names an item that is not in the study'
  if (row.a === row.b) return 'compares an item with itself'
  if (![0, 1, 2].includes(row.more))
    return `holds the answer ${row.more}; it must be 0 (less), 1 (equal) or 2 (more)`
  if (![-1, 0, 1].includes(row.first ?? 0)) return 'does not say which item was shown first (1 or -1)'
  if (!Number.isInteger(row.respondent ?? 0)) return 'has no respondent number'
  return Number.isFinite(row.weight ?? 1) && (row.weight ?? 1) > 0
    ? undefined
    : 'has a count that is not positive'
}

/**
 * Judgements counted by pair and side shown: cell k compares `low[k]` with the larger index `high[k]`;
 * `first[k]` is 1 where `low` was shown first. `counts` holds less, equal, more of `low` at 3k, 3k+1, 3k+2.
 */
export type PairCounts = {
  items: number
  cells: number
  low: Int32Array
  high: Int32Array
  first: Int8Array
  counts: Float64Array
  total: number
}

/** Counts judgements by pair and, if `bySide`, by the side shown; otherwise `first` is 0 throughout. */
export function countPairs(judgements: Judgements, bySide: boolean): PairCounts {
  const { items } = judgements
  const cellOf = new Int32Array(items * items * 3).fill(-1)
  const low: number[] = []
  const high: number[] = []
  const first: number[] = []
  const counts: number[] = []
  let total = 0
  for (let n = 0; n < judgements.a.length; n++) {
    const { flipped, side, key } = locate(judgements, n, bySide)
    if (cellOf[key]! < 0) {
      cellOf[key] = low.length
      low.push(flipped ? judgements.b[n]! : judgements.a[n]!)
      high.push(flipped ? judgements.a[n]! : judgements.b[n]!)
      first.push(side)
      counts.push(0, 0, 0)
    }
    counts[3 * cellOf[key]! + (flipped ? 2 - judgements.more[n]! : judgements.more[n]!)]! +=
      judgements.weight[n]!
    total += judgements.weight[n]!
  }
  return {
    items,
    cells: low.length,
    low: Int32Array.from(low),
    high: Int32Array.from(high),
    first: Int8Array.from(first),
    counts: Float64Array.from(counts),
    total,
  }
}

function locate(judgements: Judgements, n: number, bySide: boolean) {
  const a = judgements.a[n]!
  const b = judgements.b[n]!
  const flipped = a > b
  const shown = bySide ? judgements.first[n]! : 0
  const side = flipped && shown !== 0 ? -shown : shown
  const pair = flipped ? b * judgements.items + a : a * judgements.items + b
  return { flipped, side, key: pair * 3 + side + 1 }
}

/** The judgements of the given positions only. */
export function selectJudgements(judgements: Judgements, positions: ArrayLike<number>): Judgements {
  const pick = <T extends Int32Array | Int8Array | Float64Array>(
    values: T,
    make: (length: number) => T,
  ): T => {
    const chosen = make(positions.length)
    for (let k = 0; k < positions.length; k++) chosen[k] = values[positions[k]!]!
    return chosen
  }
  return {
    items: judgements.items,
    a: pick(judgements.a, (length) => new Int32Array(length)),
    b: pick(judgements.b, (length) => new Int32Array(length)),
    more: pick(judgements.more, (length) => new Int8Array(length)),
    first: pick(judgements.first, (length) => new Int8Array(length)),
    respondent: pick(judgements.respondent, (length) => new Int32Array(length)),
    weight: pick(judgements.weight, (length) => new Float64Array(length)),
  }
}
