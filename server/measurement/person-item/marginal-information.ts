import type { ResponseGroups } from './groups.ts'
import { type MarginalEvaluation, NODES } from './marginal-likelihood.ts'
import { type NodeScores, nodeScores } from './node-scores.ts'
import { type ThresholdMap, toParameterInformation } from './threshold-map.ts'

/**
 * Information of the parameters as if every person's measure were known, (parameters x parameters):
 * sum over nodes of expected counts times the covariance of {x >= h} and {x >= k}.
 * Its diagonal gives TAM's "quick" standard errors. Source: TAM tam.mml; METHODS section 3, step 3.
 */
export function completeInformation(map: ThresholdMap, evaluation: MarginalEvaluation): Float64Array {
  const { items, steps } = map
  const { atLeast } = evaluation.tables
  const blocks = new Float64Array(items * steps * steps)
  for (let q = 0; q < NODES.length; q++) {
    for (let i = 0; i < items; i++) {
      const cell = q * items + i
      const count = evaluation.itemNodeCounts[cell]!
      for (let h = 0; h < steps; h++) {
        for (let k = 0; k < steps; k++) {
          const both = atLeast[cell * steps + Math.max(h, k)]!
          blocks[(i * steps + h) * steps + k]! +=
            count * (both - atLeast[cell * steps + h]! * atLeast[cell * steps + k]!)
        }
      }
    }
  }
  return toParameterInformation(map, blocks)
}

/**
 * Observed information, minus the Hessian of L in (parameters, ln variance): complete information less
 * the posterior covariance of the complete-data scores. Square, size parameters + 1.
 * A person's score at a node is the sum over all items less the few missing ones, s = t - m, so that
 * sum N s s' = sum N t t' - (sum N m t' + its transpose) + sum N m m', the last one sparse.
 * Source: Louis 1982, J R Stat Soc B 44:226.
 */
export function observedInformation(
  groups: ResponseGroups,
  map: ThresholdMap,
  evaluation: MarginalEvaluation,
  variance: number,
): Float64Array {
  const size = map.parameters + 1
  const information = borderComplete(map, evaluation, variance)
  const scores = nodeScores(map, evaluation, variance)
  subtractWholeProducts(information, scores, evaluation, map)
  for (let p = 0; p < groups.patterns; p++) {
    const missing = groups.missingItems[p]!
    if (missing.length > 0) subtractMissingProducts(information, scores, evaluation, missing, p, size)
  }
  addMeanProducts(information, scores, groups, evaluation, size)
  for (let r = 0; r < size; r++)
    for (let c = 0; c < r; c++) information[r * size + c] = information[c * size + r]!
  return information
}

function borderComplete(map: ThresholdMap, evaluation: MarginalEvaluation, variance: number): Float64Array {
  const size = map.parameters + 1
  const complete = completeInformation(map, evaluation)
  const bordered = new Float64Array(size * size)
  for (let r = 0; r < map.parameters; r++) {
    for (let c = 0; c < map.parameters; c++) bordered[r * size + c] = complete[r * map.parameters + c]!
  }
  for (let q = 0; q < NODES.length; q++) {
    bordered[size * size - 1]! += (evaluation.nodeCounts[q]! * NODES[q]! ** 2) / (2 * variance)
  }
  return bordered
}

/** Upper triangle: minus sum_q N_q t t', plus the mixed products of t with what is missing at each node. */
function subtractWholeProducts(
  information: Float64Array,
  scores: NodeScores,
  evaluation: MarginalEvaluation,
  map: ThresholdMap,
): void {
  const size = map.parameters + 1
  const missing = new Float64Array(size)
  for (let q = 0; q < NODES.length; q++) {
    addSquare(information, scores.whole, q * size, size, -evaluation.nodeCounts[q]!)
    missing.fill(0)
    for (let i = 0; i < map.items; i++) {
      const cell = q * map.items + i
      const absent = evaluation.nodeCounts[q]! - evaluation.itemNodeCounts[cell]!
      for (const p of scores.parametersOf[i]!) missing[p]! += absent * scores.ofItem[cell * size + p]!
    }
    for (let r = 0; r < size; r++) {
      for (let c = r; c < size; c++) {
        information[r * size + c]! +=
          missing[r]! * scores.whole[q * size + c]! + scores.whole[q * size + r]! * missing[c]!
      }
    }
  }
}

/** Upper triangle: minus sum_q N_pq m m' of one pattern, over the parameters its missing items touch. */
function subtractMissingProducts(
  information: Float64Array,
  scores: NodeScores,
  evaluation: MarginalEvaluation,
  missing: Int32Array,
  pattern: number,
  size: number,
): void {
  const active = touchedParameters(scores, missing)
  const sum = new Float64Array(active.length)
  for (let q = 0; q < NODES.length; q++) {
    const weight = evaluation.patternNodeCounts[pattern * NODES.length + q]!
    if (weight < 1e-14) continue
    for (let k = 0; k < active.length; k++) {
      let value = 0
      for (let j = 0; j < missing.length; j++) {
        value += scores.ofItem[(q * scores.items + missing[j]!) * size + active[k]!]!
      }
      sum[k] = value
    }
    for (let k = 0; k < active.length; k++) {
      const row = active[k]! * size
      for (let l = k; l < active.length; l++) information[row + active[l]!]! -= weight * sum[k]! * sum[l]!
    }
  }
}

/** The parameters that any of the items touches, ascending. */
function touchedParameters(scores: NodeScores, items: Int32Array): Int32Array {
  const touched = new Set<number>()
  for (const item of items) for (const p of scores.parametersOf[item]!) touched.add(p)
  return Int32Array.from(touched).sort()
}

/** Upper triangle: plus sum_g n_g E[s] E[s]' over the posterior of each group. */
function addMeanProducts(
  information: Float64Array,
  scores: NodeScores,
  groups: ResponseGroups,
  evaluation: MarginalEvaluation,
  size: number,
): void {
  const average = new Float64Array(size)
  for (let g = 0; g < groups.groups; g++) {
    const missing = groups.missingItems[groups.pattern[g]!]!
    average.fill(0)
    for (let q = 0; q < NODES.length; q++) {
      const weight = evaluation.posterior[g * NODES.length + q]!
      if (weight < 1e-17) continue
      for (let p = 0; p < size; p++) average[p]! += weight * scores.whole[q * size + p]!
      for (let j = 0; j < missing.length; j++) {
        const start = (q * scores.items + missing[j]!) * size
        const touched = scores.parametersOf[missing[j]!]!
        for (let k = 0; k < touched.length; k++)
          average[touched[k]!]! -= weight * scores.ofItem[start + touched[k]!]!
      }
    }
    addSquare(information, average, 0, size, groups.count[g]!)
  }
}

function addSquare(
  target: Float64Array,
  vector: Float64Array,
  start: number,
  size: number,
  weight: number,
): void {
  for (let r = 0; r < size; r++) {
    const factor = weight * vector[start + r]!
    for (let c = r; c < size; c++) target[r * size + c]! += factor * vector[start + c]!
  }
}
