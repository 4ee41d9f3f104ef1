import { line } from 'd3-shape'
import { axisBelow, axisLeft, axisOver, domainOf, namesWidth } from './axes.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable, numberText } from './number-text.ts'
import { type Column, type Drawing, drawPicture, type Frame, type Picture } from './picture.ts'
import { type Box, boxesAlong, placeText } from './place-labels.ts'

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

/** Lines are told apart by their dashes as well, for print without colours. */
const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '1 5', '12 4']

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
          'stroke-dasharray': dashes[index % dashes.length],
        }),
      ),
      ...nameCurves(curves, paths, plot),
    ],
  }
}

/** Each name stands over its curve's highest place, or beside it where another curve passes. */
function nameCurves(curves: CategoryCurvesData['curves'], paths: [number, number][][], plot: Box): Markup[] {
  const taken: Box[] = paths.flatMap((path) => boxesAlong(path, 1))
  return paths.flatMap((path, index) => {
    const top = path.reduce<[number, number] | undefined>(
      (best, one) => (!best || one[1] < best[1] ? one : best),
      undefined,
    )
    if (!top) return []
    const name = curves[index]!.name
    const anchor = top[0] < plot.left + 60 ? 'start' : top[0] > plot.right - 60 ? 'end' : 'middle'
    const shifts = [-8, 18, -22, 32, 46, 60, 80, 100]
    const sides = anchor === 'start' ? [4, 40, 80] : anchor === 'end' ? [-4, -40, -80] : [0, -50, 50, -90, 90]
    const spots = sides.flatMap((side) =>
      shifts.map((down) => ({ x: top[0] + side, y: top[1] + down, anchor }) as const),
    )
    const spot = placeText(name, spots, plot, taken)
    taken.push(spot.box)
    return [textAt(spot.x, spot.y, name, { class: 'strong', anchor: spot.anchor })]
  })
}
