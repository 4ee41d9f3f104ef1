import { normalTwoSided } from '../numeric/distributions.ts'
import { holmAdjust } from '../numeric/statistics.ts'
import { scoreMoments } from '../person-item/category-tables.ts'
import type { MarginalFit } from '../person-item/fit-marginal.ts'
import { NODES } from '../person-item/marginal-likelihood.ts'
import { MISSING, type Responses } from '../person-item/responses.ts'

/**
 * Local dependence between items. Lists run over item pairs (0,1), (0,2) ... (1,2) ...
 * `worstPairP` is the Holm-adjusted p of the pair with the largest |aQ3|: it is what jamovi prints beside
 * MADaQ3, and it is not a test of MADaQ3. A correlation that cannot be formed counts as 0.
 */
export type LocalDependence = {
  pairs: { first: number; second: number; q3: number; aq3: number; p: number; pHolm: number }[]
  madaq3: number
  largestAq3: number
  worstPairP: number
}

/**
 * Yen's Q3 from residuals x - sum_q h_q E_q, centred to aQ3 = Q3 - mean Q3; MADaQ3 = mean |aQ3|;
 * p = 2 Phi(-|atanh aQ3| sqrt(N - 3)) with N all rows. Sources: Yen 1984; Marais 2013; TAM tam.modelfit.
 */
export function localDependence(responses: Responses, fit: MarginalFit): LocalDependence {
  const { items, persons } = responses
  const residuals = posteriorResiduals(responses, fit)
  const pairs: LocalDependence['pairs'] = []
  for (let first = 0; first < items; first++) {
    for (let second = first + 1; second < items; second++) {
      const q3 = pairwiseCorrelation(responses.scores, residuals, items, persons, first, second)
      pairs.push({ first, second, q3, aq3: 0, p: 1, pHolm: 1 })
    }
  }
  const average = pairs.reduce((sum, pair) => sum + pair.q3, 0) / Math.max(1, pairs.length)
  const root = Math.sqrt(Math.max(0, persons - 3))
  for (const pair of pairs) {
    pair.aq3 = pair.q3 - average
    pair.p = normalTwoSided(Math.atanh(Math.min(1 - 1e-15, Math.abs(pair.aq3))) * root)
  }
  holmAdjust(pairs.map((pair) => pair.p)).forEach((p, k) => {
    pairs[k]!.pHolm = p
  })
  const sizes = pairs.map((pair) => Math.abs(pair.aq3))
  return {
    pairs,
    madaq3: sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length),
    largestAq3: sizes.reduce((largest, size) => Math.max(largest, size), 0),
    worstPairP: pairs.reduce((smallest, pair) => Math.min(smallest, pair.pHolm), 1),
  }
}

function posteriorResiduals(responses: Responses, fit: MarginalFit): Float64Array {
  const { items, scores } = responses
  const expected = expectedByGroup(fit, items)
  const residuals = new Float64Array(scores.length)
  for (let cell = 0; cell < scores.length; cell++) {
    if (scores[cell] === MISSING) continue
    const group = fit.groups.groupOfRow[Math.floor(cell / items)]!
    residuals[cell] = scores[cell]! - expected[group * items + (cell % items)]!
  }
  return residuals
}

function expectedByGroup(fit: MarginalFit, items: number): Float64Array {
  const moments = scoreMoments(fit.evaluation.tables)
  const expected = new Float64Array(fit.groups.groups * items)
  for (let g = 0; g < fit.groups.groups; g++) {
    for (let q = 0; q < NODES.length; q++) {
      const weight = fit.evaluation.posterior[g * NODES.length + q]!
      for (let i = 0; i < items; i++) expected[g * items + i]! += weight * moments.expected[q * items + i]!
    }
  }
  return expected
}

function pairwiseCorrelation(
  scores: Int8Array,
  residuals: Float64Array,
  items: number,
  persons: number,
  first: number,
  second: number,
): number {
  let n = 0
  let sumA = 0
  let sumB = 0
  let sumAA = 0
  let sumBB = 0
  let sumAB = 0
  for (let row = 0; row < persons * items; row += items) {
    if (scores[row + first] === MISSING || scores[row + second] === MISSING) continue
    const a = residuals[row + first]!
    const b = residuals[row + second]!
    n++
    sumA += a
    sumB += b
    sumAA += a * a
    sumBB += b * b
    sumAB += a * b
  }
  const varianceA = sumAA - (sumA * sumA) / n
  const varianceB = sumBB - (sumB * sumB) / n
  if (n < 3 || varianceA <= 1e-12 || varianceB <= 1e-12) return 0
  return (sumAB - (sumA * sumB) / n) / Math.sqrt(varianceA * varianceB)
}
