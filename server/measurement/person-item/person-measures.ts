import type { MarginalFit } from './fit-marginal.ts'
import type { ResponseGroups } from './groups.ts'
import { NODES } from './marginal-likelihood.ts'

/** How far an extreme score is moved inside for a maximum likelihood measure. Source: Winsteps EXTRSCORE=. */
const EXTREME_ADJUSTMENT = 0.3
const LARGEST_MEASURE = 40

/** Measures of the (pattern, score) groups in logits, with their standard errors. */
export type PersonMeasures = { method: 'ml' | 'wle' | 'eap'; measures: Float64Array; errors: Float64Array }

/** Sums over a pattern's items of the cumulants of the score at a measure. */
type ScoreCumulants = { mean: number; variance: number; third: number; fourth: number }

/**
 * Person measures given the thresholds, one per group.
 * `ml`: r - sum E = 0, extreme scores moved 0.3 inside. `wle`: r - sum E + sum K3 / (2 sum V) = 0, finite
 * for every score. Standard error 1 / sqrt(sum V). Source: Warm 1989, Psychometrika 54:427.
 */
export function measurePersons(
  groups: ResponseGroups,
  thresholds: Float64Array,
  method: 'ml' | 'wle',
): PersonMeasures {
  const measures = new Float64Array(groups.groups)
  const errors = new Float64Array(groups.groups)
  const weights = new Float64Array(groups.maxScore + 1)
  for (let g = 0; g < groups.groups; g++) {
    const p = groups.pattern[g]!
    const at = (measure: number) =>
      scoreCumulants(measure, groups.answeredItems[p]!, thresholds, groups.maxScore, weights)
    const top = groups.patternMaximum[p]!
    const score = groups.score[g]!
    const moved = Math.max(EXTREME_ADJUSTMENT, Math.min(top - EXTREME_ADJUSTMENT, score))
    measures[g] = solveMeasure(at, method === 'ml' ? moved : score, method === 'wle')
    errors[g] = 1 / Math.sqrt(at(measures[g]!).variance)
  }
  return { method, measures, errors }
}

/** Posterior means and standard deviations under a marginal fit. Source: Bock & Aitkin 1981 (EAP). */
export function posteriorMeasures(fit: MarginalFit): PersonMeasures {
  const { groups, posterior } = { groups: fit.groups, posterior: fit.evaluation.posterior }
  const measures = new Float64Array(groups.groups)
  const errors = new Float64Array(groups.groups)
  for (let g = 0; g < groups.groups; g++) {
    let mean = 0
    let square = 0
    for (let q = 0; q < NODES.length; q++) {
      const weight = posterior[g * NODES.length + q]!
      mean += weight * NODES[q]!
      square += weight * NODES[q]! ** 2
    }
    measures[g] = mean
    errors[g] = Math.sqrt(Math.max(0, square - mean * mean))
  }
  return { method: 'eap', measures, errors }
}

/** Spreads one value per group to one per row; rows without answers get null. */
export function toRows(groups: ResponseGroups, values: Float64Array): (number | null)[] {
  return Array.from(groups.groupOfRow, (g) => (g < 0 ? null : values[g]!))
}

function solveMeasure(at: (measure: number) => ScoreCumulants, score: number, warm: boolean): number {
  let low = -LARGEST_MEASURE
  let high = LARGEST_MEASURE
  let measure = 0
  for (let step = 0; step < 200; step++) {
    const { mean, variance, third, fourth } = at(measure)
    const value = score - mean + (warm ? third / (2 * variance) : 0)
    if (value > 0) low = measure
    else high = measure
    const slope = -variance + (warm ? (fourth * variance - third * third) / (2 * variance * variance) : 0)
    const newton = measure - value / slope
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - measure) < 1e-12 * Math.max(1, Math.abs(measure))) return next
    measure = next
  }
  return measure
}

function scoreCumulants(
  measure: number,
  items: Int32Array,
  thresholds: Float64Array,
  steps: number,
  weights: Float64Array,
): ScoreCumulants {
  const sums = { mean: 0, variance: 0, third: 0, fourth: 0 }
  for (let k = 0; k < items.length; k++) {
    const mean = weighCategories(measure, thresholds, items[k]! * steps, steps, weights)
    let variance = 0
    let third = 0
    let fourth = 0
    for (let x = 0; x <= steps; x++) {
      const deviation = x - mean
      const square = deviation * deviation * weights[x]!
      variance += square
      third += square * deviation
      fourth += square * deviation * deviation
    }
    sums.mean += mean
    sums.variance += variance
    sums.third += third
    sums.fourth += fourth - 3 * variance * variance
  }
  return sums
}

/** Fills the category probabilities of one item and returns their mean. */
function weighCategories(
  measure: number,
  thresholds: Float64Array,
  start: number,
  steps: number,
  weights: Float64Array,
): number {
  let exponent = 0
  let largest = 0
  weights[0] = 0
  for (let h = 0; h < steps; h++) {
    exponent += measure - thresholds[start + h]!
    weights[h + 1] = exponent
    if (exponent > largest) largest = exponent
  }
  let total = 0
  let weighted = 0
  for (let x = 0; x <= steps; x++) {
    const weight = Math.exp(weights[x]! - largest)
    weights[x] = weight
    total += weight
    weighted += x * weight
  }
  for (let x = 0; x <= steps; x++) weights[x]! /= total
  return weighted / total
}
