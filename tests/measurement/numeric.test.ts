import { describe, expect, it } from 'vitest'
import {
  chiSquareUpper,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentCdf,
  studentQuantile,
} from '../../server/measurement/numeric/distributions.ts'
import { invertPositiveDefinite, timesMatrix } from '../../server/measurement/numeric/matrix.ts'
import { randomStream } from '../../server/measurement/numeric/random.ts'
import { holmAdjust, sortedQuantile } from '../../server/measurement/numeric/statistics.ts'

// Reference values: R 4.2.2, printed with 15 significant digits.
describe('distributions agree with R', () => {
  it('normal', () => {
    expect(normalCdf(-8)).toBeCloseTo(6.22096057427178e-16, 28)
    expect(normalCdf(1.5)).toBeCloseTo(0.933192798731142, 14)
    expect(normalQuantile(0.975)).toBeCloseTo(1.95996398454005, 13)
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.36134090240406, 12)
    expect(normalTwoSided(2.5)).toBeCloseTo(0.0124193306515523, 15)
  })

  it('Student', () => {
    expect(studentQuantile(0.975, 8)).toBeCloseTo(2.30600413520417, 12)
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062047361747, 11)
    expect(studentQuantile(0.9995, 3)).toBeCloseTo(12.923978636687961, 11)
    expect(studentCdf(-2, 6)).toBeCloseTo(0.0462131557658375, 14)
  })

  it('chi-square', () => {
    expect(chiSquareUpper(28.2414627, 10)).toBeCloseTo(0.00165129669, 9)
    expect(chiSquareUpper(0.5, 3)).toBeCloseTo(0.918891411654676, 14)
    expect(chiSquareUpper(300, 10)).toBeLessThan(1e-50)
  })
})

describe('small tools', () => {
  it('a matrix times its inverse is the identity', () => {
    const matrix = Float64Array.of(4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2)
    const product = timesMatrix(matrix, invertPositiveDefinite(matrix, 3)!, 3, 3, 3)
    for (const [k, value] of product.entries()) expect(value).toBeCloseTo(k % 4 === 0 ? 1 : 0, 14)
  })

  it('an indefinite matrix has no inverse', () => {
    expect(invertPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined()
  })

  it('Holm adjusts step down and keeps the input order', () => {
    expect(Array.from(holmAdjust([0.01, 0.04, 0.03, 0.005]))).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  it('quantiles interpolate as type 7', () => {
    expect(sortedQuantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75, 12)
  })

  it('the same seed gives the same stream, moments as expected', () => {
    const a = randomStream(7)
    const b = randomStream(7)
    const values = Array.from({ length: 20_000 }, () => a.normal())
    expect(values.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => b.normal()))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(values.reduce((sum, value) => sum + value ** 2, 0) / values.length - 1)).toBeLessThan(
      0.05,
    )
  })
})
