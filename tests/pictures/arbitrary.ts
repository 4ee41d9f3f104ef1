import fc from 'fast-check'
import { categoryCurvesPicture } from '../../server/pictures/category-curves.ts'
import { forestPicture } from '../../server/pictures/forest.ts'
import { funnelFlowPicture } from '../../server/pictures/funnel-flow.ts'
import { influencePicture } from '../../server/pictures/influence.ts'
import { intervalWidthPicture } from '../../server/pictures/interval-width.ts'
import { itemFitPicture } from '../../server/pictures/item-fit.ts'
import { judgementTimesPicture } from '../../server/pictures/judgement-times.ts'
import type { Picture } from '../../server/pictures/picture.ts'
import { rankingPicture } from '../../server/pictures/ranking.ts'
import { regressionPicture } from '../../server/pictures/regression.ts'
import { respondentInfluencePicture } from '../../server/pictures/respondent-influence.ts'
import { responseSharesPicture } from '../../server/pictures/response-shares.ts'
import { wrightMapPicture } from '../../server/pictures/wright-map.ts'

/** Ordinary numbers, the same number often, zero, negative and huge ones. */
export const value = fc.oneof(
  fc.double({ min: -5, max: 60, noNaN: true }),
  fc.constantFrom(0, -0, 1, 1e-9, -4, 18.24636, 1e7, -3e12, 1e99, 1e300, Number.MAX_VALUE, 5e-324),
)
const count = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 5000 }))
/** Codes, bundles, Korean, marks of markup, letters outside the plane, controls, nothing. */
export const name = fc.oneof(
  fc.constantFrom(
    '62380',
    '22612+22614+22842+20937',
    '대한신경외과학회',
    '<b>&"\'',
    '𝒳\ud800\u0000',
    '',
    ' ',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const list = <T>(one: fc.Arbitrary<T>, minLength = 0) => fc.array(one, { minLength, maxLength: 14 })
const maybe = fc.option(value, { nil: null })
const limits = fc.tuple(value, value)
const texts = { title: name, measureTitle: name }
const point = fc.record({ measure: value, fitted: value, line: limits, prediction: limits })

/** Every picture with anything its data may hold. */
export const anyPictures: [string, fc.Arbitrary<() => Picture>][] = [
  [
    'regression',
    made(regressionPicture, {
      ...texts,
      name: fc.constant('regression'),
      target: name,
      comparators: list(
        fc.tuple(point, name, value).map(([line, named, wrvu]) => ({ ...line, name: named, wrvu })),
      ),
      band: list(point),
      readOut: point,
      baseline: value,
      r2: value,
      level: fc.constant(95),
      decimals: fc.integer({ min: 0, max: 6 }),
    }),
  ],
  [
    'wright',
    made(wrightMapPicture, {
      name: fc.constant('wright'),
      title: name,
      persons: list(value),
      items: list(fc.record({ name, measure: value, isTarget: fc.boolean() })),
    }),
  ],
  [
    'ranking',
    made(rankingPicture, {
      ...texts,
      name: fc.constant('ranking'),
      level: fc.constant(95),
      items: list(
        fc.record({ name, isTarget: fc.boolean(), measure: maybe, low: maybe, high: maybe, wrvu: maybe }),
      ),
    }),
  ],
  [
    'categories',
    made(categoryCurvesPicture, {
      ...texts,
      name: fc.constant('categories'),
      curves: list(fc.record({ name, points: list(fc.record({ measure: value, probability: value })) })),
      thresholds: list(value),
    }),
  ],
  [
    'item fit',
    made(itemFitPicture, {
      ...texts,
      name: fc.constant('fit'),
      items: list(fc.record({ name, measure: value, infit: value, outfit: value })),
      limits: fc.constant<[number, number]>([0.6, 1.4]),
    }),
  ],
  [
    'shares',
    made(responseSharesPicture, {
      name: fc.constant('shares'),
      title: name,
      target: name,
      comparators: list(fc.record({ name, less: count, equal: count, more: count, cannot: count })),
    }),
  ],
  [
    'funnel',
    made(funnelFlowPicture, {
      name: fc.constant('funnel'),
      title: name,
      stages: list(
        fc.record({
          name,
          n: fc.option(count, { nil: null }),
          of: fc.option(fc.record({ name, n: count }), { nil: null }),
          left: fc.array(fc.record({ reason: name, n: fc.option(count, { nil: null }) }), { maxLength: 5 }),
        }),
      ),
    }),
  ],
  [
    'influence',
    made(influencePicture, {
      name: fc.constant('influence'),
      title: name,
      target: name,
      value,
      leftOut: fc.constant('comparator'),
      rows: list(fc.record({ name, value: maybe, low: maybe, high: maybe, note: name })),
      decimals: fc.integer({ min: 0, max: 6 }),
    }),
  ],
  [
    'respondents',
    made(respondentInfluencePicture, {
      name: fc.constant('respondents'),
      title: name,
      target: name,
      value,
      without: list(value),
      decimals: fc.integer({ min: 0, max: 6 }),
    }),
  ],
  [
    'times',
    made(judgementTimesPicture, {
      name: fc.constant('times'),
      title: name,
      seconds: list(value),
    }),
  ],
  [
    'forest',
    made(forestPicture, {
      name: fc.constant('forest'),
      title: name,
      target: name,
      variants: list(
        fc.record({
          name,
          value: maybe,
          low: maybe,
          high: maybe,
          respondents: fc.option(count, { nil: null }),
          note: name,
          isPlanned: fc.boolean(),
        }),
      ),
      baseline: maybe,
      level: fc.constant(95),
      decimals: fc.integer({ min: 0, max: 6 }),
    }),
  ],
  [
    'interval width',
    made(intervalWidthPicture, {
      name: fc.constant('width'),
      title: name,
      widthTitle: name,
      series: list(
        fc.record({
          name,
          points: list(
            fc.record(
              { surgeons: count, width: value, low: value, high: value },
              { requiredKeys: ['surgeons', 'width'] },
            ),
          ),
        }),
      ),
      now: fc.option(count, { nil: null }),
      goal: maybe,
    }),
  ],
]

function made<Data>(
  draw: (data: Data) => Picture,
  parts: { [Key in keyof Data]-?: fc.Arbitrary<Data[Key]> } | { [key: string]: fc.Arbitrary<unknown> },
): fc.Arbitrary<() => Picture> {
  return fc.record(parts as Record<string, fc.Arbitrary<unknown>>).map((data) => () => draw(data as Data))
}
