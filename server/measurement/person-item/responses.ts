import { type NoEstimate, noEstimate } from '../outcome.ts'

/** Stands for "no answer" in `Responses.scores`. */
export const MISSING = -1

/**
 * Answers of persons (respondents) to items (comparators or rating items).
 * `scores` is row-major, persons x items, each 0..maxScore or MISSING.
 */
export type Responses = { scores: Int8Array; persons: number; items: number; maxScore: number }

/**
 * Packs rows of scores (null = no answer) into `Responses`. Without `maxScore` the largest score found
 * is the top category. Named outcomes: `empty`, `too-few-items`, `value-out-of-range` (also for cells
 * that are not whole numbers and for rows of unequal length).
 */
export function toResponses(
  rows: readonly (readonly (number | null)[])[],
  maxScore?: number,
): Responses | NoEstimate {
  const items = rows[0]?.length ?? 0
  if (rows.length === 0 || items === 0) return noEstimate('empty', 'There are no answers to analyse.')
  const scores = new Int8Array(rows.length * items).fill(MISSING)
  let largest = 0
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!
    if (row.length !== items) {
      return noEstimate(
        'value-out-of-range',
        `Row ${n + 1} has ${row.length} answers; the first row has ${items}.`,
      )
    }
    for (let i = 0; i < items; i++) {
      const value = row[i]!
      if (value === null) continue
      if (!Number.isInteger(value) || value < 0 || value > (maxScore ?? 100))
        return outOfRange(n, i, value, maxScore)
      scores[n * items + i] = value
      largest = Math.max(largest, value)
    }
  }
  return { scores, persons: rows.length, items, maxScore: maxScore ?? Math.max(1, largest) }
}

function outOfRange(row: number, item: number, value: number, maxScore: number | undefined): NoEstimate {
  const range =
    maxScore === undefined ? 'a whole number from 0 upwards' : `a whole number from 0 to ${maxScore}`
  return noEstimate(
    'value-out-of-range',
    `Row ${row + 1}, column ${item + 1} holds ${value}; an answer must be ${range}.`,
    { items: [item] },
  )
}

/** The answers of the given rows and items only, in the order given. */
export function selectResponses(
  responses: Responses,
  rows: ArrayLike<number>,
  items: ArrayLike<number>,
): Responses {
  const scores = new Int8Array(rows.length * items.length)
  for (let n = 0; n < rows.length; n++) {
    for (let i = 0; i < items.length; i++) {
      scores[n * items.length + i] = responses.scores[rows[n]! * responses.items + items[i]!]!
    }
  }
  return { scores, persons: rows.length, items: items.length, maxScore: responses.maxScore }
}

/**
 * Recodes ordered answers to 0/1: 1 where the score is at least `cut`, missing stays missing.
 * Source: METHODS section 4.
 */
export function dichotomise(responses: Responses, cut: number): Responses {
  const scores = responses.scores.map((score) => (score === MISSING ? MISSING : score >= cut ? 1 : 0))
  return { ...responses, scores, maxScore: 1 }
}

/**
 * Three ordered categories with the middle one taken as no answer: the lowest becomes 0, the highest 1. Leaving ties
 * out is symmetrical, so the point between the two categories stays where it was. Source: METHODS section 4.
 */
export function withoutTies(responses: Responses): Responses {
  const scores = responses.scores.map((score) => (score === 2 ? 1 : score === 0 ? 0 : MISSING))
  return { ...responses, scores, maxScore: 1 }
}
