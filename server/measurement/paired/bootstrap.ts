import { randomStream } from '../numeric/random.ts'
import { sampleVariance, sortedQuantile } from '../numeric/statistics.ts'
import { fitPairCounts, type PairedFit, type PairedOptions } from './fit-paired.ts'
import type { Judgements, PairCounts } from './judgements.ts'
import { countPairs, selectJudgements } from './judgements.ts'

export type BootstrapOptions = {
  replications: number
  seed: number
  /** Called after each replication with how many are done; return false to stop early. */
  onProgress?: (done: number) => boolean | undefined
}

/** Draws of a parameter vector: replication-major, `size` values each, finite replications only. */
export type BootstrapDraws = { draws: Float64Array; size: number; kept: number; refused: number }

/**
 * Bootstrap of respondents for a paired fit: whole respondents are drawn with replacement, counted again and
 * refitted from the solution. Replications without a finite estimate are left out and counted in `refused`.
 * Draws hold (B, T, F). Source: Efron & Tibshirani 1993, ch. 8 (resampling clusters).
 */
export function bootstrapPaired(
  fit: PairedFit,
  judgements: Judgements,
  options: BootstrapOptions & { fitOptions?: PairedOptions },
): BootstrapDraws {
  const stream = randomStream(options.seed)
  const whole = countPairs(judgements, fit.specification.order)
  const contributions = contributionsByRespondent(judgements, whole, fit.specification.order)
  const size = fit.parameters.length
  const draws: number[] = []
  const fitOptions = { order: fit.specification.order, ...options.fitOptions, ties: fit.rule }
  let refused = 0
  for (let r = 0; r < options.replications; r++) {
    const counts = new Float64Array(whole.counts.length)
    for (let j = 0; j < contributions.length; j++) {
      const chosen = contributions[stream.integer(contributions.length)]!
      for (let k = 0; k < chosen.cells.length; k++) counts[chosen.cells[k]!]! += chosen.weights[k]!
    }
    const total = counts.reduce((sum, count) => sum + count, 0)
    const refit = fitPairCounts({ ...whole, counts, total }, fitOptions, fit.parameters)
    if (refit.outcome === 'fit' && refit.parameters.length === size) draws.push(...refit.parameters)
    else refused++
    if (options.onProgress?.(r + 1) === false) break
  }
  return { draws: Float64Array.from(draws), size, kept: draws.length / size, refused }
}

function contributionsByRespondent(judgements: Judgements, whole: PairCounts, bySide: boolean) {
  const rows = new Map<number, number[]>()
  for (let n = 0; n < judgements.a.length; n++) {
    const list = rows.get(judgements.respondent[n]!)
    if (list) list.push(n)
    else rows.set(judgements.respondent[n]!, [n])
  }
  const cellOf = new Map<string, number>()
  for (let k = 0; k < whole.cells; k++) cellOf.set(`${whole.low[k]} ${whole.high[k]} ${whole.first[k]}`, k)
  return Array.from(rows.values(), (positions) => {
    const own = countPairs(selectJudgements(judgements, positions), bySide)
    const cells: number[] = []
    const weights: number[] = []
    own.counts.forEach((weight, c) => {
      if (weight === 0) return
      const k = Math.floor(c / 3)
      cells.push(3 * cellOf.get(`${own.low[k]} ${own.high[k]} ${own.first[k]}`)! + (c % 3))
      weights.push(weight)
    })
    return { cells, weights }
  })
}

/**
 * Standard deviation and percentile limits of each parameter over the draws.
 * Source: Efron & Tibshirani 1993, ch. 13.
 */
export function summariseDraws(draws: BootstrapDraws, level = 0.95) {
  return Array.from({ length: draws.size }, (_, p) => {
    const values = Float64Array.from(
      { length: draws.kept },
      (_, r) => draws.draws[r * draws.size + p]!,
    ).sort()
    return {
      sd: Math.sqrt(sampleVariance(values)),
      low: values.length > 0 ? sortedQuantile(values, (1 - level) / 2) : 0,
      high: values.length > 0 ? sortedQuantile(values, (1 + level) / 2) : 0,
    }
  })
}
