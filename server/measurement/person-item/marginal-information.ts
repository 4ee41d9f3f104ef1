import type { ResponseGroups } from './groups.ts'
import { type MarginalEvaluation, NODES, varianceScore } from './marginal-likelihood.ts'
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
  const itemScores = nodeItemScores(map, evaluation)
  const total = sumScores(itemScores, map)
  const scores = new Float64Array(NODES.length * size)
  for (let q = 0; q < NODES.length; q++) scores[q * size + size - 1] = varianceScore(q, variance)
  const groupsByPattern = listGroups(groups)
  for (let p = 0; p < groups.patterns; p++) {
    fillPatternScores(scores, total, itemScores, groups.missingItems[p]!, map)
    subtractPatternCovariance(information, scores, groups, evaluation, p, groupsByPattern[p]!, size)
  }
  mirror(information, size)
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

/** What answering item i at node q contributes to the score of each parameter, less its data part. */
function nodeItemScores(map: ThresholdMap, evaluation: MarginalEvaluation): Float64Array {
  const { items, steps, parameters, matrix } = map
  const scores = new Float64Array(NODES.length * items * parameters)
  for (let cell = 0; cell < NODES.length * items; cell++) {
    const firstThreshold = (cell % items) * steps
    for (let h = 0; h < steps; h++) {
      const probability = evaluation.tables.atLeast[cell * steps + h]!
      const row = (firstThreshold + h) * parameters
      for (let p = 0; p < parameters; p++) scores[cell * parameters + p]! += probability * matrix[row + p]!
    }
  }
  return scores
}

function sumScores(itemScores: Float64Array, map: ThresholdMap): Float64Array {
  const { items, parameters } = map
  const total = new Float64Array(NODES.length * parameters)
  for (let index = 0; index < itemScores.length; index++) {
    const node = Math.floor(index / (items * parameters))
    total[node * parameters + (index % parameters)]! += itemScores[index]!
  }
  return total
}

function fillPatternScores(
  scores: Float64Array,
  total: Float64Array,
  itemScores: Float64Array,
  missing: Int32Array,
  map: ThresholdMap,
): void {
  const { items, parameters } = map
  const size = parameters + 1
  for (let q = 0; q < NODES.length; q++) {
    for (let p = 0; p < parameters; p++) {
      let sum = total[q * parameters + p]!
      for (let k = 0; k < missing.length; k++) sum -= itemScores[(q * items + missing[k]!) * parameters + p]!
      scores[q * size + p] = sum
    }
  }
}

/** Upper triangle only: minus sum_g n_g (E[s s'] - E[s] E[s]') over the pattern's groups. */
function subtractPatternCovariance(
  information: Float64Array,
  scores: Float64Array,
  groups: ResponseGroups,
  evaluation: MarginalEvaluation,
  pattern: number,
  groupList: number[],
  size: number,
): void {
  for (let q = 0; q < NODES.length; q++) {
    const weight = evaluation.patternNodeCounts[pattern * NODES.length + q]!
    if (weight > 1e-14) addSquare(information, scores, q * size, size, -weight)
  }
  const average = new Float64Array(size)
  for (const g of groupList) {
    average.fill(0)
    for (let q = 0; q < NODES.length; q++) {
      const weight = evaluation.posterior[g * NODES.length + q]!
      for (let p = 0; p < size; p++) average[p]! += weight * scores[q * size + p]!
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

function mirror(matrix: Float64Array, size: number): void {
  for (let r = 0; r < size; r++) for (let c = 0; c < r; c++) matrix[r * size + c] = matrix[c * size + r]!
}

function listGroups(groups: ResponseGroups): number[][] {
  const lists: number[][] = Array.from({ length: groups.patterns }, () => [])
  for (let g = 0; g < groups.groups; g++) lists[groups.pattern[g]!]!.push(g)
  return lists
}
