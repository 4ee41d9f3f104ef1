import { describe, expect, test } from 'vitest'
import { randomStream } from '../../server/measurement/numeric/random.ts'
import { analyseAnswers } from '../../server/results/analyse-answers.ts'
import { type AnalysisOptions, toPairs, type WideAnswers } from '../../server/results/answer-table.ts'
import { chanceMisfit, countMisfits } from '../../server/results/chance-misfit.ts'

const options: AnalysisOptions = {
  model: 'rsm',
  estimator: 'mml',
  ties: 'adjacent',
  completeRows: false,
  order: false,
  seed: 1,
  replications: 0,
}
const limits = { persons: [0.5, 1.5], items: [0.6, 1.4] } as const
const places = [-1.5, -0.9, -0.3, 0.2, 0.7, 1.3]

/** Answers that keep to the rating scale model with tau 0.3; `guess` of the respondents answer at random. */
function answers(respondents: number, guess = 0): WideAnswers {
  const stream = randomStream(11)
  const scores = Array.from({ length: respondents }, (_, n) => {
    const theta = stream.normal()
    return places.map((place) => {
      if (n < guess * respondents) return stream.integer(3)
      const weights = [1, Math.exp(theta - place + 0.3), Math.exp(2 * (theta - place))]
      const u = stream.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
      return u < weights[0]! ? 0 : u < weights[0]! + weights[1]! ? 1 : 2
    })
  })
  const items = places.map((_, k) => ({ id: `C${k + 1}`, workRvu: null, isTarget: false }))
  return { kind: 'wide', items, respondents: scores.map((_, n) => `S${n}`), scores }
}

describe('how many misfits chance gives', () => {
  test('answers that keep to the model have about as many as the simulated ones', () => {
    const table = answers(200)
    const found = countMisfits(analyseAnswers(table, options), limits)
    const chance = chanceMisfit(table, options, limits, { seed: 1, replications: 40 })!
    expect(chance.kept).toBe(40)
    for (const key of ['personsAbove', 'personsBelow', 'items'] as const) {
      expect(found[key]).toBeGreaterThanOrEqual(chance[key].low - 2)
      expect(found[key]).toBeLessThanOrEqual(chance[key].high + 2)
    }
    // Six answers a person: a mean square says little of one of them.
    expect(chance.personsAbove.mean).toBeGreaterThan(5)
  })

  test('respondents who guess stand out beyond it', () => {
    const table = answers(200, 0.3)
    const found = countMisfits(analyseAnswers(table, options), limits)
    const chance = chanceMisfit(table, options, limits, { seed: 1, replications: 40 })!
    expect(found.personsAbove).toBeGreaterThan(chance.personsAbove.high)
  })

  test('the same seed gives the same numbers, another one others', () => {
    const table = answers(60)
    const of = (seed: number) => chanceMisfit(table, options, limits, { seed, replications: 10 })
    expect(of(3)).toEqual(of(3))
    expect(of(3)!.personsAbove).not.toEqual(of(4)!.personsAbove)
  })

  test('blanks stay blank, and every estimator and the paired model have their own', () => {
    const table = answers(60)
    table.scores.forEach((row, n) => {
      if (n % 2 === 0) row[n % 6] = null
    })
    for (const estimator of ['mml', 'cml', 'jmle'] as const)
      expect(chanceMisfit(table, { ...options, estimator }, limits, { seed: 1, replications: 5 })!.kept).toBe(
        5,
      )
    const paired = { ...options, model: 'paired' as const }
    expect(chanceMisfit(toPairs(table), paired, limits, { seed: 1, replications: 5 })!.kept).toBe(5)
    const halves = { ...paired, ties: 'half' as const }
    expect(chanceMisfit(toPairs(table), halves, limits, { seed: 1, replications: 5 })).toBeUndefined()
  })
})
