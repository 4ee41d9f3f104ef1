import { line } from 'd3-shape'
import { axisBelow, axisLeft, axisOver, domainOf, namesWidth, type Plot } from './axes.ts'
import { boxesAlong } from './boxes.ts'
import { dashOf } from './line-names.ts'
import { element, lineFrom, type Markup } from './markup.ts'
import { drawNames, nameMarks } from './name-marks.ts'
import { isDrawable, numberText } from './number-text.ts'
import { type Column, type Drawing, drawPicture, type Frame, type Picture } from './picture.ts'
import { placeLabels } from './place-labels.ts'

/** How likely each answer is, along the scale. */
export interface CategoryCurvesData {
  name: string
  title: string
  /** such as `Measure of the surgeon less that of the item (logits)` */
  measureTitle: string
  /** categories in their order, each at the same ascending measures */
  curves: { name: string; points: { measure: number; probability: number }[] }[]
  /** Andrich thresholds: where neighbouring curves cross */
  thresholds: number[]
}

/** Category probability curves with the thresholds where neighbours cross. */
export function categoryCurvesPicture(data: CategoryCurvesData): Picture {
  const { name, title, curves, thresholds } = data
  const isOrdered = thresholds.every((one, index) => index === 0 || one > thresholds[index - 1]!)
  const columns: Column[] = [
    { name: 'measure', label: 'Measure (logits)', decimals: 2 },
    ...curves.map((curve, index) => ({ name: `p_category_${index}`, label: curve.name, decimals: 3 })),
  ]
  const places = thresholds.map((one) => numberText(one, 2)).join(', ')
  return drawPicture(
    {
      name,
      title,
      description:
        `How likely each answer is, from left (less) to right (more). ` +
        `Neighbouring curves cross at ${places} logits, ${isOrdered ? 'in order' : 'out of order: one answer is nowhere the most likely'}.`,
      columns,
      rows: (curves[0]?.points ?? []).map((point, index) => [
        point.measure,
        ...curves.map((curve) => curve.points[index]?.probability ?? null),
      ]),
    },
    (frame) => draw(data, frame),
  )
}

function draw({ measureTitle, curves, thresholds }: CategoryCurvesData, frame: Frame): Drawing {
  const height = frame.isNarrow ? 310 : 350
  const y = axisOver([0, 1], [height - 50, 34], { most: 5 })
  const plot = { left: namesWidth(y) + 16, right: frame.width - 18, top: 34, bottom: height - 50 }
  const measures = curves.flatMap((curve) => curve.points.map((point) => point.measure))
  const x = axisOver(domainOf(measures), [plot.left, plot.right], { most: 8, round: false })
  const paths = curves.map((curve) =>
    curve.points
      .filter(({ measure, probability }) => isDrawable(measure) && isDrawable(probability))
      .map(({ measure, probability }): [number, number] => [x.scale(measure), y.scale(probability)]),
  )
  const [low = 0, high = 0] = x.scale.domain()
  return {
    height,
    parts: [
      axisLeft(y, plot, 'Probability'),
      axisBelow(x, plot, measureTitle),
      ...thresholds
        .filter((one) => one >= low && one <= high)
        .map((one) => lineFrom([x.scale(one), plot.top], [x.scale(one), plot.bottom], 'reference')),
      ...paths.map((path, index) =>
        element('path', {
          d: line().digits(2)(path) ?? '',
          class: 'curve',
          'stroke-dasharray': dashOf(index),
        }),
      ),
      ...nameCurves(
        curves.map((curve) => curve.name),
        paths,
        plot,
        frame,
      ),
    ],
  }
}

/** Each name stands by its curve's highest place; where curves leave no room it may lie over one. */
function nameCurves(names: string[], paths: [number, number][][], plot: Plot, frame: Frame): Markup[] {
  const tops = paths.map((path) =>
    path.reduce<[number, number]>((best, one) => (one[1] < best[1] ? one : best), [plot.left, plot.bottom]),
  )
  const peaks = tops.map(([x, y], index) => ({ x, y, radius: 2, name: names[index]! }))
  const lines = paths.flatMap((path) => boxesAlong(path, 1))
  return drawNames(
    nameMarks(peaks, frame.isNarrow ? [130, 90] : [220, 140], (named) => {
      const clear = placeLabels(named, plot, lines)
      return clear.every((label) => label) ? clear : placeLabels(named, plot, [], lines)
    }),
    plot,
  )
}
