import type { PairedFit } from '../measurement/paired/fit-paired.ts'
import { SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import type { Judgements } from '../measurement/paired/judgements.ts'
import type { ClusteredErrors } from '../measurement/paired/paired-errors.ts'
import { type ChainIntervals, chainIntervals } from '../measurement/value/chain-intervals.ts'
import { impliedWrvu } from '../measurement/value/implied-wrvu.ts'
import { pairedDraws } from '../measurement/value/measure-draws.ts'
import { ownMeasureVariance } from '../measurement/value/regression-line.ts'
import type { ImpliedResult } from './analysis-result.ts'
import type { AnalysisOptions, PairAnswers } from './answer-table.ts'
import { describeValue } from './describe-value.ts'

/**
 * Every target read off the line through the comparators with a known wRVU. Items held finite only by the
 * penalty stay off the line. Errors are those of measures against the comparators' mean, so the covariance of
 * target and comparators enters. Empty without targets or work RVUs.
 */
export function linkPairs(
  table: PairAnswers,
  judgements: Judgements,
  fit: PairedFit,
  clustered: ClusteredErrors,
  options: AnalysisOptions,
): ImpliedResult[] {
  const comparators = table.items.flatMap((item, k) =>
    item.isTarget || item.workRvu === null || fit.unanimous.includes(k) ? [] : [k],
  )
  const targets = table.items.flatMap((item, k) => (item.isTarget ? [k] : []))
  if (comparators.length === 0 || targets.length === 0 || options.readOut === 'none') return []
  const workRvu = comparators.map((k) => table.items[k]!.workRvu!)
  const errors = comparators.map((k) => errorAgainstMean(clustered, fit.parameters.length, k, comparators))
  const points = { measures: comparators.map((k) => fit.B[k]!), errors, workRvu }
  const ids = comparators.map((k) => table.items[k]!.id)
  if (options.readOut === 'comparators-mean') {
    const found = impliedWrvu(points, { kind: 'centroid' })
    return targets.map((k) => describeValue(table.items[k]!.id, 'comparators-mean', found, ids))
  }
  const measureVariance = ownMeasureVariance(errors, 0)
  const chain = drawChain(judgements, fit, { comparators, targets, measureVariance }, workRvu, options)
  return targets.map((k, index) => {
    const error = errorAgainstMean(clustered, fit.parameters.length, k, comparators)
    const found = impliedWrvu(points, { kind: 'target', measure: fit.B[k]!, error })
    return describeValue(table.items[k]!.id, 'target', found, ids, chain?.targets[index])
  })
}

function drawChain(
  judgements: Judgements,
  fit: PairedFit,
  roles: { comparators: number[]; targets: number[]; measureVariance: number },
  workRvu: number[],
  options: AnalysisOptions,
): ChainIntervals | undefined {
  if (options.replications === 0) return undefined
  const draws = pairedDraws(fit, judgements, roles, {
    replications: options.replications,
    seed: options.seed,
    penalty: SMALL_PENALTY,
  })
  const measures = (items: number[]) => items.map((k) => fit.B[k]!)
  const { measureVariance } = roles
  const found = {
    comparators: measures(roles.comparators),
    targets: measures(roles.targets),
    measureVariance,
  }
  const chain = chainIntervals(found, workRvu, draws, { seed: options.seed })
  return chain.outcome === 'intervals' ? chain : undefined
}

/** Standard error of an item's B less the comparators' mean B, from the clustered covariance. */
function errorAgainstMean(
  clustered: ClusteredErrors,
  size: number,
  item: number,
  comparators: number[],
): number {
  const weights = new Float64Array(size)
  for (const k of comparators) weights[k] = -1 / comparators.length
  weights[item]! += 1
  let variance = 0
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) variance += weights[r]! * weights[c]! * clustered.covariance[r * size + c]!
  }
  return Math.sqrt(Math.max(0, variance))
}
