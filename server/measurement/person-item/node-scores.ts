import { type MarginalEvaluation, NODES, varianceScore } from './marginal-likelihood.ts'
import type { ThresholdMap } from './threshold-map.ts'

/**
 * Scores without their data part: `ofItem` what answering item i at node q adds, only for the parameters
 * `parametersOf[i]` that touch the item, index (q * items + i) * size + parameter; `whole` all items together
 * and the score of ln variance last, index q * size + parameter.
 */
export type NodeScores = {
  items: number
  ofItem: Float64Array
  whole: Float64Array
  parametersOf: Int32Array[]
}

/** The scores of items and of ln variance at every node. Source: derivatives of L, METHODS 2.1. */
export function nodeScores(map: ThresholdMap, evaluation: MarginalEvaluation, variance: number): NodeScores {
  const { items, steps, parameters, matrix } = map
  const size = parameters + 1
  const ofItem = new Float64Array(NODES.length * items * size)
  const whole = new Float64Array(NODES.length * size)
  for (let cell = 0; cell < NODES.length * items; cell++) {
    const node = Math.floor(cell / items)
    for (let h = 0; h < steps; h++) {
      const probability = evaluation.tables.atLeast[cell * steps + h]!
      const row = ((cell % items) * steps + h) * parameters
      for (let p = 0; p < parameters; p++) {
        ofItem[cell * size + p]! += probability * matrix[row + p]!
        whole[node * size + p]! += probability * matrix[row + p]!
      }
    }
  }
  for (let q = 0; q < NODES.length; q++) whole[q * size + parameters] = varianceScore(q, variance)
  const parametersOf = Array.from({ length: items }, (_, item) => touchedBy(map, item))
  return { items, ofItem, whole, parametersOf }
}

/** The parameters that appear in any threshold of the item. */
function touchedBy(map: ThresholdMap, item: number): Int32Array {
  const { steps, parameters, matrix } = map
  const touched = new Set<number>()
  for (let t = item * steps; t < (item + 1) * steps; t++) {
    for (let p = 0; p < parameters; p++) if (matrix[t * parameters + p] !== 0) touched.add(p)
  }
  return Int32Array.from(touched).sort()
}
