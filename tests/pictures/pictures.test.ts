import { Resvg } from '@resvg/resvg-js'
import * as cheerio from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standaloneSvg } from '../../server/figures/standalone.ts'
import type { Picture } from '../../server/pictures/picture.ts'
import { rankingPicture } from '../../server/pictures/ranking.ts'
import { regressionPicture } from '../../server/pictures/regression.ts'
import { anyPictures } from './arbitrary.ts'
import { hardPictures } from './hard-samples.ts'
import { learningCurve, regressionOf, samplePictures } from './samples.ts'

const drawings = (picture: Picture) => [picture.svg, picture.narrowSvg]

/** Text and attributes of a drawing, read as a browser reads it. */
function read(svg: string) {
  return cheerio.load(svg, { xml: true })
}

/** Attributes of all elements; words are no attributes. */
function attributes(svg: string): [string, string][] {
  const $ = read(svg)
  return $('*')
    .toArray()
    .flatMap((element) => Object.entries($(element).attr() ?? {}))
}

describe.each(anyPictures)('the picture %s', (_, anyPicture) => {
  test('is whole for anything its data may hold: well formed, no NaN, named, with its numbers', () => {
    fc.assert(
      fc.property(anyPicture, (draw) => {
        const picture = draw()
        for (const svg of drawings(picture)) {
          for (const [key, text] of attributes(svg))
            if (!/^(id|aria-.*|xmlns|class|role)$/.test(key))
              expect(text).not.toMatch(/NaN|Infinity|undefined/)
          expect(svg).not.toMatch(/ style=|<script|javascript:/)
          const $ = read(svg)
          expect($('svg').attr('role')).toBe('img')
          expect($(`[id="${$('svg').attr('aria-labelledby')}"]`).is('title')).toBe(true)
          expect($(`[id="${$('svg').attr('aria-describedby')}"]`).text().length).toBeGreaterThan(0)
        }
        for (const row of picture.rows) expect(row).toHaveLength(picture.columns.length)
      }),
      { numRuns: 15 },
    )
  })

  test('is XML that a strict reader opens, as a file of its own too', () => {
    fc.assert(
      fc.property(anyPicture, (draw) => {
        const { width, height } = new Resvg(standaloneSvg(draw()), { font: { loadSystemFonts: false } })
        expect(width).toBe(672)
        expect(height).toBeGreaterThan(50)
      }),
      { numRuns: 6 },
    )
  })
})

describe('two hundred comparators', () => {
  const many = Array.from({ length: 200 }, (_, k): [string, number, number] => [
    `${22000 + 37 * k}+${30000 + k}`,
    -3 + ((k * 7919) % 600) / 100,
    5 + ((k * 104729) % 400) / 10,
  ])

  test('are all drawn; names that find no room are counted', () => {
    const picture = regressionPicture(regressionOf(many, '62380', 0))
    for (const svg of drawings(picture)) {
      const $ = read(svg)
      expect($('circle.p-comparator')).toHaveLength(200)
      const named = $('text')
        .toArray()
        .filter((one) => $(one).text().includes('+') || $(one).text().endsWith('…')).length
      expect($('text').text()).toContain(`${200 - named} names in the table only`)
    }
    expect(picture.rows).toHaveLength(202)
  })

  test('have a line each where the picture is a list', () => {
    const ranking = rankingPicture({
      name: 'ranking',
      title: 'Many',
      measureTitle: 'Measure',
      level: 95,
      items: many.map(([name, measure, wrvu]) => ({
        name,
        measure,
        wrvu,
        low: measure - 1,
        high: measure + 1,
        isTarget: false,
      })),
    })
    for (const svg of drawings(ranking)) expect(read(svg)('circle')).toHaveLength(200)
  })
})

describe('what every picture keeps', () => {
  const pictures = samplePictures()

  test('ids differ between pictures and between the two widths', () => {
    const ids = pictures.flatMap((picture) =>
      drawings(picture).flatMap((svg) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('letters are at least 12 px high on a phone of 390 px: the drawing is not wider than its place', () => {
    const css = standaloneSvg(pictures[0]!)
    const sizes = [...css.matchAll(/font-size: (\d+)px/g)].map(([, size]) => Number(size))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12)
    for (const { narrowSvg } of pictures) expect(narrowSvg).toMatch(/viewBox="0 0 340 /)
  })

  test('every class in a drawing has a rule of its own: what has none is black, also in the dark', () => {
    const css = standaloneSvg(pictures[0]!)
    const used = [...pictures, ...hardPictures()].flatMap((picture) =>
      drawings(picture).flatMap((svg) =>
        [...svg.matchAll(/class="([^"]+)"/g)].flatMap(([, names]) => names!.split(' ')),
      ),
    )
    const free = new Set(['drawing', 'wide', 'narrow', 'p-line-edge'])
    const unknown = [...new Set(used)].filter(
      (name) => !free.has(name) && !new RegExp(`\\.${name}(?![\\w-])`).test(css),
    )
    expect(unknown).toEqual([])
  })

  test('markup in a name stays words', () => {
    const [first, ...rest] = learningCurve
    const picture = regressionPicture(regressionOf([['<script>"&', first![1], first![2]], ...rest], '<b>', 0))
    const $ = read(picture.svg)
    expect($('script, b')).toHaveLength(0)
    expect($('text').text()).toContain('<script>"&')
  })
})

describe('the regression of the published 62380 table', () => {
  const picture = regressionPicture(regressionOf(learningCurve, '62380', 0))

  test('says value, both intervals, R², n and the mean of the comparators', () => {
    for (const part of [
      '26 wRVU for 62380',
      'interval 6 to 45',
      'line 12 to 39',
      'R² 0.17',
      '11 comparators',
      'which needs no survey, is 18.',
    ])
      expect(picture.description).toContain(part)
  })

  test('holds every comparator, the target and the baseline as rows', () => {
    expect(picture.rows).toHaveLength(13)
    expect(picture.rows[0]!.slice(0, 4)).toEqual(['comparator', '63047', -0.994, 15.37])
    const [, , , , fitted, low, high] = picture.rows[11]!
    expect(Number(fitted)).toBeCloseTo(25.5894, 4)
    expect([Math.round(Number(low)), Math.round(Number(high))]).toEqual([12, 39])
    expect(picture.rows[12]![3]).toBeCloseTo(18.24636, 5)
  })

  test('names every comparator, on a phone too', () => {
    for (const svg of drawings(picture)) {
      const texts = read(svg)('text')
        .toArray()
        .map((element) => read(svg)(element).text())
      for (const [name] of learningCurve) expect(texts).toContain(name)
    }
  })

  test('its circles lie where the numbers are', () => {
    const $ = read(picture.svg)
    const circles = $('circle.p-comparator')
      .toArray()
      .map((one) => [Number(one.attribs.cx), Number(one.attribs.cy)])
    // 63047, 22533 and 22633 have one measure: they stand above one another, in the order of their wRVUs.
    const [a, b, c] = [circles[0]!, circles[9]!, circles[10]!]
    expect(a[0]).toBe(b[0])
    expect(b[0]).toBe(c[0])
    expect(a[1]!).toBeGreaterThan(b[1]!)
    expect((a[1]! - b[1]!) / (b[1]! - c[1]!)).toBeCloseTo((24.79 - 15.37) / (26.8 - 24.79), 1)
  })
})
