import { categoryCurvesPicture } from '../../server/pictures/category-curves.ts'
import { type ForestData, forestPicture } from '../../server/pictures/forest.ts'
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
import { wrvuLinePicture } from '../../server/pictures/wrvu-line.ts'
import { bundles, learningCurve, regressionOf } from './samples.ts'

/* Studies that are hard to draw: everybody close together, long names, almost nothing, or one thing far away. */

const manyCodes = Array.from({ length: 28 }, (_, k) => String(22551 + 37 * k))
const longNames = manyCodes.map((code, k) => `${code}+22840+22853+2093${k % 10}`)
const range = (count: number) => Array.from({ length: count }, (_, k) => k)

/** Comparators that the surgeons hardly told apart. */
const near = (names: readonly string[]): [string, number, number][] =>
  names.map((name, k) => [name, -0.2 + 0.015 * ((k * 11) % 28), 12 + ((k * 7) % 28) * 0.6])

/** Measures rise with the wRVU, and the target stands where the comparators' mean is. */
const onTheMean: [string, number, number][] = learningCurve.map(([code, , wrvu], k) => [
  code,
  (wrvu - 18.25) / 4 + 0.05 * ((k % 3) - 1),
  wrvu,
])

const regressions: [string, [string, number, number][], string, number][] = [
  ['near', near(manyCodes), '62380', 0],
  ['near-long', near(longNames), '0202T+22612+22840+20937', 0.02],
  ['two', near(manyCodes.slice(0, 3)), '62380', 0],
  ['far', learningCurve.map(([name, measure, wrvu]) => [name, measure, wrvu]), '62380', 9],
  ['far-below', learningCurve.map(([name, measure, wrvu]) => [name, measure, wrvu]), '62380', -7],
  ['on-the-mean', onTheMean, '62380', 0],
  ['above-the-mean', onTheMean, '62380', 0.33],
  ['bundles', bundles, 'Lumbar decompression, L5–S1 extraforaminal', 0.4],
]

function hardForest(): ForestData {
  const said = [
    'Only those without a conflict of interest, disclosed or not',
    'Without respondents whose median time is below a third of everybody’s',
    'Only Sociedad Interamericana de Cirugía de Columna Mínimamente Invasiva (SICCMI)',
    'Only in Portuguese',
    '“Equal” counted as “less”',
  ]
  return {
    name: 'hard-forest',
    title: 'The planned analysis and the others',
    target: '62380',
    level: 95,
    baseline: 19.58,
    decimals: 1,
    variants: range(40).map((k) => ({
      name: k === 0 ? 'As planned' : `${said[k % said.length]}${k > 9 ? '' : `, ${k}`}`,
      value: k % 9 === 7 ? null : 19.6 + 0.1 * ((k * 7) % 13),
      low: k % 9 === 7 ? null : 14.5 - 0.2 * k,
      high: k % 9 === 7 ? null : 24.6 + 3 * (k % 5),
      respondents: 109,
      note: k % 9 === 7 ? 'Fewer than 20 surgeons answered, and an estimate of its own needs 20.' : '',
      isPlanned: k === 0,
    })),
  }
}

const answers = ['much less stressful than', 'less', 'about equal', 'more', 'much more stressful than']
const logistic = (one: number) => 1 / (1 + Math.exp(-one))

/** The share of each of five answers; the middle one is never used. */
function neverEqual(): Picture {
  const measures = range(81).map((k) => -4 + k / 10)
  const cut = (at: number, m: number) => logistic(2 * (m - at))
  const share = [
    (m: number) => 1 - cut(-2, m),
    (m: number) => cut(-2, m) - cut(0, m),
    () => 0,
    (m: number) => cut(0, m) - cut(2, m),
    (m: number) => cut(2, m),
  ]
  return categoryCurvesPicture({
    name: 'hard-categories',
    title: 'How likely each answer is',
    measureTitle: 'Measure of the surgeon less that of the procedure (logits), psychological stress',
    curves: answers.map((name, k) => ({
      name,
      points: measures.map((measure) => ({ measure, probability: share[k]!(measure) })),
    })),
    thresholds: [-2, 0.1, -0.1, 2],
  })
}

function oneOfEach(): Picture[] {
  return [
    wrightMapPicture({
      name: 'hard-map-one',
      title: 'One surgeon',
      persons: [0.3],
      items: [{ name: '62380', measure: 0.3, isTarget: true }],
    }),
    respondentInfluencePicture({
      name: 'hard-respondents-one',
      title: 'One surgeon',
      target: '62380',
      value: 19.6,
      without: [19.6],
      decimals: 1,
    }),
    judgementTimesPicture({ name: 'hard-times-one', title: 'One judgement', seconds: [7.25] }),
    rankingPicture({
      name: 'hard-ranking-one',
      title: 'One item',
      measureTitle: 'Measure (logits)',
      level: 95,
      items: [{ name: '62380', measure: 0, low: -0.1, high: 0.1, wrvu: null, isTarget: true }],
    }),
    intervalWidthPicture({
      name: 'hard-width-one',
      title: 'One look',
      widthTitle: 'Width of the 95 % interval (wRVU)',
      series: [{ name: '62380', points: [{ surgeons: 12, width: 22 }] }],
      now: 12,
      goal: 22,
    }),
  ]
}

function crowds(): Picture[] {
  const items = near(longNames).map(([name, measure, wrvu]) => ({ name, measure, wrvu, isTarget: false }))
  const limits = ({ measure }: { measure: number }) => ({ low: measure - 0.3, high: measure + 0.3 })
  const target = { name: 'Lumbar decompression, L5–S1', measure: 0.01, wrvu: null, isTarget: true }
  return [
    wrightMapPicture({
      name: 'hard-map',
      title: 'Many',
      persons: range(150).map((k) => Math.sin(k) * 2),
      items: [...items, target],
    }),
    rankingPicture({
      name: 'hard-ranking',
      title: 'Many',
      measureTitle: 'Measure (logits), psychological stress during and after the operation',
      level: 95,
      items: [
        ...items.map((one) => ({ ...one, ...limits(one) })),
        { ...target, low: -0.2, high: 0.22 },
        { name: '22857', measure: null, low: null, high: null, wrvu: 28.42, isTarget: false },
      ],
    }),
    itemFitPicture({
      name: 'hard-fit',
      title: 'Many',
      measureTitle: 'Measure (logits), psychological stress',
      limits: [0.6, 1.4],
      items: items.map(({ name, measure }, k) => ({
        name,
        measure,
        infit: 0.9 + 0.01 * (k % 9),
        outfit: k === 3 ? 6 : 1.1 - 0.02 * (k % 7),
      })),
    }),
    influencePicture({
      name: 'hard-influence',
      title: 'Many',
      target: '62380',
      value: 19.6,
      leftOut: 'comparator',
      decimals: 1,
      rows: items.map(({ name }, k) => ({
        name,
        value: k === 5 ? null : 19.6 + 0.02 * (k - 14),
        low: 10,
        high: 40,
        note: 'The line needs three comparators with a measure.',
      })),
    }),
  ]
}

function countsAndWays(): Picture[] {
  return [
    responseSharesPicture({
      name: 'hard-shares',
      title: 'Many',
      target: 'Lumbar decompression through an endoscope, L5–S1',
      more: 'more stressful to perform',
      less: 'less stressful to perform',
      comparators: longNames.map((name, k) => ({
        name,
        less: (k * 13) % 40,
        equal: 0,
        more: k === 4 ? 0 : 1040 - 30 * k,
        cannot: k === 4 ? 5000 : k % 3,
      })),
    }),
    funnelFlowPicture({
      name: 'hard-funnel',
      title: 'From seven lists to the analysis',
      stages: ['Listed', 'Mailed', 'Not bounced', 'Started', 'Consented', 'Eligible', 'Analysed'].map(
        (name, k, all) => ({
          name: k === 5 ? 'Eligible by the rule of the study: performs the procedure' : name,
          n: k === 4 ? null : 12_500 - 2000 * k,
          of: k === 0 ? null : { name: all[k - 1]!, n: 12_500 - 2000 * (k - 1) },
          left: range(k).map((part) => ({
            reason: `did not come so far, and said because of the reason number ${part}`,
            n: part === 2 ? null : 300 + part,
          })),
        }),
      ),
    }),
    intervalWidthPicture({
      name: 'hard-width',
      title: 'Seven lines close together',
      widthTitle: 'Width of the 95 % prediction interval of the implied work RVU (wRVU)',
      series: range(7).map((k) => ({
        name: `Target ${k + 1}: psychological stress`,
        points: [20, 50, 100, 200].map((surgeons) => ({ surgeons, width: 9 + k * 0.1 + 40 / surgeons })),
      })),
      now: 190,
      goal: 9.2,
    }),
    wrvuLinePicture({
      name: 'hard-line',
      title: 'Many work RVUs',
      points: near(longNames).map(([name, , wrvu]) => ({ name, wrvu, year: 2023 })),
      expected: 12.1,
    }),
  ]
}

/** Every kind of picture where it is hardest to draw. */
export function hardPictures(): Picture[] {
  return [
    ...regressions.map(([name, points, target, at]) =>
      regressionPicture({
        ...regressionOf(points, target, at),
        name: `hard-regression-${name}`,
        decimals: 1,
      }),
    ),
    forestPicture(hardForest()),
    neverEqual(),
    ...oneOfEach(),
    ...crowds(),
    ...countsAndWays(),
  ]
}
