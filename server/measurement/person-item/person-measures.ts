import type { MarginalFit } from './fit-marginal.ts'
import type { ResponseGroups } from './groups.ts'
import { NODES } from './marginal-likelihood.ts'

import { logTotals, scoreCumulants } from './score-cumulants.ts'
import { type Scale, solveLikelihood, warmMeasure } from './warm-measure.ts'

/** How far an extreme score is moved inside for a maximum likelihood measure. Source: Winsteps EXTRSCORE=. */
const EXTREME_ADJUSTMENT = 0.3

/** Measures of the (pattern, score) groups in logits, with their standard errors. */
export type PersonMeasures = { method: 'ml' | 'wle' | 'eap'; measures: Float64Array; errors: Float64Array }

/**
 * Person measures given the thresholds, one per group.
 * `ml`: r - sum E = 0, extreme scores moved 0.3 inside. `wle`: Warm's weighted likelihood, finite for every score
 * (`warm-measure.ts`). Standard error 1 / sqrt(sum V). Source: Warm 1989, Psychometrika 54:427.
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
    const items = groups.answeredItems[p]!
    const top = groups.patternMaximum[p]!
    const score = groups.score[g]!
    const scale: Scale = {
      score,
      top,
      steps: groups.maxScore,
      at: (measure) => scoreCumulants(measure, items, thresholds, groups.maxScore, weights),
      logTotal: (measure) => logTotals(measure, items, thresholds, groups.maxScore),
    }
    const inside = Math.max(EXTREME_ADJUSTMENT, Math.min(top - EXTREME_ADJUSTMENT, score))
    measures[g] = method === 'wle' ? warmMeasure(scale) : solveLikelihood({ ...scale, score: inside })
    errors[g] = 1 / Math.sqrt(scale.at(measures[g]!).variance)
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
