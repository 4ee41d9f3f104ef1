import type { ResponseGroups } from './groups.ts'
import { conditionalAtLeast, patternPolynomials, scaledWeights } from './symmetric-functions.ts'

/** The scores of one pattern that say something about items: not the lowest, not the highest. */
export type PatternScores = { items: Int32Array; scores: number[]; counts: number[] }

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
