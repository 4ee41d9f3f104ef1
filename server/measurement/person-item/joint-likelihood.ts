import { type CategoryTables, categoryTables, scoreMoments } from './category-tables.ts'
import type { ResponseGroups } from './groups.ts'
import { type ThresholdMap, toParameterInformation } from './threshold-map.ts'

/** One evaluation of the joint likelihood at given thresholds and group measures. */
export type JointEvaluation = {
  loglik: number
  tables: CategoryTables
  /** Variance of an item's score at a group's measure, index g * items + i. */
  cellVariance: Float64Array
  /** Sum of the variances over the group's items: the information about its measure. */
  groupVariance: Float64Array
  thresholdGradient: Float64Array
  /** d loglik / d measure of a group, all its persons together. */
  measureGradient: Float64Array
}

/** Joint log-likelihood of persons and items with its gradients. Source: Wright & Masters 1982, ch. 4. */
export function evaluateJoint(
  groups: ResponseGroups,
  thresholds: Float64Array,
  measures: Float64Array,
): JointEvaluation {
  const { items, maxScore: steps } = groups
  const tables = categoryTables(measures, thresholds, items, steps)
  const { expected, variance: cellVariance } = scoreMoments(tables)
  const thresholdGradient = groups.stepCounts.map((count) => -count)
  const measureGradient = new Float64Array(groups.groups)
  const groupVariance = new Float64Array(groups.groups)
  let loglik = 0
  for (let t = 0; t < thresholds.length; t++) loglik -= groups.stepCounts[t]! * thresholds[t]!
  for (let g = 0; g < groups.groups; g++) {
    const count = groups.count[g]!
    let residual = groups.score[g]!
    loglik += count * groups.score[g]! * measures[g]!
    for (const i of groups.answeredItems[groups.pattern[g]!]!) {
      const cell = g * items + i
      residual -= expected[cell]!
      groupVariance[g]! += cellVariance[cell]!
      loglik -= count * tables.logNormaliser[cell]!
      for (let h = 0; h < steps; h++) {
        thresholdGradient[i * steps + h]! += count * tables.atLeast[cell * steps + h]!
      }
    }
    measureGradient[g] = count * residual
  }
  return { loglik, tables, cellVariance, groupVariance, thresholdGradient, measureGradient }
}

/**
 * Information of the parameters after the measures are eliminated (`schur`, the Schur complement, still
 * singular along the common shift). `crossScores` holds for each group the
 * covariance of its total score with each parameter's statistic, index g * parameters + p.
 * Source: second derivatives of Wright & Masters 1982, ch. 4.
 */
export function jointInformation(groups: ResponseGroups, map: ThresholdMap, evaluation: JointEvaluation) {
  const size = map.parameters
  const crossScores = new Float64Array(groups.groups * size)
  const schur = toParameterInformation(map, stepCovariances(groups, evaluation.tables))
  for (let g = 0; g < groups.groups; g++) {
    fillCrossScores(crossScores, groups, map, evaluation.tables, g)
    const weight = groups.count[g]! / evaluation.groupVariance[g]!
    for (let p = 0; p < size; p++) {
      const factor = weight * crossScores[g * size + p]!
      if (factor === 0) continue
      for (let r = 0; r < size; r++) schur[p * size + r]! -= factor * crossScores[g * size + r]!
    }
  }
  return { schur, crossScores }
}

function stepCovariances(groups: ResponseGroups, tables: CategoryTables): Float64Array {
  const { items, maxScore: steps } = groups
  const { atLeast } = tables
  const blocks = new Float64Array(items * steps * steps)
  for (let g = 0; g < groups.groups; g++) {
    for (const i of groups.answeredItems[groups.pattern[g]!]!) {
      const start = (g * items + i) * steps
      for (let h = 0; h < steps; h++) {
        for (let k = 0; k < steps; k++) {
          blocks[(i * steps + h) * steps + k]! +=
            groups.count[g]! * (atLeast[start + Math.max(h, k)]! - atLeast[start + h]! * atLeast[start + k]!)
        }
      }
    }
  }
  return blocks
}

function fillCrossScores(
  crossScores: Float64Array,
  groups: ResponseGroups,
  map: ThresholdMap,
  tables: CategoryTables,
  g: number,
): void {
  const { items, steps, parameters, matrix } = map
  for (const i of groups.answeredItems[groups.pattern[g]!]!) {
    const start = (g * items + i) * steps
    for (let h = 0; h < steps; h++) {
      let covariance = 0
      for (let k = 0; k < steps; k++) {
        covariance +=
          tables.atLeast[start + Math.max(h, k)]! - tables.atLeast[start + h]! * tables.atLeast[start + k]!
      }
      const row = (i * steps + h) * parameters
      for (let p = 0; p < parameters; p++) crossScores[g * parameters + p]! += covariance * matrix[row + p]!
    }
  }
}
