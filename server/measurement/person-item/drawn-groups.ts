import type { ResponseGroups } from './groups.ts'
import { MISSING, type Responses } from './responses.ts'

/**
 * Collapses rows drawn from known ones, as a bootstrap draws them: the same as
 * `groupResponses(selectResponses(responses, rows, …))` to the last bit, but the patterns and scores of
 * `responses` are those of `base` (its own groups) and not worked out again. `categories` counts the drawn
 * answers, index item * (maxScore + 1) + category.
 */
export function groupDrawn(
  responses: Responses,
  base: ResponseGroups,
  rows: Int32Array,
): { groups: ResponseGroups; categories: Int32Array } {
  const { items, maxScore } = base
  const patternOf = new Int32Array(base.patterns).fill(-1)
  const groupOf = new Int32Array(base.groups).fill(-1)
  const groupOfRow = new Int32Array(rows.length).fill(-1)
  const patterns: number[] = []
  const groups: number[] = []
  const count = new Float64Array(base.groups)
  let used = 0
  for (let n = 0; n < rows.length; n++) {
    const known = base.groupOfRow[rows[n]!]!
    if (known < 0) continue
    used++
    const pattern = base.pattern[known]!
    if (patternOf[pattern]! < 0) patternOf[pattern] = patterns.push(pattern) - 1
    if (groupOf[known]! < 0) groupOf[known] = groups.push(known) - 1
    const g = groupOf[known]!
    count[g]!++
    groupOfRow[n] = g
  }
  const categories = countDrawn(responses, rows)
  return {
    categories,
    groups: {
      ...pickPatterns(base, patterns),
      items,
      maxScore,
      groups: groups.length,
      groupOfRow,
      pattern: Int32Array.from(groups, (known) => patternOf[base.pattern[known]!]!),
      score: Int32Array.from(groups, (known) => base.score[known]!),
      count: count.slice(0, groups.length),
      stepCounts: toStepCounts(categories, items, maxScore),
      persons: used,
    },
  }
}

function pickPatterns(base: ResponseGroups, patterns: readonly number[]) {
  const { items } = base
  const answered = new Uint8Array(patterns.length * items)
  patterns.forEach((known, p) => {
    answered.set(base.answered.subarray(known * items, (known + 1) * items), p * items)
  })
  return {
    patterns: patterns.length,
    answered,
    answeredItems: patterns.map((known) => base.answeredItems[known]!),
    missingItems: patterns.map((known) => base.missingItems[known]!),
    patternMaximum: Int32Array.from(patterns, (known) => base.patternMaximum[known]!),
  }
}

function countDrawn({ scores, items, maxScore }: Responses, rows: Int32Array): Int32Array {
  const width = maxScore + 1
  const counts = new Int32Array(items * width)
  for (let n = 0; n < rows.length; n++) {
    const start = rows[n]! * items
    for (let i = 0; i < items; i++) {
      const score = scores[start + i]!
      if (score !== MISSING) counts[i * width + score]!++
    }
  }
  return counts
}

/** How many answers reach each step, index i * maxScore + h - 1. */
function toStepCounts(categories: Int32Array, items: number, maxScore: number): Float64Array {
  const steps = new Float64Array(items * maxScore)
  for (let i = 0; i < items; i++) {
    let reached = 0
    for (let h = maxScore; h >= 1; h--) {
      reached += categories[i * (maxScore + 1) + h]!
      steps[i * maxScore + h - 1] = reached
    }
  }
  return steps
}
