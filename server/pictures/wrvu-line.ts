import { axisBelow, axisOver, domainOf } from './axes.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { countText, isDrawable, numberText } from './number-text.ts'
import {
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { textWidth } from './text-width.ts'

/** Comparators where their work RVUs stand, and the value expected for the target. */
export interface WrvuLineData {
  name: string
  title: string
  points: { name: string; wrvu: number | null; year: number | null }[]
  expected: number | null
}

const columns: Column[] = [
  { name: 'comparator', label: 'Comparator' },
  { name: 'wrvu', label: 'wRVU', decimals: 2 },
  { name: 'year', label: 'Year' },
]

/** Rows of names above the line at most; further names would stand too far from their points. */
const mostRows = 7
const rowHeight = 19

/** The line of work RVUs with the comparators on it, named as far as there is room. */
export function wrvuLinePicture({ name, title, points, expected }: WrvuLineData): Picture {
  const known = points
    .flatMap((point) => (isDrawable(point.wrvu) ? [{ name: point.name, wrvu: point.wrvu }] : []))
    .sort((a, b) => a.wrvu - b.wrvu)
  const [least, most] = [known[0], known.at(-1)]
  return drawPicture(
    {
      name,
      title,
      description: [
        least && most
          ? `${countText(known.length, 'comparator')} from ${least.name} with ${numberText(least.wrvu, 2)} to ${most.name} with ${numberText(most.wrvu, 2)} wRVU.`
          : 'No comparator has a work RVU yet.',
        isDrawable(expected) ? `The value expected for the target is ${numberText(expected, 2)}.` : '',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      columns,
      rows: points.map((point) => [point.name, point.wrvu, point.year]),
    },
    (frame) => draw(known, isDrawable(expected) ? expected : null, frame),
  )
}

function draw(known: { name: string; wrvu: number }[], expected: number | null, frame: Frame): Drawing {
  if (known.length === 0 && expected === null)
    return withoutNumbers(frame, 'Comparators stand here as they are entered.')
  const plot = { left: 16, right: frame.width - 16, top: 0, bottom: 0 }
  const axis = axisOver(domainOf([...known.map(({ wrvu }) => wrvu), expected], { zero: true, room: 0.04 }), [
    plot.left,
    plot.right,
  ])
  const placed = placeRows(
    known.map((one) => ({ ...one, x: axis.scale(one.wrvu) })),
    plot,
  )
  const rows = Math.max(1, ...placed.map(({ row }) => (row ?? 0) + 1))
  const top = expected === null ? 14 : 34
  const lineAt = top + rows * rowHeight + 14
  const below = { ...plot, top, bottom: lineAt }
  const heightOf = (row: number) => lineAt - 14 - row * rowHeight
  return {
    height: lineAt + 50,
    parts: [
      axisBelow(axis, below, 'Work RVU'),
      ...expectedParts(expected, axis.scale, below),
      ...placed.flatMap(({ x, row }) =>
        row === undefined ? [] : [lineFrom([x, lineAt - 5], [x, heightOf(row) + 4], 'leader')],
      ),
      ...placed.map(({ x }) => element('circle', { cx: x, cy: lineAt, r: 5, class: 'comparator' })),
      // Names come last: a leader on its way up runs behind them.
      ...placed.flatMap(({ name, row, at }) =>
        row === undefined ? [] : [textAt(at, heightOf(row), name, { class: 'point-name', anchor: 'middle' })],
      ),
    ],
  }
}

function expectedParts(
  expected: number | null,
  scale: (value: number) => number,
  plot: { left: number; right: number; top: number; bottom: number },
): Markup[] {
  if (expected === null) return []
  const x = scale(expected)
  const text = `expected ${numberText(expected, 2)}`
  const half = textWidth(text) / 2
  const at = Math.max(plot.left + half, Math.min(plot.right - half, x))
  return [
    lineFrom([x, plot.top - 14], [x, plot.bottom + 6], 'baseline'),
    textAt(at, plot.top - 20, text, { class: 'baseline-name', anchor: 'middle' }),
  ]
}

type Placed = { x: number; name: string; row: number | undefined; at: number }

/** Gives each name the lowest row in which it touches no other; a name without room is left to the table. */
function placeRows(known: { x: number; name: string }[], plot: { left: number; right: number }): Placed[] {
  const ends: number[] = []
  return known.map(({ x, name }) => {
    const half = textWidth(name) / 2
    const at = Math.max(plot.left + half, Math.min(plot.right - half, x))
    const free = ends.findIndex((end) => end + 8 <= at - half)
    const row = free >= 0 ? free : ends.length < mostRows ? ends.length : undefined
    // A name much longer than the picture would stand over both ends of it.
    if (row === undefined || 2 * half > plot.right - plot.left) return { x, name, row: undefined, at }
    ends[row] = at + half
    return { x, name, row, at }
  })
}
