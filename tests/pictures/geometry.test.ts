import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Box, overlaps } from '../../server/pictures/boxes.ts'
import { regressionPicture } from '../../server/pictures/regression.ts'
import { type DrawnText, linesOf, marksOf, sizeOf, textsOf } from './geometry.ts'
import { hardPictures } from './hard-samples.ts'
import { regressionOf, samplePictures } from './samples.ts'

const drawings = [...samplePictures(), ...hardPictures()].flatMap(
  ({ name, svg, narrowSvg }): [string, string][] => [
    [`${name}, wide`, svg],
    [`${name}, narrow`, narrowSvg],
  ],
)

describe.each(drawings)('%s', (_, svg) => {
  const { width, height } = sizeOf(svg)
  const texts = textsOf(svg).filter(({ text }) => text !== '')

  test('no word runs out of the picture', () => {
    expect(texts.filter((one) => isOutside(one, { width, height }))).toEqual([])
  })

  test('no word covers another', () => {
    expect(covering(texts)).toEqual([])
  })

  test('every mark is whole', () => {
    for (const { x, y, radius } of marksOf(svg)) {
      expect(x - radius).toBeGreaterThanOrEqual(-1)
      expect(x + radius).toBeLessThanOrEqual(width + 1)
      expect(y - radius).toBeGreaterThanOrEqual(-1)
      expect(y + radius).toBeLessThanOrEqual(height + 1)
    }
  })
})

function isOutside({ box }: DrawnText, { width, height }: { width: number; height: number }): boolean {
  return box.left < -1 || box.right > width + 1 || box.top < -1 || box.bottom > height + 1
}

/** Pairs of words of which one covers the other. */
function covering(texts: readonly DrawnText[]): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => overlaps(one.box, other.box))
      .map((other) => `${one.text} / ${other.text}`),
  )
}

/** Names that a line runs through; words with a ground of their own (`p-name`, `p-aside`) may stand on one. */
function struck(svg: string, look: string): DrawnText[] {
  const lines = linesOf(svg, look)
  return textsOf(svg)
    .filter((one) => one.look !== 'p-name' && one.look !== 'p-aside')
    .filter(({ box }) => lines.some((line) => crosses(line, box)))
}

function crosses({ x1, y1, x2, y2 }: { x1: number; y1: number; x2: number; y2: number }, box: Box): boolean {
  const line = {
    left: Math.min(x1, x2) - 0.5,
    right: Math.max(x1, x2) + 0.5,
    top: Math.min(y1, y2) - 0.5,
    bottom: Math.max(y1, y2) + 0.5,
  }
  return overlaps(line, box)
}

const regressions = drawings.filter(([name]) => name.includes('regression'))
const lines = ['p-baseline', 'p-read-out', 'p-interval']

describe.each(regressions)('%s', (_, svg) => {
  test.each(lines)('neither the target’s name nor another word is struck through by the line %s', (look) => {
    expect(struck(svg, look).filter(({ look: own }) => own !== 'p-mark-name')).toEqual([])
  })
})

// In a crowd a comparator's name may lie over a line, on a ground of its own; not where there is room.
describe.each(regressions.filter(([name]) => /-11,|-mean,|-two,/.test(name)))('%s', (_, svg) => {
  test.each(lines)('no comparator’s name is struck through by the line %s', (look) => {
    expect(struck(svg, look)).toEqual([])
  })
})

const comparator = fc.tuple(
  fc.integer({ min: 22000, max: 63999 }).map(String),
  fc.integer({ min: -3000, max: 3000 }).map((one) => one / 1000),
  fc.integer({ min: 100, max: 6000 }).map((one) => one / 100),
)

test('the words of a regression never cover one another, and the target is always named clear of the lines', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(comparator, { minLength: 3, maxLength: 28, selector: ([code]) => code }),
      fc.integer({ min: -600, max: 600 }).map((one) => one / 100),
      (points, at) => {
        fc.pre(new Set(points.map(([, measure]) => measure)).size > 2)
        const { svg, narrowSvg } = regressionPicture(regressionOf(points, '62380', at))
        for (const drawing of [svg, narrowSvg]) {
          expect(covering(textsOf(drawing))).toEqual([])
          expect(textsOf(drawing).filter((one) => isOutside(one, sizeOf(drawing)))).toEqual([])
          for (const look of lines)
            expect(struck(drawing, look).filter(({ text }) => text.startsWith('62380'))).toEqual([])
        }
      },
    ),
    { numRuns: 40, endOnFailure: true },
  )
})
