import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrvuLinePicture } from '../../server/pictures/wrvu-line.ts'
import { type LinePoint, lineFindings } from '../../server/studies/wrvu-line.ts'

const point = (name: string, wrvu: number | null, year: number | null = 2023): LinePoint => ({
  id: name,
  name,
  wrvu,
  year,
})
const even = [7, 11, 12, 15, 16, 22, 23, 25, 26].map((wrvu, n) => point(`2200${n}`, wrvu))
const sentences = (points: LinePoint[], expected: number | null) =>
  lineFindings(points, expected).map(({ sentence }) => sentence)

describe('the line of work RVUs', () => {
  it('has nothing to say about comparators that spread around the value expected', () => {
    expect(sentences(even, 16.5)).toEqual([])
  })

  it('says when fewer than three stand on a side of it', () => {
    expect(sentences(even, 24)).toEqual([
      'Only 2 comparators are above the value you expect, 24.00. Take at least 3 on either side.',
    ])
  })

  it('says when it lies beyond them all, and names the nearest', () => {
    expect(sentences(even, 39.47)).toEqual([
      expect.stringContaining('lies above every comparator (the nearest is 22008 with 26.00)'),
    ])
    expect(sentences(even, 1)).toEqual([expect.stringContaining('lies below every comparator')])
  })

  it('names gaps, codes and values that stand twice, and what has no value or year', () => {
    const gap = [1, 2, 3, 20].map((wrvu, n) => point(`c${n}`, wrvu))
    expect(sentences(gap, null)).toContainEqual(expect.stringContaining('Between c2 (3.00) and c3 (20.00)'))
    expect(sentences([...even, point('22000', 30)], null)).toEqual(['22000 stands twice.'])
    expect(sentences([...even, point('63030', 7)], null)).toEqual([
      '22000 and 63030 have the same work RVU, 7.00. That is allowed, but one of them adds little to the line.',
    ])
    expect(sentences([...even, point('63030', null), point('63031', null)], null)).toEqual([
      '63030 and 63031 have no work RVU yet.',
    ])
    expect(sentences([...even, point('63030', 9, 2021), point('63042', 10, null)], null)).toEqual([
      '63042: no fee schedule year is named.',
      expect.stringContaining('different years (2021, 2023)'),
    ])
  })

  it('is drawn whatever stands on it', () => {
    const points = fc.array(
      fc.record({
        name: fc.string({ maxLength: 60 }),
        wrvu: fc.option(fc.oneof(fc.double({ min: 0, max: 500, noNaN: true }), fc.double())),
        year: fc.option(fc.integer({ min: 1992, max: 2100 })),
      }),
      { maxLength: 200 },
    )
    fc.assert(
      fc.property(points, fc.option(fc.double()), (drawn, expected) => {
        const picture = wrvuLinePicture({ name: 'wrvu-line', title: 'Line', points: drawn, expected })
        expect(picture.svg + picture.narrowSvg).not.toMatch(/NaN|Infinity|undefined/)
        expect(picture.rows).toHaveLength(drawn.length)
      }),
      { numRuns: 60 },
    )
  })
})
