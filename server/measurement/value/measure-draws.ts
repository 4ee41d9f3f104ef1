import { randomStream } from '../numeric/random.ts'
import { type BootstrapDraws, type BootstrapOptions, bootstrapPaired } from '../paired/bootstrap.ts'
import type { PairedFit } from '../paired/fit-paired.ts'
import type { Judgements } from '../paired/judgements.ts'
import { checkCounts } from '../person-item/check-categories.ts'
import { groupDrawn } from '../person-item/drawn-groups.ts'
import { fitGroups, type MarginalFit } from '../person-item/fit-marginal.ts'
import type { Responses } from '../person-item/responses.ts'
import { toLocations } from '../person-item/threshold-map.ts'

/**
 * Bootstrap of respondents for a marginal fit: rows are drawn with replacement and refitted from the solution.
 * Draws hold the item locations, persons' mean 0; replications without an estimate are counted in `refused`.
 * The responses must be the ones fitted. Source: Efron & Tibshirani 1993, ch. 6.
 */
export function bootstrapMarginal(
  fit: MarginalFit,
  responses: Responses,
  options: BootstrapOptions,
): BootstrapDraws {
  const stream = randomStream(options.seed)
  const { persons, items, maxScore } = responses
  const rows = new Int32Array(persons)
  const draws: number[] = []
  let refused = 0
  for (let r = 0; r < options.replications; r++) {
    for (let n = 0; n < persons; n++) rows[n] = stream.integer(persons)
    const { groups, categories } = groupDrawn(responses, fit.groups, rows)
    const refit = checkCounts(categories, responses, fit.map.model) ?? fitGroups(groups, fit.map.model, fit)
    if (refit.outcome === 'fit') draws.push(...toLocations(refit.thresholds, items, maxScore))
    else refused++
    if (options.onProgress?.(r + 1) === false) break
  }
  return { draws: Float64Array.from(draws), size: items, kept: draws.length / items, refused }
}

/** Measures of comparators and targets in one replication, for `chainIntervals`. */
export type MeasureDraws = { comparators: Float64Array[]; targets: Float64Array[]; refused: number }

/** Draws of a star design: the target lies at 0 where the persons' mean is 0. Source: METHODS 2.4. */
export function starDraws(fit: MarginalFit, responses: Responses, options: BootstrapOptions): MeasureDraws {
  const found = bootstrapMarginal(fit, responses, options)
  const comparators = Array.from({ length: found.kept }, (_, r) =>
    found.draws.slice(r * found.size, (r + 1) * found.size),
  )
  return { comparators, targets: comparators.map(() => new Float64Array(1)), refused: found.refused }
}

/**
 * Draws of a paired design: every target has its own B, centred over all items.
 * Source: METHODS section 4, several targets.
 */
export function pairedDraws(
  fit: PairedFit,
  judgements: Judgements,
  roles: { comparators: readonly number[]; targets: readonly number[] },
  options: BootstrapOptions & { penalty?: number },
): MeasureDraws {
  const fitOptions = options.penalty === undefined ? {} : { penalty: options.penalty }
  const found = bootstrapPaired(fit, judgements, { ...options, fitOptions })
  const pick = (r: number, items: readonly number[]) =>
    Float64Array.from(items, (i) => found.draws[r * found.size + i]!)
  const replications = Array.from({ length: found.kept }, (_, r) => r)
  return {
    comparators: replications.map((r) => pick(r, roles.comparators)),
    targets: replications.map((r) => pick(r, roles.targets)),
    refused: found.refused,
  }
}
