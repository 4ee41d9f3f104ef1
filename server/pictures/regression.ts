import { line } from 'd3-shape'
import { axisBelow, axisLeft } from './axes.ts'
import { boxesAlong } from './boxes.ts'
import { bundleNote } from './bundle-names.ts'
import { markOf, type Named } from './label-spots.ts'
import { element, type Markup, words } from './markup.ts'
import { drawNames, nameMarks } from './name-marks.ts'
import { countText, isDrawable, measureText, numberText, rangeText } from './number-text.ts'
import {
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { placeLabels } from './place-labels.ts'
import { drawBands, layOut, ownLabels } from './regression-parts.ts'

type Limits = readonly [low: number, high: number]

/** What the line says at a measure: its own interval, and that of a new procedure. */
export interface LinePoint {
  measure: number
  fitted: number
  line: Limits
  prediction: Limits
}

/** The published wRVU of comparators against their measures, with the line through them. */
export interface RegressionData {
  name: string
  title: string
  /** how the axis calls the measure, such as `Measure (logits), work effort` */
  measureTitle: string
  target: string
  comparators: (LinePoint & { name: string; wrvu: number })[]
  /** the line at ascending measures, wide enough to hold every point */
  band: LinePoint[]
  readOut: LinePoint
  baseline: number
  r2: number
  /** percent of the intervals */
  level: number
  /** decimals that the interval supports */
  decimals: number
}

/** What the line gives is printed as finely as its interval allows; the CSV file has every digit. */
const columnsWith = (decimals: number): Column[] => [
  { name: 'role', label: 'What' },
  { name: 'name', label: 'Name' },
  { name: 'measure', label: 'Measure (logits)', decimals: 3 },
  { name: 'wrvu', label: 'wRVU', decimals: 2 },
  { name: 'fitted', label: 'On the line', decimals },
  { name: 'line_low', label: 'Line, low', decimals },
  { name: 'line_high', label: 'Line, high', decimals },
  { name: 'prediction_low', label: 'Prediction, low', decimals },
  { name: 'prediction_high', label: 'Prediction, high', decimals },
]

/** The regression of wRVU on measure: bands and line, named comparators, the read-out with its interval, the baseline. */
export function regressionPicture(data: RegressionData): Picture {
  const { name, title, comparators, readOut, baseline } = data
  const limits = (point: LinePoint) => [point.fitted, ...point.line, ...point.prediction]
  return drawPicture(
    {
      name,
      title,
      description: describe(data),
      columns: columnsWith(data.decimals),
      rows: [
        ...comparators.map((one) => ['comparator', one.name, one.measure, one.wrvu, ...limits(one)]),
        ['target', data.target, readOut.measure, null, ...limits(readOut)],
        ['mean of comparators', '', null, baseline, null, null, null, null, null],
      ],
    },
    (frame) => draw({ ...data, band: data.band.filter(isDrawablePoint) }, frame),
  )
}

function isDrawablePoint({ measure, fitted, line, prediction }: LinePoint): boolean {
  return [measure, fitted, ...line, ...prediction].every(isDrawable)
}

function describe({ target, readOut, baseline, comparators, r2, level, decimals }: RegressionData): string {
  const value = numberText(readOut.fitted, decimals)
  return (
    `Each circle is a comparator: its measure across, its published wRVU upwards. ` +
    `Read at ${measureText(readOut.measure)} logits, the line gives ${value} wRVU for ${target}; ` +
    `${level} % prediction interval ${rangeText(readOut.prediction, decimals)}, of the line ` +
    `${rangeText(readOut.line, decimals)}. R² ${numberText(r2, 2)}, ${countText(comparators.length, 'comparator')}; ` +
    `their mean, which needs no survey, is ${numberText(baseline, decimals)}.` +
    bundleNote(comparators.map((one) => one.name))
  )
}

function draw(data: RegressionData, frame: Frame): Drawing {
  if (!isDrawablePoint(data.readOut))
    return withoutNumbers(frame, 'The line gives no number that can be drawn.')
  const height = frame.isNarrow ? 400 : 470
  const layout = layOut(data, frame, height)
  const { x, y, plot } = layout
  const points = data.comparators.filter((one) => isDrawable(one.measure) && isDrawable(one.wrvu))
  const marks = points.map((one) => ({
    x: x.scale(one.measure),
    y: y.scale(one.wrvu),
    radius: 4.5,
    name: one.name,
  }))
  const [low = 0, high = 0] = y.scale.domain()
  const path = data.band
    .filter((one) => one.fitted >= low && one.fitted <= high)
    .map((one): [number, number] => [x.scale(one.measure), y.scale(one.fitted)])
  const along = boxesAlong(path)
  const own = ownLabels(data, layout, marks.map(markOf), along)
  const names = nameMarks(marks, frame.isNarrow ? [110, 76, 56] : [170, 110, 76], (named) =>
    placeLabels(named, plot, own.taken, [...along, ...own.crossed]),
  )
  return {
    height,
    parts: [
      ...drawBands(data.band, layout),
      axisLeft(y, plot, 'wRVU'),
      axisBelow(x, plot, data.measureTitle),
      element('path', { d: line().digits(2)(path) ?? '', class: 'fit' }),
      ...own.parts,
      ...drawMarks(points, marks),
      ...drawNames(names, plot),
    ],
  }
}

function drawMarks(points: RegressionData['comparators'], marks: Named[]): Markup[] {
  return marks.map(({ x, y, radius }, index) => {
    const { name, measure, wrvu } = points[index]!
    const text = `${name}: ${numberText(wrvu, 2)} wRVU, measure ${numberText(measure, 2)}`
    return element(
      'g',
      {},
      element('title', {}, words(text)),
      element('circle', { cx: x, cy: y, r: radius, class: 'comparator' }),
    )
  })
}
