import { expect, test } from 'vitest'
import { randomStream } from '../../server/measurement/numeric/random.ts'
import { centredErrors, reliabilityOf } from '../../server/measurement/quality/reliability.ts'
import { reliabilityBelowZero, reliabilityText } from '../../server/pictures/number-text.ts'
import { analyseAnswers } from '../../server/results/analyse-answers.ts'
import { analysisText } from '../../server/results/analysis-text.ts'
import type { AnalysisOptions, PairAnswers, WideAnswers } from '../../server/results/answer-table.ts'

const measures = [-1.2, -0.3, 0.4, 1.1]
/** Correlated errors of four measures, row by row. */
const covariance = Float64Array.from([
  0.2, 0.05, 0.03, 0.01, 0.05, 0.15, 0.02, 0.04, 0.03, 0.02, 0.1, 0.06, 0.01, 0.04, 0.06, 0.3,
])
const all = [0, 1, 2, 3]

test('separation reliability is 1 less the mean error variance of the differences over the mean of their squares', () => {
  let [error, square] = [0, 0]
  for (const i of all)
    for (const j of all.slice(i + 1)) {
      error += covariance[5 * i]! + covariance[5 * j]! - 2 * covariance[4 * i + j]!
      square += (measures[i]! - measures[j]!) ** 2
    }
  const found = reliabilityOf(measures, centredErrors(covariance, 4, all), { divisor: 'n' })
  expect(found.reliability).toBeCloseTo(1 - error / square, 12)
})

test('an error that all measures share, as where the persons’ mean is 0, does not lower it', () => {
  const shifted = covariance.map((value) => value + 5)
  const of = (errors: Float64Array) =>
    reliabilityOf(measures, centredErrors(errors, 4, all), { divisor: 'n' }).reliability
  expect(of(shifted)).toBeCloseTo(of(covariance), 10)
})

const options: AnalysisOptions = {
  model: 'rsm',
  estimator: 'mml',
  ties: 'adjacent',
  completeRows: false,
  order: false,
  seed: 1,
  replications: 0,
}
const item = (id: string) => ({ id, workRvu: null, isTarget: false })

/** Deterministic answers whose items differ by `step` logits or so. */
function wide(step: number): WideAnswers {
  const stream = randomStream(1)
  const random = () => stream.uniform()
  const scores = Array.from({ length: 60 }, () => {
    const view = 2 * random() - 1
    return Array.from({ length: 5 }, (_, i) => {
      const pull = view - step * (i - 2) + 3 * (random() - 0.5)
      return pull < -0.5 ? 0 : pull < 0.5 ? 1 : 2
    })
  })
  return {
    kind: 'wide',
    items: ['C1', 'C2', 'C3', 'C4', 'C5'].map(item),
    respondents: scores.map((_, n) => `S${n}`),
    scores,
  }
}

/** As an R user works it out from numbers.csv. */
function rebuilt(items: Record<string, { location: number | null; se_centred: number | null }>): number {
  const used = Object.values(items).filter(({ se_centred }) => se_centred !== null)
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const centre = average(used.map(({ location }) => location!))
  return (
    1 -
    average(used.map((one) => one.se_centred! ** 2)) /
      average(used.map((one) => (one.location! - centre) ** 2))
  )
}

test('the reliability of every model can be rebuilt from the numbers that the bundle holds', () => {
  const star = analyseAnswers(wide(0.5), options)
  expect(star.item_reliability).toBeCloseTo(rebuilt(star.items), 12)
  const paired = analyseAnswers(wide(0.5), { ...options, model: 'paired' })
  expect(paired.item_reliability).toBeCloseTo(rebuilt(paired.items), 12)
  const [own] = Object.values(paired.items)
  expect(own!.se_centred).toBeCloseTo(own!.location_se!, 12)
  expect(paired.SSR).not.toBeCloseTo(paired.item_reliability!, 3)
})

test('an item held finite by a penalty tells nothing of the scale', () => {
  const judgements = [
    ...Array.from({ length: 40 }, (_, k) => ({
      a: 0,
      b: 1,
      more: k % 3,
      first: 0,
      respondent: k,
      weight: 1,
    })),
    ...Array.from({ length: 40 }, (_, k) => ({
      a: 1,
      b: 2,
      more: k % 5 > 2 ? 2 : k % 3,
      first: 0,
      respondent: k,
      weight: 1,
    })),
    ...Array.from({ length: 40 }, (_, k) => ({ a: 2, b: 3, more: 2, first: 0, respondent: k, weight: 1 })),
  ]
  const table: PairAnswers = {
    kind: 'pairs',
    items: ['A', 'B', 'C', 'D'].map(item),
    respondents: Array.from({ length: 40 }, (_, k) => `S${k}`),
    judgements,
  }
  const result = analyseAnswers(table, { ...options, model: 'paired' })
  expect(result.unanimous).toEqual(['D'])
  expect(result.items.D!.se_centred).toBeNull()
  expect(result.item_reliability).toBeCloseTo(rebuilt(result.items), 12)
})

test('a reliability below 0 is printed with what it means', () => {
  const result = analyseAnswers(wide(0), options)
  expect(result.item_reliability).toBeLessThan(0)
  expect(analysisText(result)).toContain(reliabilityBelowZero)
  expect(analysisText(analyseAnswers(wide(0.5), options))).not.toContain(reliabilityBelowZero)
  expect(reliabilityText(-0.1234, 3)).toBe('−0.123, counts as 0')
  expect(reliabilityText(0.9, 3)).toBe('0.900')
})
