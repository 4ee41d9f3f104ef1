import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupResponses } from '../../server/measurement/person-item/groups.ts'
import { measurePersons, toRows } from '../../server/measurement/person-item/person-measures.ts'
import { toResponses } from '../../server/measurement/person-item/responses.ts'

/* Warm's measure against a search of the weighted likelihood written down anew, from the formula alone. */

/** ln L + ln(sum V) / 2 of one person. */
function height(theta: number, scores: readonly number[], thresholds: readonly number[][]): number {
  let sum = 0
  let information = 0
  scores.forEach((score, i) => {
    const weights = [1]
    let exponent = 0
    for (const threshold of thresholds[i]!) {
      exponent += theta - threshold
      weights.push(Math.exp(exponent))
    }
    const total = weights.reduce((all, weight) => all + weight, 0)
    const mean = weights.reduce((all, weight, x) => all + x * weight, 0) / total
    information += weights.reduce((all, weight, x) => all + (x - mean) ** 2 * weight, 0) / total
    sum += Math.log(weights[score]! / total)
  })
  return sum + Math.log(information) / 2
}

function warm(scores: number[], thresholds: number[][]): number {
  const responses = toResponses([scores], thresholds[0]!.length)
  if ('outcome' in responses) throw new Error(responses.sentence)
  const groups = groupResponses(responses)
  const { measures } = measurePersons(groups, Float64Array.from(thresholds.flat()), 'wle')
  return toRows(groups, measures)[0]!
}

const places = fc.double({ min: -7, max: 7, noNaN: true })
const surveys = fc.integer({ min: 1, max: 3 }).chain((steps) =>
  fc.array(
    fc.record({
      score: fc.integer({ min: 0, max: steps }),
      thresholds: fc
        .tuple(
          places,
          fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: steps, maxLength: steps }),
        )
        .map(([place, around]) => around.map((one) => place + one)),
    }),
    { minLength: 2, maxLength: 5 },
  ),
)

test('no measure has a higher weighted likelihood, however few the items and however far apart', () => {
  fc.assert(
    fc.property(surveys, (items) => {
      const scores = items.map(({ score }) => score)
      const thresholds = items.map((item) => item.thresholds)
      const found = height(warm(scores, thresholds), scores, thresholds)
      for (let theta = -15; theta <= 15; theta += 0.02)
        expect(found).toBeGreaterThanOrEqual(height(theta, scores, thresholds) - 1e-9)
    }),
    { numRuns: 250, seed: 7 },
  )
})

test('of several maxima the highest is taken, though Newton’s steps from 0 lead to another one', () => {
  const thresholds = [
    [2.0793, 4.6994],
    [-4.2969, -4.5638],
    [-0.5228, -1.5915],
  ]
  expect(warm([0, 1, 1], thresholds)).toBeCloseTo(-1.98, 1)
  expect(height(-1.98, [0, 1, 1], thresholds)).toBeGreaterThan(height(-3.11, [0, 1, 1], thresholds) + 0.05)
})

test('of two maxima as high as one another the lower is taken, not the valley between them', () => {
  const thresholds = [
    [-6, -6],
    [6, 6],
  ]
  const found = warm([2, 0], thresholds)
  expect(height(found, [2, 0], thresholds)).toBeGreaterThan(height(0, [2, 0], thresholds) + 0.5)
  expect(found).toBeLessThan(-3)
})
