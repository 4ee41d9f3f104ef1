import { fitLine, readLine } from '../../server/measurement/value/regression-line.ts'
import { categoryCurvesPicture } from '../../server/pictures/category-curves.ts'
import { forestPicture } from '../../server/pictures/forest.ts'
import { funnelFlowPicture } from '../../server/pictures/funnel-flow.ts'
import { influencePicture } from '../../server/pictures/influence.ts'
import { intervalWidthPicture } from '../../server/pictures/interval-width.ts'
import { itemFitPicture } from '../../server/pictures/item-fit.ts'
import { judgementTimesPicture } from '../../server/pictures/judgement-times.ts'
import type { Picture } from '../../server/pictures/picture.ts'
import { rankingPicture } from '../../server/pictures/ranking.ts'
import { type LinePoint, type RegressionData, regressionPicture } from '../../server/pictures/regression.ts'
import { respondentInfluencePicture } from '../../server/pictures/respondent-influence.ts'
import { responseSharesPicture } from '../../server/pictures/response-shares.ts'
import { wrightMapPicture } from '../../server/pictures/wright-map.ts'
import { seededRandom } from '../../server/studies/seeded-random.ts'

/** Name, measure, wRVU, infit, outfit: the published learning-curve table of 62380 with wRVUs of 2023. */
export const learningCurve: [string, number, number, number, number][] = [
  ['63047', -0.994, 15.37, 1.226, 1.31],
  ['22102', -1.662, 11.08, 0.991, 0.754],
  ['63030', -0.89, 12, 1.234, 1.106],
  ['63005', -1.784, 16.43, 1.13, 1.017],
  ['63620', -0.482, 15.6, 1.166, 1.24],
  ['22869', -1.544, 7.03, 1.009, 0.951],
  ['22630', -1.1, 22.09, 0.751, 0.498],
  ['22612', -1.318, 23.53, 0.726, 0.468],
  ['22532', -0.583, 25.99, 0.908, 0.658],
  ['22533', -0.994, 24.79, 0.897, 0.658],
  ['22633', -0.994, 26.8, 0.988, 0.756],
]

/** The difficulty table of 0202T: bundles with long names. */
export const bundles: [string, number, number][] = [
  ['22630+22840+22853+20936', -0.385, 38.87],
  ['22612+22840+20937', -1.266, 38.84],
  ['22800+22842+20937', 0.128, 34.5],
  ['22802+22843+20937', 1.099, 47.2],
  ['22214+63047+22840', -0.385, 41.2],
  ['63047', -1.266, 15.37],
  ['22867', -1.099, 15],
  ['22612+22614+22842+20937', -0.653, 44.9],
]

/** Data of a regression picture through points of name, measure and wRVU. */
export function regressionOf(
  points: readonly (readonly [name: string, measure: number, wrvu: number, ...unknown[]])[],
  target: string,
  at: number,
): RegressionData {
  const line = fitLine(
    points.map((one) => one[1]),
    points.map((one) => one[2]),
  )
  if (line.outcome !== 'line') throw new Error(line.sentence)
  const read = (measure: number): LinePoint => {
    const { predicted, lineLimits, predictionLimits } = readLine(line, measure)
    return { measure, fitted: predicted, line: lineLimits, prediction: predictionLimits }
  }
  const measures = [...points.map((one) => one[1]), at]
  const [low, high] = [Math.min(...measures), Math.max(...measures)]
  const room = (high - low) * 0.08
  return {
    name: `regression-${points.length}`,
    title: 'Published wRVU against measure',
    measureTitle: 'Measure (logits), learning curve',
    target,
    comparators: points.map(([name, measure, wrvu]) => ({ name, wrvu, ...read(measure) })),
    band: Array.from({ length: 61 }, (_, k) => read(low - room + ((high - low + 2 * room) * k) / 60)),
    readOut: read(at),
    baseline: line.meanY,
    r2: line.r2,
    level: 95,
    decimals: 0,
  }
}

/** A seeded stream of roughly normal numbers. */
function normals(count: number, name: string): number[] {
  const random = seededRandom(1, name, 0)
  const uniform = () => random.below(1_000_000) / 1_000_000
  return Array.from({ length: count }, () => {
    const sum = Array.from({ length: 12 }, uniform).reduce((total, one) => total + one, 0)
    return sum - 6
  })
}

/** Many comparators: a crowd of names. */
function crowd(count: number): [string, number, number][] {
  const noise = normals(count, 'crowd')
  return Array.from({ length: count }, (_, k) => [
    String(22100 + 37 * k),
    -2 + (4 * k) / count + 0.1 * (k % 3),
    Math.max(2, 10 + (24 * k) / count + 4 * noise[k]!),
  ])
}

const curve = (step: number[], theta: number, category: number): number => {
  const weights = [0, ...step].map((_, k) =>
    Math.exp(k * theta - step.slice(0, k).reduce((a, b) => a + b, 0)),
  )
  return weights[category]! / weights.reduce((a, b) => a + b, 0)
}

/** Every picture once or more, with data such as studies have. */
export function samplePictures(): Picture[] {
  const measures = Array.from({ length: 81 }, (_, k) => -4 + k / 10)
  const items = learningCurve.map(([name, measure]) => ({ name, measure, isTarget: false }))
  return [
    regressionPicture(regressionOf(learningCurve, '62380', 0)),
    regressionPicture(regressionOf(bundles, '0202T+22612+22840+20937', 0)),
    regressionPicture(regressionOf(crowd(40), '62380', 0.4)),
    wrightMapPicture({
      name: 'wright-map',
      title: 'Surgeons and procedures on one scale',
      persons: normals(150, 'persons'),
      items: [...items, { name: '62380', measure: 0, isTarget: true }],
    }),
    rankingPicture({
      name: 'ranking',
      title: 'Procedures from the most to the least',
      measureTitle: 'Measure (logits), work effort',
      level: 95,
      items: [
        ...learningCurve.map(([name, measure, wrvu]) => ({
          name,
          measure,
          wrvu,
          low: measure - 0.22,
          high: measure + 0.22,
          isTarget: false,
        })),
        { name: '62380', measure: 0, low: -0.18, high: 0.18, wrvu: null, isTarget: true },
        { name: '22857', measure: null, low: null, high: null, wrvu: 28.42, isTarget: false },
      ],
    }),
    categoryCurvesPicture({
      name: 'categories',
      title: 'How likely each answer is',
      measureTitle: 'Surgeon less procedure (logits)',
      curves: ['62380 less', 'about equal', '62380 more'].map((name, category) => ({
        name,
        points: measures.map((measure) => ({ measure, probability: curve([-0.9, 0.9], measure, category) })),
      })),
      thresholds: [-0.9, 0.9],
    }),
    itemFitPicture({
      name: 'item-fit',
      title: 'Fit of the procedures',
      measureTitle: 'Measure (logits), learning curve',
      limits: [0.6, 1.4],
      items: learningCurve.map(([name, measure, , infit, outfit]) => ({ name, measure, infit, outfit })),
    }),
    ...answerPictures(),
    ...valuePictures(),
  ]
}

function answerPictures(): Picture[] {
  const times = normals(6000, 'times').map((one) => Math.exp(2.1 + 0.7 * one))
  return [
    responseSharesPicture({
      name: 'shares',
      title: 'What surgeons said',
      target: '62380',
      more: 'more stressful',
      comparators: [
        ...learningCurve.map(([name], k) => ({
          name,
          less: 5 + 2 * k,
          equal: 4 + k,
          more: 120 - 7 * k,
          cannot: k % 4,
        })),
        { name: '22612+22614+22842+20937', less: 0, equal: 0, more: 0, cannot: 0 },
        { name: '22867', less: 0, equal: 0, more: 44, cannot: 12 },
      ],
    }),
    funnelFlowPicture({
      name: 'funnel',
      title: 'From the list to the analysis',
      stages: [
        { name: 'Listed', n: 542, of: null, left: [] },
        {
          name: 'Started',
          n: 348,
          of: { name: 'Listed', n: 542 },
          left: [{ reason: 'did not start', n: 194 }],
        },
        { name: 'Started by open link', n: 60, of: null, left: [], joins: true },
        {
          name: 'Consented',
          n: 322,
          of: { name: 'Started', n: 348 },
          left: [
            { reason: 'did not agree', n: 9 },
            { reason: 'left before consent', n: 17 },
          ],
        },
        {
          name: 'Eligible',
          n: 310,
          of: { name: 'Consented', n: 322 },
          left: [{ reason: 'no spine surgeon', n: 12 }],
        },
        {
          name: 'Completed',
          n: 150,
          of: { name: 'Started', n: 348 },
          left: [
            { reason: 'stopped on the way', n: 158 },
            { reason: 'withdrew', n: null },
          ],
        },
        {
          name: 'Analysed',
          n: 149,
          of: { name: 'Completed', n: 150 },
          left: [{ reason: 'excluded by a recorded decision', n: 1 }],
        },
      ],
    }),
    judgementTimesPicture({ name: 'times', title: 'Time for one judgement', seconds: times }),
  ]
}

function valuePictures(): Picture[] {
  const variant = (name: string, value: number | null, half: number, note = '', isPlanned = false) => ({
    name,
    value,
    low: value === null ? null : value - half,
    high: value === null ? null : value + half,
    respondents: 150,
    note,
    isPlanned,
  })
  return [
    influencePicture({
      name: 'influence',
      title: 'Without one comparator',
      target: '62380',
      value: 25.6,
      leftOut: 'comparator',
      decimals: 1,
      rows: learningCurve.map(([name], k) => ({
        name,
        value: 25.6 + ((k * 7) % 11) * 0.6 - 3,
        low: 4 + k,
        high: 44 - k,
        note: '',
      })),
    }),
    respondentInfluencePicture({
      name: 'respondents',
      title: 'Without one surgeon',
      target: '62380',
      value: 25.59,
      without: normals(150, 'without').map((one) => 25.59 + 0.05 * one),
      decimals: 1,
    }),
    forestPicture({
      name: 'sensitivity',
      title: 'The value, computed in other ways',
      target: '62380',
      level: 95,
      baseline: 18.25,
      decimals: 1,
      variants: [
        variant('As planned', 25.6, 19.7, '', true),
        variant('Ties as half points', 24.1, 20.2),
        variant('Davidson’s ties', 25.2, 19.5),
        variant('Only those who perform it', 27.9, 21.4),
        variant('Only without a conflict of interest', 23.3, 22.8),
        variant('Without those who answered very fast (< 2 s)', 25.9, 19.4),
        variant('Only 대한신경외과학회 (KNS)', null, 0, 'too few surgeons: 3'),
        variant('Without 22612+22614+22842+20937', 26.2, 20.6),
      ],
    }),
    intervalWidthPicture({
      name: 'precision',
      title: 'Width of the interval',
      widthTitle: 'Width of the 95 % interval (wRVU)',
      now: 87,
      goal: 10,
      series: [
        {
          name: '10 comparators',
          points: [20, 50, 100, 150, 200, 300].map((surgeons) => ({
            surgeons,
            width: 9.2 + 40 / Math.sqrt(surgeons),
            low: 8 + 36 / Math.sqrt(surgeons),
            high: 10.5 + 44 / Math.sqrt(surgeons),
          })),
        },
        {
          name: '20 comparators',
          points: [20, 50, 100, 150, 200, 300].map((surgeons) => ({
            surgeons,
            width: 6.1 + 30 / Math.sqrt(surgeons),
          })),
        },
      ],
    }),
  ]
}
