import { type Axis, axisBelow, axisLeft, axisOver, domainOf, namesWidth, type Plot } from './axes.ts'
import { boxesAlong } from './boxes.ts'
import { bundleNote } from './bundle-names.ts'
import { markOf } from './label-spots.ts'
import { element, lineFrom, type Markup, textAt, words } from './markup.ts'
import { drawNames, nameMarks } from './name-marks.ts'
import { countText, isDrawable, numberText, rangeText } from './number-text.ts'
import {
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { placeLabels } from './place-labels.ts'

/** How well each item fits the model, along the scale. */
export interface ItemFitData {
  name: string
  title: string
  measureTitle: string
  items: { name: string; measure: number; infit: number; outfit: number }[]
  /** mean squares that count as fitting, such as 0.6 to 1.4 */
  limits: readonly [low: number, high: number]
}

const columns: Column[] = [
  { name: 'item', label: 'Item' },
  { name: 'measure', label: 'Measure (logits)', decimals: 3 },
  { name: 'infit', label: 'Infit', decimals: 3 },
  { name: 'outfit', label: 'Outfit', decimals: 3 },
]

/** Infit (filled) and outfit (hollow diamond) of each item against its measure, with the range that counts as fitting. */
export function itemFitPicture(data: ItemFitData): Picture {
  const { name, title, items, limits } = data
  const isOut = (value: number) => value < limits[0] || value > limits[1]
  const odd = items.filter((item) => isOut(item.infit) || isOut(item.outfit))
  const named = odd.slice(0, 8).map((item) => item.name)
  const rest = odd.length - named.length
  return drawPicture(
    {
      name,
      title,
      description:
        `Infit (dot) and outfit (diamond) of ${countText(items.length, 'item')}; 1 is what the model expects. ` +
        (odd.length === 0
          ? `All lie from ${rangeText(limits, 1)}.`
          : `Outside ${rangeText(limits, 1)}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`) +
        bundleNote(items.map((item) => item.name)),
      columns,
      rows: items.map((item) => [item.name, item.measure, item.infit, item.outfit]),
    },
    (frame) => draw(data, frame),
  )
}

function draw({ measureTitle, items, limits }: ItemFitData, frame: Frame): Drawing {
  const shown = items.filter((item) => [item.measure, item.infit, item.outfit].every(isDrawable))
  if (shown.length === 0) return withoutNumbers(frame, 'No item has fit statistics yet.')
  const { x, y, plot, height } = layOut(shown, limits, frame)
  const dots = shown.map(({ name, measure, infit }) => ({
    x: x.scale(measure),
    y: y.scale(infit),
    radius: 4.5,
    name,
  }))
  const diamonds = shown.map(({ measure, outfit }) => ({
    x: x.scale(measure),
    y: y.scale(outfit),
    radius: 5,
    name: '',
  }))
  const stems = dots.map(
    (dot, index) =>
      [
        [dot.x, dot.y],
        [dot.x, diamonds[index]!.y],
      ] as const,
  )
  const names = nameMarks(dots, frame.isNarrow ? [100, 70, 52] : [160, 100, 70], (named) =>
    placeLabels(
      named,
      plot,
      diamonds.map(markOf),
      stems.flatMap((stem) => boxesAlong(stem)),
    ),
  )
  return {
    height,
    parts: [
      ...drawLimits(limits, y, plot),
      axisLeft(y, plot, 'Mean square'),
      axisBelow(x, plot, measureTitle),
      lineFrom([plot.left, y.scale(1)], [plot.right, y.scale(1)], 'reference'),
      textAt(plot.right, frame.isNarrow ? 14 : 18, '● infit   ◇ outfit', { class: 'tick', anchor: 'end' }),
      ...stems.map(([from, to]) => lineFrom(from, to, 'leader')),
      ...dots.flatMap((dot, index) => drawItem(shown[index]!, dot, diamonds[index]!)),
      ...drawNames(names, frame.isNarrow ? plot : { ...plot, right: plot.right - 130 }),
    ],
  }
}

function layOut(shown: ItemFitData['items'], limits: ItemFitData['limits'], frame: Frame) {
  const height = frame.isNarrow ? 360 : 400
  // On a phone the key has a line for itself.
  const top = frame.isNarrow ? 48 : 34
  const values = shown.flatMap((item) => [item.infit, item.outfit])
  const y = axisOver(domainOf([0, ...values, 1.2 * limits[1]]), [height - 50, top], { most: 7 })
  const left = Math.min(frame.width / 3, namesWidth(y) + 16)
  const plot: Plot = { left, right: frame.width - 18, top, bottom: height - 50 }
  const measures = shown.map((item) => item.measure)
  const most = frame.isNarrow ? 5 : 8
  const x = axisOver(domainOf(measures, { room: 0.06 }), [plot.left, plot.right], { most })
  return { x, y, plot, height }
}

function drawLimits(limits: ItemFitData['limits'], y: Axis, plot: Plot): Markup[] {
  const [low, high] = [y.scale(limits[0]), y.scale(limits[1])]
  const { left, right } = plot
  return [
    element('rect', { x: left, y: high, width: right - left, height: low - high, class: 'band line-band' }),
    ...[low, high].map((limit) => lineFrom([left, limit], [right, limit], 'limit')),
  ]
}

type Place = { x: number; y: number }

function drawItem(item: ItemFitData['items'][number], infit: Place, outfit: Place): Markup[] {
  const { x, y } = outfit
  const text = `${item.name}: infit ${numberText(item.infit, 2)}, outfit ${numberText(item.outfit, 2)}`
  return [
    element('path', {
      d: `M${at(x)},${at(y - 6)}L${at(x + 5)},${at(y)}L${at(x)},${at(y + 6)}L${at(x - 5)},${at(y)}Z`,
      class: 'comparator',
    }),
    element(
      'g',
      {},
      element('title', {}, words(text)),
      element('circle', { cx: infit.x, cy: infit.y, r: 4.5, class: 'dot' }),
    ),
  ]
}

function at(value: number): string {
  return value.toFixed(2)
}
