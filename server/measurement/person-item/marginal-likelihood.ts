import { type CategoryTables, categoryTables } from './category-tables.ts'
import type { ResponseGroups } from './groups.ts'

/** 21 equally spaced nodes -6, -5.4 ... 6. Source: TAM's default (tam_mml_control_list_define.R). */
export const NODES = Float64Array.from({ length: 21 }, (_, q) => -6 + 0.6 * q)
const SPACING = 0.6

/** One evaluation of the marginal likelihood at given thresholds and person variance. */
export type MarginalEvaluation = {
  loglik: number
  tables: CategoryTables
  /** Posterior weight of each node, index group * nodes + q; sums to 1 in a group. */
  posterior: Float64Array
  /** Expected number of persons of a pattern at a node, index pattern * nodes + q. */
  patternNodeCounts: Float64Array
  /** Expected number of answers to an item at a node, index q * items + i. */
  itemNodeCounts: Float64Array
  /** Expected number of persons at a node. */
  nodeCounts: Float64Array
  /** dL / dd_ih, index i * steps + h - 1. */
  thresholdGradient: Float64Array
  /** dL / d ln variance. */
  logVarianceGradient: number
}

/**
 * Marginal log-likelihood L = sum_n ln sum_q w_q prod_i P(x_ni | theta_q) with its gradient and the
 * posterior, where w_q is the normal density times the node spacing, not renormalised.
 * Sources: TAM's definition (Robitzsch, Kiefer & Wu); Bock & Aitkin 1981 for the posterior weights.
 */
export function evaluateMarginal(
  groups: ResponseGroups,
  thresholds: Float64Array,
  variance: number,
): MarginalEvaluation {
  const tables = categoryTables(NODES, thresholds, groups.items, groups.maxScore)
  const logWeights = logNodeWeights(variance)
  const expectation = expectPersons(groups, tables, logWeights)
  const itemNodeCounts = countAnswersAtNodes(groups, expectation.patternNodeCounts, expectation.nodeCounts)
  let loglik = expectation.loglik
  for (let t = 0; t < thresholds.length; t++) loglik -= groups.stepCounts[t]! * thresholds[t]!
  let logVarianceGradient = 0
  for (let q = 0; q < NODES.length; q++) {
    logVarianceGradient += expectation.nodeCounts[q]! * varianceScore(q, variance)
  }
  const thresholdGradient = thresholdScores(groups, tables, itemNodeCounts)
  return { ...expectation, loglik, tables, itemNodeCounts, thresholdGradient, logVarianceGradient }
}

/** d ln w_q / d ln variance = theta_q^2 / (2 variance) - 1/2. Source: METHODS 2.1. */
export function varianceScore(node: number, variance: number): number {
  return NODES[node]! ** 2 / (2 * variance) - 0.5
}

function logNodeWeights(variance: number): Float64Array {
  const constant = Math.log(SPACING) - 0.5 * Math.log(2 * Math.PI * variance)
  return NODES.map((node) => constant - (node * node) / (2 * variance))
}

function expectPersons(groups: ResponseGroups, tables: CategoryTables, logWeights: Float64Array) {
  const nodes = NODES.length
  const normalisers = patternNormalisers(groups, tables)
  const posterior = new Float64Array(groups.groups * nodes)
  const patternNodeCounts = new Float64Array(groups.patterns * nodes)
  const nodeCounts = new Float64Array(nodes)
  let loglik = 0
  for (let g = 0; g < groups.groups; g++) {
    const pattern = groups.pattern[g]! * nodes
    const score = groups.score[g]!
    const count = groups.count[g]!
    let largest = Number.NEGATIVE_INFINITY
    for (let q = 0; q < nodes; q++) {
      const value = logWeights[q]! + score * NODES[q]! - normalisers[pattern + q]!
      posterior[g * nodes + q] = value
      if (value > largest) largest = value
    }
    let total = 0
    for (let q = 0; q < nodes; q++) {
      const weight = Math.exp(posterior[g * nodes + q]! - largest)
      posterior[g * nodes + q] = weight
      total += weight
    }
    loglik += count * (largest + Math.log(total))
    for (let q = 0; q < nodes; q++) {
      const weight = posterior[g * nodes + q]! / total
      posterior[g * nodes + q] = weight
      patternNodeCounts[pattern + q]! += count * weight
      nodeCounts[q]! += count * weight
    }
  }
  return { loglik, posterior, patternNodeCounts, nodeCounts }
}

/** Sum over the pattern's items of the log normaliser: all items less the missing ones, which are few. */
function patternNormalisers(groups: ResponseGroups, tables: CategoryTables): Float64Array {
  const nodes = NODES.length
  const { items } = groups
  const all = new Float64Array(nodes)
  for (let cell = 0; cell < nodes * items; cell++)
    all[Math.floor(cell / items)]! += tables.logNormaliser[cell]!
  const normalisers = new Float64Array(groups.patterns * nodes)
  for (let p = 0; p < groups.patterns; p++) {
    const missing = groups.missingItems[p]!
    for (let q = 0; q < nodes; q++) {
      let sum = all[q]!
      for (let k = 0; k < missing.length; k++) sum -= tables.logNormaliser[q * items + missing[k]!]!
      normalisers[p * nodes + q] = sum
    }
  }
  return normalisers
}

function countAnswersAtNodes(
  groups: ResponseGroups,
  patternNodeCounts: Float64Array,
  nodeCounts: Float64Array,
): Float64Array {
  const nodes = NODES.length
  const { items } = groups
  const counts = new Float64Array(nodes * items)
  for (let cell = 0; cell < counts.length; cell++) counts[cell] = nodeCounts[Math.floor(cell / items)]!
  for (let p = 0; p < groups.patterns; p++) {
    const missing = groups.missingItems[p]!
    for (let k = 0; k < missing.length; k++) {
      for (let q = 0; q < nodes; q++) counts[q * items + missing[k]!]! -= patternNodeCounts[p * nodes + q]!
    }
  }
  return counts
}

/** dL/dd_ih = -(#{x_ni >= h} - sum_q N_iq P(X_i >= h | theta_q)). */
function thresholdScores(
  groups: ResponseGroups,
  tables: CategoryTables,
  itemNodeCounts: Float64Array,
): Float64Array {
  const { items, maxScore: steps } = groups
  const gradient = groups.stepCounts.map((count) => -count)
  for (let q = 0; q < NODES.length; q++) {
    for (let i = 0; i < items; i++) {
      const cell = q * items + i
      for (let h = 0; h < steps; h++) {
        gradient[i * steps + h]! += itemNodeCounts[cell]! * tables.atLeast[cell * steps + h]!
      }
    }
  }
  return gradient
}
