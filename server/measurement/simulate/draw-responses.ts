import type { RandomStream } from '../numeric/random.ts'
import { pairMoments } from '../paired/adjacent-likelihood.ts'
import type { PairedFit } from '../paired/fit-paired.ts'
import type { JudgementRow } from '../paired/judgements.ts'
import type { PersonItemFit } from '../person-item/item-estimates.ts'
import { measurePersons, toRows } from '../person-item/person-measures.ts'
import { MISSING, type Responses } from '../person-item/responses.ts'

/**
 * Answers that a fitted person-by-item model gives by chance, with the blanks of `responses`: persons drawn from the
 * fitted normal distribution (marginal ML), or at their Warm measures where the estimator has no distribution.
 * Source: parametric bootstrap, Efron & Tibshirani 1993, ch. 6; answer model METHODS 2.1.
 */
export function drawResponses(
  fit: PersonItemFit,
  responses: Responses,
  stream: RandomStream,
): (number | null)[][] {
  const { items, maxScore: steps, scores, persons } = responses
  const known =
    fit.estimator === 'mml'
      ? undefined
      : toRows(fit.groups, measurePersons(fit.groups, fit.thresholds, 'wle').measures)
  return Array.from({ length: persons }, (_, n) => {
    const theta = fit.estimator === 'mml' ? Math.sqrt(fit.variance) * stream.normal() : (known?.[n] ?? 0)
    return Array.from({ length: items }, (_, i) =>
      scores[n * items + i] === MISSING
        ? null
        : drawCategory(theta, fit.thresholds.subarray(i * steps, (i + 1) * steps), stream),
    )
  })
}

/** P(x) proportional to exp(x theta - sum_{h <= x} d_h). */
function drawCategory(theta: number, thresholds: Float64Array, stream: RandomStream): number {
  const exponents = [0]
  for (const threshold of thresholds) exponents.push(exponents.at(-1)! + theta - threshold)
  const largest = Math.max(...exponents)
  const weights = exponents.map((exponent) => Math.exp(exponent - largest))
  let u = stream.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
  for (let x = 0; x < thresholds.length; x++) {
    u -= weights[x]!
    if (u < 0) return x
  }
  return thresholds.length
}

/**
 * Judgements that a fitted paired model gives by chance, of the same respondents about the same pairs on the same
 * sides, each independent of the others. Ties that the fit leaves out stay as they are. Source: as above; METHODS 2.2.
 */
export function drawJudgements<Row extends JudgementRow>(
  fit: PairedFit,
  rows: readonly Row[],
  stream: RandomStream,
): Row[] {
  return rows.map((row) => {
    if (fit.rule === 'drop' && row.more === 1) return row
    const difference = fit.B[row.a]! - fit.B[row.b]! + (fit.F ?? 0) * (row.first ?? 0)
    const { less, equal } = pairMoments(difference, fit.T ?? Number.NEGATIVE_INFINITY)
    const u = stream.uniform()
    return { ...row, more: u < less ? 0 : u < less + equal ? 1 : 2 }
  })
}
