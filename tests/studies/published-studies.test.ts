import { describe, expect, test } from 'vitest'
import { comparatorWrvu } from '../../server/studies/comparator-wrvu.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

describe('the published 62380 study', () => {
  const definition = requireTemplate('cpt-62380-2024')

  test('has the eleven comparators of its Table 5, in that order', () => {
    expect(
      definition.comparators.map((comparator) => comparator.codes.map((code) => code.code).join()),
    ).toEqual('63047 22102 63030 63005 63620 22869 22630 22612 22532 22533 22633'.split(' '))
  })

  test('its published work RVU of 18.2464 equals the mean of the comparators', () => {
    const values = definition.comparators.map((comparator) => comparatorWrvu(comparator).wrvu)
    expect(sum(values)).toBeCloseTo(200.71, 10)
    expect(sum(values) / 11).toBeCloseTo(18.24636, 5)
  })
})

describe('the published 0202T study', () => {
  const { comparators } = requireTemplate('cpt-0202t-2024')
  // Difficulty in logits of the eight bundles, in order: table of IJSS 2024;18(2):130.
  const difficulty = [-0.385, -1.266, 0.128, 1.099, -0.385, -1.266, -1.099, -0.653]

  test('least squares read at 0 logits reproduces its published 39.47 with the 50% rule', () => {
    const fit = leastSquares(
      difficulty,
      comparators.map((comparator) => comparatorWrvu(comparator).wrvu),
    )
    expect(fit.intercept).toBeCloseTo(39.4707, 4)
    expect(fit.r2).toBeCloseTo(0.392, 3)
  })

  test('without the rule the same reading would be 40.51', () => {
    const fit = leastSquares(
      difficulty,
      comparators.map((comparator) => comparatorWrvu(comparator).sumBeforeRule),
    )
    expect(fit.intercept).toBeCloseTo(40.5071, 4)
  })
})

test('the ten comparators of 27279 bracket its value and are said to be our choice', () => {
  const definition = requireTemplate('cpt-27279-2016')
  const values = definition.comparators.map((comparator) => comparatorWrvu(comparator).wrvu)
  expect(values).toHaveLength(10)
  // 12.13: work RVU of 27279 in the CMS file of January 2023; 14.36: the higher published estimate.
  expect(values.filter((value) => value < 12.13).length).toBeGreaterThanOrEqual(3)
  expect(values.filter((value) => value > 14.36).length).toBeGreaterThanOrEqual(3)
  expect(
    definition.comparators.flatMap((comparator) => comparator.codes.map((code) => code.code)),
  ).not.toContain('27279')
  expect(definition.remarks?.en).toContain('our choice')
})

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Ordinary least squares of y on x: slope = Sxy / Sxx, intercept = mean(y) - slope mean(x), R² = Sxy² / (Sxx Syy). */
function leastSquares(x: number[], y: number[]): { intercept: number; r2: number } {
  const meanX = sum(x) / x.length
  const meanY = sum(y) / y.length
  const sxy = sum(x.map((value, index) => (value - meanX) * (y[index]! - meanY)))
  const sxx = sum(x.map((value) => (value - meanX) ** 2))
  const syy = sum(y.map((value) => (value - meanY) ** 2))
  return { intercept: meanY - (sxy / sxx) * meanX, r2: sxy ** 2 / (sxx * syy) }
}
