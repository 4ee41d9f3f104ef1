import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOver, domainOf } from '../../server/pictures/axes.ts'
import { overlaps } from '../../server/pictures/boxes.ts'
import { bundleNote } from '../../server/pictures/bundle-names.ts'
import { binsOf } from '../../server/pictures/histogram.ts'
import { countText, measureText, numberText, rangeText } from '../../server/pictures/number-text.ts'
import { placeLabels } from '../../server/pictures/place-labels.ts'
import { spread } from '../../server/pictures/spread.ts'
import { inLines, shortNames, textWidth } from '../../server/pictures/text-width.ts'
import { name, value } from './arbitrary.ts'

const plot = { left: 40, right: 700, top: 30, bottom: 420 }
const point = fc.record({
  x: fc.double({ min: 40, max: 700, noNaN: true }),
  y: fc.double({ min: 30, max: 420, noNaN: true }),
  radius: fc.constant(4.5),
  name: fc.constantFrom('62380', '63047', '22612+22840+20937', '요추 유합술'),
})

describe('names beside points', () => {
  test('cover no point and no other name, and stay inside the plot, from 2 to 200 points', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 200, size: 'max' }), (points) => {
        const labels = placeLabels(points, plot)
        const boxes = labels.flatMap((label) => (label ? [label.box] : []))
        boxes.forEach((box, index) => {
          expect(box.left).toBeGreaterThanOrEqual(plot.left)
          expect(box.right).toBeLessThanOrEqual(plot.right)
          expect(boxes.slice(index + 1).some((other) => overlaps(box, other))).toBe(false)
          for (const { x, y } of points)
            expect(x > box.left && x < box.right && y > box.top && y < box.bottom).toBe(false)
        })
      }),
      { numRuns: 25 },
    )
  })

  test('all find a place where there is room', () => {
    const points = Array.from({ length: 12 }, (_, k) => ({
      x: 80 + 48 * k,
      y: 220 + 20 * (k % 3),
      radius: 4.5,
      name: '62380',
    }))
    expect(placeLabels(points, plot).every((label) => label !== undefined)).toBe(true)
  })

  test('three points on top of one another are named too', () => {
    const points = ['a', 'b', 'c'].map((one) => ({ x: 300, y: 200, radius: 4.5, name: one }))
    expect(placeLabels(points, plot).every((label) => label !== undefined)).toBe(true)
  })
})

describe('names in a column', () => {
  test('keep their order and their distance, and move only as far as they must', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 25 }),
        (places) => {
          const lines = spread(places, 16, 0, 400)
          const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!)
          order.slice(1).forEach((index, rank) => {
            expect(lines[index]! - lines[order[rank]!]!).toBeGreaterThanOrEqual(16 - 1e-9)
          })
          for (const line of lines) expect(line).toBeGreaterThanOrEqual(-1e-9)
          for (const line of lines) expect(line).toBeLessThanOrEqual(400 + 1e-9)
        },
      ),
    )
    expect(spread([10, 100, 200], 16, 0, 400)).toEqual([10, 100, 200])
    expect(spread([100, 100], 16, 0, 400)).toEqual([92, 108])
  })

  test('long names are set in two lines that fit', () => {
    expect(inLines('Only those who perform it', 300)).toEqual(['Only those who perform it'])
    expect(inLines('Without those who answered very fast', 180)).toEqual([
      'Without those who',
      'answered very fast',
    ])
    expect(inLines('22612+22614+22842+20937', 120)).toEqual(['22612+22614+', '22842+20937'])
    for (const line of inLines('Donaudampfschifffahrtsgesellschaft', 100))
      expect(textWidth(line)).toBeLessThanOrEqual(100)
  })

  test('two lines are about as long as one another, so that no word stands alone', () => {
    expect(inLines('“Equal” as half a point for each', 190)).toEqual(['“Equal” as half', 'a point for each'])
  })

  test('a bundle is named by its first code and how many more it has, as far as that tells it from others', () => {
    expect(shortNames(['22612 + 22840 + 20937', '22612+22614+22842+20937', '63047'], 80)).toEqual([
      '22612 +2',
      '22612 +3',
      '63047',
    ])
    expect(shortNames(['22612+22840+20937', '22612+22842+20937'], 125)).toEqual([
      '22612+22840 +1',
      '22612+22842 +1',
    ])
    expect(shortNames(['22612+22840+20937'], 300)).toEqual(['22612+22840+20937'])
    expect(bundleNote(['63047', 'T1 + T2'])).toBe('')
    expect(bundleNote(['63047', '22630+22840+22853'])).toContain(
      '22630 +2 stands for a bundle of 22630 and 2 more',
    )
  })

  test('shortened names fit and stay different', () => {
    const bundles = ['22612+22840+20937', '22612+22614+22842+20937', '22612+22614+22842+20930']
    const short = shortNames(bundles, 110)
    expect(new Set(short).size).toBe(3)
    expect(short.slice(0, 1).every((one) => textWidth(one) <= 110)).toBe(true)
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const found = shortNames(names, 90)
        expect(found).toHaveLength(names.length)
        expect(new Set(found).size).toBeGreaterThanOrEqual(Math.min(new Set(names).size, 1))
      }),
    )
  })
})

describe('scales and counts', () => {
  test('an axis names a few round places for any values, all equal or huge', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const [low, high] = domainOf(values, { zero: true, room: 0.05 })
        expect(low).toBeLessThan(high)
        const axis = axisOver([low, high], [40, 700])
        expect(axis.ticks.length).toBeLessThan(20)
        for (const tick of axis.ticks) expect(Number.isFinite(axis.scale(tick.value))).toBe(true)
      }),
    )
  })

  test('bins hold every value once', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.boolean(), (values, tail) => {
        const known = values.filter((one) => Math.abs(one) <= 1e100)
        const bins = binsOf(values, { tail })
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(known.length)
        expect(bins.length).toBeLessThanOrEqual(25)
        // Bars of one width: a wider one would look like more people. Only the tail is wider, and it is marked.
        const widths = (tail ? bins.slice(0, -1) : bins).map((bin) => bin.to - bin.from)
        for (const width of widths) expect(width / widths[0]!).toBeCloseTo(1, 3)
        // A border is rounded like any number of its size.
        const sizes = known.map((one) => 1e-15 * Math.abs(one))
        const near = Math.max(0, ...bins.map((bin) => 1e-9 * (bin.to - bin.from)), ...sizes)
        for (const one of known)
          expect(bins.some((bin) => one >= bin.from - near && one <= bin.to + near)).toBe(true)
      }),
    )
  })

  test('a few long pauses share the last bin', () => {
    const bins = binsOf([...Array.from({ length: 200 }, (_, k) => k / 10), 3600], { tail: true })
    expect(bins.at(-1)).toMatchObject({ to: 3600 })
    expect(bins[0]!.to - bins[0]!.from).toBeLessThanOrEqual(1)
  })
})

test('numbers are written for people', () => {
  expect(numberText(-0.9944, 3)).toBe('−0.994')
  expect(numberText(-0.0001, 2)).toBe('0.00')
  expect(numberText(123_456_789, 1)).toBe('1.2e+8')
  expect([0, -0.4, 1.25, 10].map(measureText)).toEqual(['0', '−0.4', '1.25', '10'])
  expect(rangeText([5.8, 45.3], 0)).toBe('6 to 45')
  expect([countText(1, 'surgeon'), countText(2, 'analysis', 'analyses')]).toEqual(['1 surgeon', '2 analyses'])
})
