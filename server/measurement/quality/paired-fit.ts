import { chiSquareUpper } from '../numeric/distributions.ts'
import { cellAt } from '../paired/adjacent-likelihood.ts'
import type { PairedFit } from '../paired/fit-paired.ts'
import type { Judgements } from '../paired/judgements.ts'
import { momentsOf } from '../paired/paired-errors.ts'
import {
  addToFit,
  type FitStatistics,
  fitSums,
  type Standardisation,
  toFitStatistics,
} from './fit-statistics.ts'

/**
 * Infit and outfit of the items compared (objects): sums over all judgements in which the item took part.
 * Source: Wright & Masters 1982, p. 100-101, applied to pairs as Facets and Winsteps PAIRED=YES do.
 */
export function objectFit(fit: PairedFit, standardisation: Standardisation = 'textbook'): FitStatistics {
  const sums = fitSums(fit.pairs.items)
  for (let k = 0; k < fit.pairs.cells; k++) {
    const at = cellAt(fit.pairs, k, fit.parameters, fit.specification)
    for (let x = 0; x <= 2; x++) {
      const count = fit.pairs.counts[3 * k + x]!
      if (count === 0) continue
      for (const item of [fit.pairs.low[k]!, fit.pairs.high[k]!]) {
        sums.n[item]! += count
        addToFit(sums, item, (x - at.expected) ** 2, at.variance, at.fourth, count)
      }
    }
  }
  return toFitStatistics(sums, standardisation)
}

/**
 * Infit and outfit of respondents over their own judgements, in the order of `respondents`.
 * Source: METHODS 2.2; Wright & Masters 1982, p. 100-101.
 */
export function respondentFit(
  fit: PairedFit,
  judgements: Judgements,
): { respondents: number[]; fit: FitStatistics } {
  const respondents = Array.from(new Set(judgements.respondent))
  const indexOf = new Map(respondents.map((respondent, index) => [respondent, index]))
  const sums = fitSums(respondents.length)
  for (let n = 0; n < judgements.a.length; n++) {
    if (judgements.more[n] === 1 && fit.rule === 'drop') continue
    const { at } = momentsOf(fit, judgements, n)
    const index = indexOf.get(judgements.respondent[n]!)!
    sums.n[index]! += judgements.weight[n]!
    const square = (judgements.more[n]! - at.expected) ** 2
    addToFit(sums, index, square, at.variance, at.fourth, judgements.weight[n]!)
  }
  return { respondents, fit: toFitStatistics(sums) }
}

/** Goodness of fit over pairs; `smallCells` counts expected values below 5, which make the p unreliable. */
export type PairGoodness = { G2: number; X2: number; df: number; p: number; smallCells: number }

/**
 * Likelihood-ratio and Pearson statistics over pair x outcome (and side, with an order effect):
 * G2 = 2 sum O ln(O / Ex), df = 2 pairs - number of free parameters. Source: Davidson 1970; Bishop,
 * Fienberg & Holland 1975, ch. 4. Half-point ties have no such test and give undefined.
 */
export function pairGoodness(fit: PairedFit): PairGoodness | undefined {
  if (fit.rule === 'half') return undefined
  let G2 = 0
  let X2 = 0
  let smallCells = 0
  for (const { observed, expected } of pairResiduals(fit)) {
    if (expected < 5) smallCells++
    if (observed > 0) G2 += 2 * observed * Math.log(observed / expected)
    X2 += (observed - expected) ** 2 / expected
  }
  const df = (fit.specification.ties ? 2 : 1) * fit.pairs.cells - fit.npar
  return { G2, X2, df, p: chiSquareUpper(G2, df), smallCells }
}

/** Observed and expected count of one outcome (0 less, 1 equal, 2 more) of one pair. */
export type PairResidual = {
  low: number
  high: number
  first: number
  outcome: number
  observed: number
  expected: number
  /** (O - Ex) / sqrt(Ex (1 - p)). */
  standardised: number
}

/** Standardised residuals of every pair and outcome. Source: METHODS 2.2, goodness of fit. */
export function pairResiduals(fit: PairedFit): PairResidual[] {
  const { pairs } = fit
  const residuals: PairResidual[] = []
  for (let k = 0; k < pairs.cells; k++) {
    const at = cellAt(pairs, k, fit.parameters, fit.specification)
    const n = pairs.counts[3 * k]! + pairs.counts[3 * k + 1]! + pairs.counts[3 * k + 2]!
    const probabilities = [at.less, at.equal, at.more]
    probabilities.forEach((p, outcome) => {
      if (p <= 0 || n === 0) return
      const observed = pairs.counts[3 * k + outcome]!
      const standardised = (observed - n * p) / Math.sqrt(n * p * (1 - p))
      residuals.push({
        low: pairs.low[k]!,
        high: pairs.high[k]!,
        first: pairs.first[k]!,
        outcome,
        observed,
        expected: n * p,
        standardised,
      })
    })
  }
  return residuals
}
