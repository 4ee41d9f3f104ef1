import { type NoEstimate, noEstimate } from '../measurement/outcome.ts'
import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { fitMarginal } from '../measurement/person-item/fit-marginal.ts'
import {
  type ItemEstimates,
  itemEstimates,
  meanLocation,
  type PersonItemFit,
} from '../measurement/person-item/item-estimates.ts'
import { dichotomise, type Responses, selectResponses } from '../measurement/person-item/responses.ts'
import { chainIntervals } from '../measurement/value/chain-intervals.ts'
import { readDichotomised } from '../measurement/value/dichotomised-reading.ts'
import { impliedWrvu } from '../measurement/value/implied-wrvu.ts'
import { starDraws } from '../measurement/value/measure-draws.ts'
import { ownMeasureVariance } from '../measurement/value/regression-line.ts'
import type { ImpliedResult } from './analysis-result.ts'
import { type AnalysisOptions, leavesTiesOut, type WideAnswers } from './answer-table.ts'
import { type Chain, describeValue } from './describe-value.ts'

export type WideLink = {
  table: WideAnswers
  /** Answers before any recoding. */
  packed: Responses
  set: CalibrationSet
  fit: PersonItemFit
  estimates: ItemEstimates
  options: AnalysisOptions
}

const TARGET = 'TARGET'

/** The target of a star design read off the line; empty without work RVUs. */
export function linkWide(link: WideLink): ImpliedResult[] {
  const { table, set, options } = link
  if (options.readOut === 'none' || !table.items.some((item) => item.workRvu !== null)) return []
  const known = Array.from(set.itemsUsed).flatMap((index, k) =>
    table.items[index]!.workRvu === null ? [] : [k],
  )
  const ids = known.map((k) => table.items[set.itemsUsed[k]!]!.id)
  const workRvu = known.map((k) => table.items[set.itemsUsed[k]!]!.workRvu!)
  const isRead = options.readOut !== 'comparators-mean'
  if (isRead && link.fit.map.model === 'dichotomous' && !leavesTiesOut(options))
    return readBothWays(link, known, ids, workRvu)
  const target = targetPoint(link)
  if ('outcome' in target) return [{ target: TARGET, outcome: target.outcome, sentence: target.sentence }]
  const points = {
    measures: known.map((k) => link.estimates.locations[k]!),
    errors: known.map((k) => link.estimates.locationErrors[k]!),
    workRvu,
    commonError: link.fit.estimator === 'mml' ? target.error : 0,
  }
  if (!isRead)
    return [describeValue(TARGET, 'comparators-mean', impliedWrvu(points, { kind: 'centroid' }), ids)]
  return [
    describeValue(
      TARGET,
      'target',
      impliedWrvu(points, { kind: 'target', ...target }),
      ids,
      chainOf(link, known, points),
    ),
  ]
}

/**
 * The target's own location: 0 where the persons' mean is 0; otherwise minus the mean item measure of the
 * marginal fit on the same rows (METHODS 2.4).
 */
function targetPoint(link: WideLink): { measure: number; error: number } | NoEstimate {
  const { fit, set } = link
  const marginal = fit.estimator === 'mml' ? fit : fitMarginal(set.responses, fit.map.model)
  if (marginal.outcome !== 'fit') return marginal
  const { value, error } = meanLocation(marginal)
  return fit.estimator === 'mml' ? { measure: 0, error } : { measure: -value, error }
}

function chainOf(
  link: WideLink,
  known: number[],
  points: { measures: number[]; errors: number[]; workRvu: number[]; commonError: number },
): Chain | undefined {
  const { fit, set, options } = link
  if (fit.estimator !== 'mml' || options.replications === 0) return undefined
  const draws = starDraws(fit, set.responses, { replications: options.replications, seed: options.seed })
  const chosen = {
    ...draws,
    comparators: draws.comparators.map((measures) => Float64Array.from(known, (k) => measures[k]!)),
  }
  const measureVariance = ownMeasureVariance(points.errors, points.commonError)
  const chain = chainIntervals(
    { comparators: points.measures, targets: [0], measureVariance },
    points.workRvu,
    chosen,
    { seed: options.seed },
  )
  return chain.outcome === 'intervals' ? chain.targets[0] : undefined
}

/** Zero stands for the target only where ties are symmetric, so a recoded survey is read both ways or not at all. */
function readBothWays(link: WideLink, known: number[], ids: string[], workRvu: number[]): ImpliedResult[] {
  const { packed, set } = link
  if (packed.maxScore !== 2) {
    const refusal = noEstimate(
      'two-readings',
      'Answers recoded to 0 and 1 do not say where the target lies; give the answers with ties.',
    )
    return [{ target: TARGET, outcome: refusal.outcome, sentence: refusal.sentence }]
  }
  const recode = (cut: number) => {
    const fit = fitMarginal(
      dichotomise(selectResponses(packed, set.rowsUsed, set.itemsUsed), cut),
      'dichotomous',
    )
    if (fit.outcome !== 'fit') return fit
    const { locations, locationErrors } = itemEstimates(fit)
    const measures = known.map((k) => locations[k]!)
    return { measures, errors: known.map((k) => locationErrors[k]!), meanError: meanLocation(fit).error }
  }
  const both = readDichotomised(recode(2), recode(1), workRvu)
  if (!('moreOnly' in both)) return [{ target: TARGET, outcome: both.outcome, sentence: both.sentence }]
  return [
    describeValue(TARGET, 'more = 1', both.moreOnly, ids),
    describeValue(TARGET, 'more or equal = 1', both.moreOrEqual, ids),
  ]
}
