import { MISSING, type Responses } from './responses.ts'

/**
 * Rows collapsed to (missing pattern, raw score): within a pattern the raw score is sufficient for the
 * person under every Rasch model (Andersen 1977), so each group is one evaluation.
 * `answered[p * items + i]` is 1 where pattern p has item i; `missingItems[p]` lists the others.
 * `stepCounts[i * maxScore + h - 1]` counts the answers x_ni >= h.
 */
export type ResponseGroups = {
  items: number
  maxScore: number
  patterns: number
  answered: Uint8Array
  answeredItems: Int32Array[]
  missingItems: Int32Array[]
  patternMaximum: Int32Array
  groups: number
  groupOfRow: Int32Array
  pattern: Int32Array
  score: Int32Array
  count: Float64Array
  stepCounts: Float64Array
  persons: number
}

/** Collapses rows with at least one answer; rows without any get group -1 and are not counted. */
export function groupResponses(responses: Responses): ResponseGroups {
  const { persons, items, maxScore, scores } = responses
  const patternIndex = new Map<number | string, number>()
  const groupIndex = new Map<number, number>()
  const firstRow: number[] = []
  const pattern: number[] = []
  const score: number[] = []
  const count: number[] = []
  const groupOfRow = new Int32Array(persons).fill(-1)
  const stepCounts = new Float64Array(items * maxScore)
  let used = 0
  for (let n = 0; n < persons; n++) {
    const total = countSteps(scores, n * items, items, maxScore, stepCounts)
    if (total < 0) continue
    used++
    const p = indexOf(patternIndex, patternKey(scores, n * items, items))
    if (p === firstRow.length) firstRow.push(n)
    const g = indexOf(groupIndex, p * (items * maxScore + 1) + total)
    if (g === pattern.length) {
      pattern.push(p)
      score.push(total)
      count.push(0)
    }
    count[g]!++
    groupOfRow[n] = g
  }
  return {
    ...describePatterns(responses, firstRow),
    items,
    maxScore,
    groups: pattern.length,
    groupOfRow,
    pattern: Int32Array.from(pattern),
    score: Int32Array.from(score),
    count: Float64Array.from(count),
    stepCounts,
    persons: used,
  }
}

/** Adds a row to the step counts and returns its score, or -1 for a row without answers. */
function countSteps(
  scores: Int8Array,
  start: number,
  items: number,
  maxScore: number,
  stepCounts: Float64Array,
): number {
  let total = 0
  let answered = 0
  for (let i = 0; i < items; i++) {
    const x = scores[start + i]!
    if (x === MISSING) continue
    answered++
    total += x
    for (let h = 0; h < x; h++) stepCounts[i * maxScore + h]!++
  }
  return answered === 0 ? -1 : total
}

/** A number while the pattern fits a float's whole numbers, otherwise its chunks joined. */
function patternKey(scores: Int8Array, start: number, items: number): number | string {
  const chunks: number[] = []
  for (let from = 0; from < items; from += 48) {
    let key = 0
    for (let i = from; i < Math.min(items, from + 48); i++)
      key = key * 2 + (scores[start + i] === MISSING ? 0 : 1)
    if (items <= 48) return key
    chunks.push(key)
  }
  return chunks.join(',')
}

function indexOf<Key>(known: Map<Key, number>, key: Key): number {
  const found = known.get(key)
  if (found !== undefined) return found
  known.set(key, known.size)
  return known.size - 1
}

function describePatterns(responses: Responses, firstRow: number[]) {
  const { items, scores, maxScore } = responses
  const answered = new Uint8Array(firstRow.length * items)
  const answeredItems: Int32Array[] = []
  const missingItems: Int32Array[] = []
  firstRow.forEach((row, p) => {
    const present: number[] = []
    const absent: number[] = []
    for (let i = 0; i < items; i++) {
      const isAnswered = scores[row * items + i] !== MISSING
      if (isAnswered) answered[p * items + i] = 1
      if (isAnswered) present.push(i)
      else absent.push(i)
    }
    answeredItems.push(Int32Array.from(present))
    missingItems.push(Int32Array.from(absent))
  })
  const patternMaximum = Int32Array.from(answeredItems, (present) => present.length * maxScore)
  return { patterns: firstRow.length, answered, answeredItems, missingItems, patternMaximum }
}
