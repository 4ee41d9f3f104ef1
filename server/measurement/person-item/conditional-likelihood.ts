import type { ResponseGroups } from './groups.ts'
import {
  conditionalAtLeast,
  multiplyByItem,
  type PatternPolynomials,
  patternPolynomials,
  scaledWeights,
} from './symmetric-functions.ts'

/** The scores of one pattern that say something about items: not the lowest, not the highest. */
type PatternScores = { items: Int32Array; scores: number[]; counts: number[] }

/** Patterns with at least one informative score. Source: Andersen 1970. */
export function informativePatterns(groups: ResponseGroups): PatternScores[] {
  const patterns: PatternScores[] = groups.answeredItems.map((items) => ({ items, scores: [], counts: [] }))
  for (let g = 0; g < groups.groups; g++) {
    const p = groups.pattern[g]!
    if (groups.score[g] === 0 || groups.score[g] === groups.patternMaximum[p]) continue
    patterns[p]!.scores.push(groups.score[g]!)
    patterns[p]!.counts.push(groups.count[g]!)
  }
  return patterns.filter((pattern) => pattern.scores.length > 0)
}

/**
 * #{x_ni >= h} over the respondents whose score is neither lowest nor highest, index i * steps + h - 1.
 * Source: Andersen 1970.
 */
export function informativeStepCounts(groups: ResponseGroups): Float64Array {
  const counts = Float64Array.from(groups.stepCounts)
  for (let g = 0; g < groups.groups; g++) {
    const p = groups.pattern[g]!
    if (groups.score[g] !== groups.patternMaximum[p]) continue
    for (const i of groups.answeredItems[p]!) {
      for (let h = 0; h < groups.maxScore; h++) counts[i * groups.maxScore + h]! -= groups.count[g]!
    }
  }
  return counts
}

/**
 * Conditional log-likelihood given the raw scores, - sum n_ix eta_ix - sum_gr n_gr ln gamma_r(S_g),
 * and its gradient in the thresholds. Source: Andersen 1970, J R Stat Soc B 32:283.
 */
export function evaluateConditional(
  patterns: PatternScores[],
  stepCounts: Float64Array,
  thresholds: Float64Array,
  items: number,
  steps: number,
): { loglik: number; thresholdGradient: Float64Array } {
  const scaled = scaledWeights(thresholds, items, steps)
  const thresholdGradient = stepCounts.map((count) => -count)
  let loglik = 0
  for (let t = 0; t < thresholds.length; t++) loglik -= stepCounts[t]! * thresholds[t]!
  for (const pattern of patterns) {
    const polynomials = patternPolynomials(pattern.items, scaled)
    const top = pattern.items.length * polynomials.length
    const logScale = pattern.items.reduce((sum, i) => sum + scaled.logScale[i]!, 0)
    pattern.scores.forEach((score, s) => {
      const count = pattern.counts[s]!
      loglik -= count * (Math.log(polynomials.prefix[top + score]!) + logScale)
      pattern.items.forEach((item, k) => {
        const atLeast = conditionalAtLeast(polynomials, k, score)
        for (let h = 0; h < steps; h++) thresholdGradient[item * steps + h]! += count * atLeast[h]!
      })
    })
  }
  return { loglik, thresholdGradient }
}

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
    for (let k = 0; k < pattern.items.length; k++)
      addTaggedJoint(information, size, polynomials, scoreWeights, k)
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

/** Joint probabilities of the k-th item's steps with every later item's, upper triangle by position. */
function addTaggedJoint(
  information: Float64Array,
  size: number,
  polynomials: PatternPolynomials,
  scoreWeights: Float64Array,
  k: number,
): void {
  const { items, length, weights, steps, prefix } = polynomials
  for (let h = 1; h <= steps; h++) {
    let tagged = new Float64Array(length)
    multiplyByItem(prefix, k * length, k * steps + 1, tagged, 0, weights, items[k]!, steps, h)
    const row = (items[k]! * steps + h - 1) * size
    for (let j = k + 1; j < items.length; j++) {
      const terms = j * steps + 1
      for (let step = 0; step < steps; step++) {
        const start = (j * steps + step) * length
        let sum = 0
        for (let l = 0; l < terms; l++) sum += tagged[l]! * scoreWeights[start + l]!
        information[row + items[j]! * steps + step]! += sum
      }
      const next = new Float64Array(length)
      if (j < items.length - 1) multiplyByItem(tagged, 0, terms, next, 0, weights, items[j]!, steps, 0)
      tagged = next
    }
  }
}
