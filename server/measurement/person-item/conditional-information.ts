import type { PatternScores } from './conditional-likelihood.ts'
import {
  conditionalAtLeast,
  multiplyByItem,
  type PatternPolynomials,
  patternPolynomials,
  scaledWeights,
} from './symmetric-functions.ts'

/**
 * Information of the thresholds, the conditional covariance of {x_i >= h} and {x_j >= k} given the raw
 * score, summed over respondents; square, size items * steps.
 * The joint probabilities come from prefix products "tagged" with {x_i >= h}, carried item by item.
 * Source: second derivatives of Andersen 1970; tagging is the usual forward recursion (Verhelst,
 * Glas & van der Sluis 1984 for the plain recursion).
 */
export function conditionalInformation(
  patterns: PatternScores[],
  thresholds: Float64Array,
  items: number,
  steps: number,
): Float64Array {
  const size = items * steps
  const information = new Float64Array(size * size)
  const scaled = scaledWeights(thresholds, items, steps)
  for (const pattern of patterns) {
    const polynomials = patternPolynomials(pattern.items, scaled)
    subtractProducts(information, size, polynomials, pattern)
    const scoreWeights = weighSuffixes(polynomials, pattern)
    const reach = { lowest: Math.min(...pattern.scores), highest: Math.max(...pattern.scores) }
    for (let k = 0; k < pattern.items.length; k++) {
      addTaggedJoint(information, size, polynomials, scoreWeights, k, reach)
    }
  }
  for (let r = 0; r < size; r++)
    for (let c = 0; c < r; c++) information[r * size + c] = information[c * size + r]!
  return information
}

/** Same-item joint probabilities less the products of the margins, upper triangle. */
function subtractProducts(
  information: Float64Array,
  size: number,
  polynomials: PatternPolynomials,
  pattern: PatternScores,
): void {
  const { steps } = polynomials
  const margins = new Float64Array(size)
  pattern.scores.forEach((score, s) => {
    const count = pattern.counts[s]!
    margins.fill(0)
    for (const [k, item] of pattern.items.entries()) {
      margins.set(conditionalAtLeast(polynomials, k, score), item * steps)
    }
    for (let r = 0; r < size; r++) {
      for (let c = r; c < size; c++) information[r * size + c]! -= count * margins[r]! * margins[c]!
    }
    for (const item of pattern.items) {
      for (let h = 0; h < steps; h++) {
        for (let k = h; k < steps; k++) {
          information[(item * steps + h) * size + item * steps + k]! += count * margins[item * steps + k]!
        }
      }
    }
  })
}

/**
 * For the k-th item and each step h, the vector over l of sum_r (n_r / gamma_r) times the coefficient
 * of z^(r - l) in {x_k >= h} * suffix[k + 1]; index (k * steps + h - 1) * length + l.
 */
function weighSuffixes(polynomials: PatternPolynomials, pattern: PatternScores): Float64Array {
  const { items, length, weights, steps, prefix, suffix } = polynomials
  const result = new Float64Array(items.length * steps * length)
  const tail = new Float64Array(length + steps)
  for (let k = 0; k < items.length; k++) {
    const terms = (items.length - k - 1) * steps + 1
    for (let h = 1; h <= steps; h++) {
      tail.fill(0)
      multiplyByItem(suffix, (k + 1) * length, terms, tail, 0, weights, items[k]!, steps, h)
      const start = (k * steps + h - 1) * length
      pattern.scores.forEach((score, s) => {
        const weight = pattern.counts[s]! / prefix[items.length * length + score]!
        for (let l = Math.max(0, score - length + 1); l <= score; l++)
          result[start + l]! += weight * tail[score - l]!
      })
    }
  }
  return result
}

/**
 * Joint probabilities of the k-th item's steps with every later item's, upper triangle by position.
 * Only partial scores from which one of the pattern's scores can still be reached are carried on.
 */
function addTaggedJoint(
  information: Float64Array,
  size: number,
  polynomials: PatternPolynomials,
  scoreWeights: Float64Array,
  k: number,
  reach: { lowest: number; highest: number },
): void {
  const { items, length, weights, steps, prefix } = polynomials
  let tagged = new Float64Array(length + steps)
  let next = new Float64Array(length + steps)
  for (let h = 1; h <= steps; h++) {
    tagged.fill(0)
    multiplyByItem(prefix, k * length, k * steps + 1, tagged, 0, weights, items[k]!, steps, h)
    const row = (items[k]! * steps + h - 1) * size
    for (let j = k + 1; j < items.length; j++) {
      const first = Math.max(0, reach.lowest - (items.length - j) * steps)
      const last = Math.min(j * steps, reach.highest)
      const column = row + items[j]! * steps
      for (let step = 0; step < steps; step++) {
        information[column + step]! += dotRange(
          tagged,
          scoreWeights,
          (j * steps + step) * length,
          first,
          last,
        )
      }
      if (j === items.length - 1) break
      next.fill(0, first, last + steps + 1)
      multiplyByItem(tagged, first, last - first + 1, next, first, weights, items[j]!, steps, 0)
      const free = tagged
      tagged = next
      next = free
    }
  }
}

function dotRange(
  left: Float64Array,
  right: Float64Array,
  rightStart: number,
  first: number,
  last: number,
): number {
  let sum = 0
  for (let l = first; l <= last; l++) sum += left[l]! * right[rightStart + l]!
  return sum
}
