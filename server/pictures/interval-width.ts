import { area, line } from 'd3-shape'
import { axisBelow, axisLeft, axisOver, domainOf, namesWidth } from './axes.ts'
import { type Box, boxesAlong } from './boxes.ts'
import { dashOf, nameLines } from './line-names.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable, numberText } from './number-text.ts'
import {
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { placeText } from './place-text.ts'

/** How wide the interval is, or will be, with more surgeons. */
export interface IntervalWidthData {
  name: string
  title: string
  /** how the axis calls the width, such as `Width of the 95 % interval (wRVU)` */
  widthTitle: string
  /** one line a design or construct; low and high where simulations scatter */
  series: { name: string; points: { surgeons: number; width: number; low?: number; high?: number }[] }[]
  /** surgeons who have answered so far */
  now: number | null
  /** the width of the stopping rule */
  goal: number | null
}

const columns: Column[] = [
  { name: 'series', label: 'Line' },
  { name: 'surgeons', label: 'Surgeons' },
  { name: 'width', label: 'Width', decimals: 2 },
  { name: 'low', label: 'Low', decimals: 2 },
  { name: 'high', label: 'High', decimals: 2 },
]

/** Interval width against the number of surgeons, with where the study stands and what it aims at. */
export function intervalWidthPicture(data: IntervalWidthData): Picture {
  const { name, title, series, now, goal } = data
  const sorted = series.map((one) => ({
    ...one,
    points: [...one.points].sort((a, b) => a.surgeons - b.surgeons),
  }))
  const ends = sorted.flatMap(({ name: line, points }) => {
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last) return []
    return [
      `${line[0]?.toUpperCase() ?? ''}${line.slice(1)}: ${numberText(first.width, 1)} with ${first.surgeons}, ${numberText(last.width, 1)} with ${last.surgeons} surgeons.`,
    ]
  })
  return drawPicture(
    {
      name,
      title,
      description: [
        'The more surgeons, the narrower the interval.',
        ...ends,
        now === null ? '' : `${now} have answered so far.`,
        goal === null ? '' : `The study aims at ${numberText(goal, 1)}.`,
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      columns,
      rows: sorted.flatMap((one) =>
        one.points.map((point) => [
          one.name,
          point.surgeons,
          point.width,
          point.low ?? null,
          point.high ?? null,
        ]),
      ),
    },
    (frame) => draw({ ...data, series: sorted }, frame),
  )
}

function draw({ widthTitle, series, now, goal }: IntervalWidthData, frame: Frame): Drawing {
  const shown = series
    .map((one) => ({
      ...one,
      points: one.points.filter((point) => isDrawable(point.surgeons) && isDrawable(point.width)),
    }))
    .filter((one) => one.points.length > 0)
  const all = shown.flatMap((one) => one.points)
  if (all.length === 0) return withoutNumbers(frame, 'No width is known yet.')
  const height = frame.isNarrow ? 320 : 350
  const y = axisOver(
    domainOf([0, ...all.flatMap((one) => [one.width, one.low, one.high]), goal]),
    [height - 50, 34],
    { most: 6 },
  )
  const plot = {
    left: Math.min(frame.width / 3, namesWidth(y) + 16),
    right: frame.width - 18,
    top: 34,
    bottom: height - 50,
  }
  const x = axisOver(domainOf([0, ...all.map((one) => one.surgeons), now]), [plot.left, plot.right], {
    most: frame.isNarrow ? 5 : 9,
  })
  const paths = shown.map((one) =>
    one.points.map((point): [number, number] => [x.scale(point.surgeons), y.scale(point.width)]),
  )
  const marks = referencesOf(
    { now, goal },
    { x: x.scale, y: y.scale },
    plot,
    paths.flatMap((path) => boxesAlong(path)),
  )
  const names = nameLines(
    shown.map((one) => one.name),
    paths,
    { plot, taken: marks.taken, top: height + 4, frame },
  )
  return {
    height: height + names.height,
    parts: [
      ...shown.map((one) => drawScatter(one.points, x.scale, y.scale)),
      axisLeft(y, plot, widthTitle),
      axisBelow(x, plot, 'Surgeons'),
      ...marks.parts,
      ...paths.flatMap((path, index) => [
        element('path', {
          d: line().digits(2)(path) ?? '',
          class: 'curve',
          'stroke-dasharray': dashOf(index),
        }),
        ...path.map(([cx, cy]) => element('circle', { cx, cy, r: 3, class: 'dot' })),
      ]),
      ...names.parts,
    ],
  }
}

type Scale = (value: number) => number

function drawScatter(points: IntervalWidthData['series'][number]['points'], x: Scale, y: Scale): Markup {
  const shape = area<(typeof points)[number]>()
    .defined((one) => isDrawable(one.low) && isDrawable(one.high))
    .x((one) => x(one.surgeons))
    .y0((one) => y(one.low!))
    .y1((one) => y(one.high!))
    .digits(2)
  return element('path', { d: shape(points) ?? '', class: 'band line-band' })
}

function referencesOf(
  { now, goal }: Pick<IntervalWidthData, 'now' | 'goal'>,
  { x, y }: { x: Scale; y: Scale },
  plot: Box,
  lines: Box[],
): { parts: Markup[]; taken: Box[] } {
  const found: { parts: Markup[]; taken: Box[] } = { parts: [], taken: [...lines] }
  if (isDrawable(goal)) {
    const spots = [plot.left + 6, (plot.left + plot.right) / 2].flatMap((at) =>
      [y(goal) + 16, y(goal) - 6].map((top) => ({ x: at, y: top, anchor: 'start' as const })),
    )
    const text = `aim ${numberText(goal, 1)}`
    const spot = placeText(text, spots, plot, found.taken)
    found.parts.push(lineFrom([plot.left, y(goal)], [plot.right, y(goal)], 'baseline'))
    found.parts.push(textAt(spot.x, spot.y, text, { class: 'baseline-name' }))
    found.taken.push(spot.box)
  }
  if (isDrawable(now)) {
    const text = `now ${now}`
    const spots = [plot.top + 12, plot.bottom - 8].flatMap((top) => [
      { x: x(now) + 6, y: top, anchor: 'start' as const },
      { x: x(now) - 6, y: top, anchor: 'end' as const },
    ])
    const spot = placeText(text, spots, plot, found.taken)
    found.parts.push(lineFrom([x(now), plot.top], [x(now), plot.bottom], 'reference'))
    found.parts.push(textAt(spot.x, spot.y, text, { class: 'reference-name', anchor: spot.anchor }))
    found.taken.push(spot.box)
  }
  return found
}
