import { type NoEstimate, noEstimate } from '../outcome.ts'
import { MISSING, type Responses, selectResponses } from './responses.ts'

/** Which rows an estimator uses: `all` keeps extreme persons, `non-extreme` drops them. */
export type PersonRule = 'all' | 'non-extreme'

/**
 * What an estimator works on, and what was set aside on the way. Indices refer to the input.
 * `itemsAtMaximum` and `itemsAtMinimum` have no finite measure and are left out.
 */
export type CalibrationSet = {
  responses: Responses
  rowsUsed: Int32Array
  itemsUsed: Int32Array
  emptyRows: number
  incompleteRowsDropped: number
  extremeLowRows: number
  extremeHighRows: number
  itemsAtMaximum: number[]
  itemsAtMinimum: number[]
  /** Items that no row in use answered. */
  itemsUnanswered: number[]
}

/**
 * Chooses rows and items to calibrate: empty rows go first (counted); with `completeRows` every row
 * with a missing answer goes too, as jamovi's snowIRT does; then items that everybody answered with
 * the lowest or the highest category, and under `non-extreme` the persons with lowest or highest
 * possible score, again and again until none is left.
 * Source: the rule of Wright & Masters 1982, ch. 4; listwise deletion as in snowIRT's `.cleanData`.
 * Named outcomes: `empty`, `too-few-persons`, `too-few-items`.
 */
export function chooseCalibrationSet(
  responses: Responses,
  options: { completeRows?: boolean; persons: PersonRule },
): CalibrationSet | NoEstimate {
  const start = dropRows(responses, options.completeRows ?? false)
  if (start.rows.length === 0) return noRowsLeft(start.incompleteRowsDropped)
  const ends = { low: countExtreme(responses, start.rows, 0), high: countExtreme(responses, start.rows, 1) }
  const kept = dropExtremes(responses, start.rows, options.persons)
  const named = { items: [...kept.itemsAtMaximum, ...kept.itemsAtMinimum, ...kept.itemsUnanswered] }
  if (kept.items.length < 2) {
    return noEstimate('too-few-items', 'At least two items with different answers are needed.', named)
  }
  if (kept.rows.length < 2) {
    return noEstimate('too-few-persons', 'At least two respondents with usable answers are needed.', named)
  }
  return {
    responses: selectResponses(responses, kept.rows, kept.items),
    rowsUsed: Int32Array.from(kept.rows),
    itemsUsed: Int32Array.from(kept.items),
    emptyRows: start.emptyRows,
    incompleteRowsDropped: start.incompleteRowsDropped,
    extremeLowRows: ends.low,
    extremeHighRows: ends.high,
    itemsAtMaximum: kept.itemsAtMaximum,
    itemsAtMinimum: kept.itemsAtMinimum,
    itemsUnanswered: kept.itemsUnanswered,
  }
}

function noRowsLeft(incomplete: number): NoEstimate {
  return incomplete > 0
    ? noEstimate(
        'too-few-persons',
        `All ${incomplete} rows have a missing answer, so no complete row is left.`,
      )
    : noEstimate('empty', 'There are no answers to analyse.')
}

function dropRows(responses: Responses, completeRows: boolean) {
  const rows: number[] = []
  let emptyRows = 0
  let incompleteRowsDropped = 0
  for (let n = 0; n < responses.persons; n++) {
    let answered = 0
    for (let i = 0; i < responses.items; i++) {
      if (responses.scores[n * responses.items + i] !== MISSING) answered++
    }
    if (answered === 0) emptyRows++
    else if (completeRows && answered < responses.items) incompleteRowsDropped++
    else rows.push(n)
  }
  return { rows, emptyRows, incompleteRowsDropped }
}

/** Rows whose every answer is the lowest (end 0) or the highest (end 1) category. */
function countExtreme(responses: Responses, rows: number[], end: 0 | 1): number {
  const extreme = end * responses.maxScore
  return rows.filter((n) => {
    for (let i = 0; i < responses.items; i++) {
      const score = responses.scores[n * responses.items + i]!
      if (score !== MISSING && score !== extreme) return false
    }
    return true
  }).length
}

function dropExtremes(responses: Responses, startRows: number[], persons: PersonRule) {
  let rows = startRows
  let items = Array.from({ length: responses.items }, (_, i) => i)
  const itemsAtMaximum: number[] = []
  const itemsAtMinimum: number[] = []
  const itemsUnanswered: number[] = []
  for (;;) {
    const keptRows = rows.filter((n) => {
      const end = endOf(
        responses,
        items.map((i) => n * responses.items + i),
      )
      return end !== 'none' && (persons === 'all' || end === 'inside')
    })
    const keptItems = items.filter((i) => {
      const end = endOf(
        responses,
        keptRows.map((n) => n * responses.items + i),
      )
      if (end === 'high') itemsAtMaximum.push(i)
      if (end === 'low') itemsAtMinimum.push(i)
      if (end === 'none') itemsUnanswered.push(i)
      return end === 'inside'
    })
    const settled = keptRows.length === rows.length && keptItems.length === items.length
    rows = keptRows
    items = keptItems
    if (settled) return { rows, items, itemsAtMaximum, itemsAtMinimum, itemsUnanswered }
  }
}

/** Whether the answers at these cells are all lowest, all highest, absent, or none of these. */
function endOf(responses: Responses, cells: number[]): 'low' | 'high' | 'none' | 'inside' {
  let sum = 0
  let answered = 0
  for (const cell of cells) {
    const score = responses.scores[cell]!
    if (score === MISSING) continue
    sum += score
    answered++
  }
  if (answered === 0) return 'none'
  if (sum === 0) return 'low'
  return sum === answered * responses.maxScore ? 'high' : 'inside'
}
