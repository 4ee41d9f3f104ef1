import { timesVector } from '../numeric/matrix.ts'
import type { PairedFit } from '../paired/fit-paired.ts'
import type { Judgements } from '../paired/judgements.ts'
import { respondentScores } from '../paired/paired-errors.ts'
import type { MarginalFit } from '../person-item/fit-marginal.ts'
import { NODES, varianceScore } from '../person-item/marginal-likelihood.ts'
import { MISSING, type Responses } from '../person-item/responses.ts'
import { toParameterGradient } from '../person-item/threshold-map.ts'

/*
 * How much leaving out one respondent would move a number that depends on the item measures, to first order: with s_n
 * a respondent's share of the score equations and C the covariance of the parameters, the parameters move by -C s_n,
 * and the number by -g' C s_n, g its gradient. Source: the one-step deletion of Pregibon 1981, Ann Statist 9:705; the
 * infinitesimal jackknife of Jaeckel 1972.
 */

/**
 * Change of a number for each row of `responses` left out, under a marginal fit of these very rows. `gradient` holds
 * the number's derivative by each item's location (per logit). Rows without answers have 0.
 */
export function marginalInfluence(
  fit: MarginalFit,
  responses: Responses,
  gradient: ArrayLike<number>,
): Float64Array {
  const { map, groups, covariance } = fit
  const size = map.parameters + 1
  const byParameter = new Float64Array(size)
  for (let i = 0; i < map.items; i++) {
    for (let p = 0; p < map.parameters; p++)
      byParameter[p]! += gradient[i]! * map.locationMap[i * map.parameters + p]!
  }
  const weights = timesVector(covariance, byParameter, size)
  return Float64Array.from({ length: responses.persons }, (_, row) => {
    const group = groups.groupOfRow[row]!
    if (group < 0) return 0
    const score = rowScore(fit, responses, row, group)
    return -score.reduce((sum, value, p) => sum + value * weights[p]!, 0)
  })
}

/** A row's share of the score: parameters, then ln variance. Source: METHODS 2.1. */
function rowScore(fit: MarginalFit, responses: Responses, row: number, group: number): Float64Array {
  const { map, evaluation, variance } = fit
  const { steps, items } = map
  const thresholds = new Float64Array(items * steps)
  let byVariance = 0
  for (let q = 0; q < NODES.length; q++) {
    const weight = evaluation.posterior[group * NODES.length + q]!
    byVariance += weight * varianceScore(q, variance)
    for (let i = 0; i < items; i++) {
      if (responses.scores[row * items + i] === MISSING) continue
      for (let h = 0; h < steps; h++)
        thresholds[i * steps + h]! += weight * evaluation.tables.atLeast[(q * items + i) * steps + h]!
    }
  }
  for (let i = 0; i < items; i++) {
    const answer = responses.scores[row * items + i]!
    for (let h = 0; h < answer; h++) thresholds[i * steps + h]!--
  }
  const score = new Float64Array(map.parameters + 1)
  score.set(toParameterGradient(map, thresholds))
  score[map.parameters] = byVariance
  return score
}

/**
 * The same for a paired fit: change of a number for each respondent (by the numbers in `judgements`) left out;
 * `gradient` holds its derivative by each item's B.
 */
export function pairedInfluence(
  fit: PairedFit,
  judgements: Judgements,
  gradient: ArrayLike<number>,
): Map<number, number> {
  const byParameter = new Float64Array(fit.parameters.length)
  for (let i = 0; i < fit.pairs.items; i++) byParameter[i] = gradient[i]!
  const weights = timesVector(fit.covariance, byParameter, byParameter.length)
  const changes = new Map<number, number>()
  for (const [respondent, score] of respondentScores(fit, judgements))
    changes.set(respondent, -score.reduce((sum, value, p) => sum + value * weights[p]!, 0))
  return changes
}
