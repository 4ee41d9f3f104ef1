import { quantileSorted, tickIncrement } from 'd3-array'
import { axisBelow, axisLeft, axisOver, domainOf, nameOver, namesWidth } from './axes.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable } from './number-text.ts'
import { type Drawing, type Frame, withoutNumbers } from './picture.ts'

/** How many values lie from (with) to (without). */
export interface Bin {
  from: number
  to: number
  count: number
}

/**
 * Counts values into bins of a round width, at most `most` of them; together they hold every value. With `tail`
 * the highest two hundredths share the last bin, so that a few long pauses do not squeeze the rest.
 */
export function binsOf(values: readonly number[], options: { most?: number; tail?: boolean } = {}): Bin[] {
  const sorted = values.filter(isDrawable).sort((a, b) => a - b)
  if (sorted.length === 0) return []
  const low = sorted[0]!
  const high = sorted.at(-1)!
  const most = options.most ?? 24
  const end = options.tail ? quantileSorted(sorted, 0.98)! : high
  const { width, first, inside } = gridOver(low, end, most)
  const top = (first + inside) * width
  const counts = new Array<number>(inside + (options.tail && high >= top ? 1 : 0)).fill(0)
  // A value on a border belongs to the bin above it.
  for (const value of sorted)
    counts[Math.min(Math.max(Math.floor(value / width) - first, 0), counts.length - 1)]! += 1
  return counts.map((count, index) => ({
    from: (first + index) * width,
    to: index === inside ? high : (first + index + 1) * width,
    count,
  }))
}

/** Bins of a round width (1, 2 or 5 times a power of ten) that hold low and high, at most `most` of them. */
function gridOver(low: number, high: number, most: number): { width: number; first: number; inside: number } {
  const size = Math.max(Math.abs(low), Math.abs(high), 1e-3)
  // Values that are all the same get one bin of a fitting width.
  const span = high - low > 1e-6 * size ? high - low : 0.1 * size
  for (let wanted = most; ; wanted--) {
    const increment = tickIncrement(0, span, Math.max(wanted, 1))
    const width = increment > 0 ? increment : -1 / increment
    const first = Math.floor(low / width)
    const inside = Math.floor(high / width) - first + 1
    if (inside <= most || wanted <= 1) return { width, first, inside }
  }
}

/** A place on the axis that is pointed out. */
export interface Mark {
  value: number
  name: string
  look: 'reference' | 'baseline'
}

export interface Histogram {
  bins: Bin[]
  axisTitle: string
  countTitle: string
  marks: Mark[]
  /** what the last bin says under it where it holds a tail */
  tailText?: string
}

/** Draws bins as bars with the number of values upwards. */
export function drawHistogram(
  { bins, axisTitle, countTitle, marks, tailText }: Histogram,
  frame: Frame,
): Drawing {
  if (bins.length === 0) return withoutNumbers(frame, 'There is nothing to count yet.')
  const shown = marks.filter(({ value }) => isDrawable(value))
  const height = 250 + 18 * shown.length
  const [first, last] = [bins[0]!, bins.at(-1)!]
  const width = first.to - first.from
  const top = 36 + 18 * shown.length
  const y = axisOver([0, Math.max(1, ...bins.map((bin) => bin.count))], [height - 50, top], { most: 4 })
  // Counts are whole: no names between them.
  const whole = {
    ...y,
    ticks: y.ticks.flatMap((tick) =>
      Number.isInteger(tick.value) ? [{ ...tick, text: tick.text.replace(/\.0+$/, '') }] : [],
    ),
  }
  const plot = { left: namesWidth(whole) + 16, right: frame.width - 18, top, bottom: height - 50 }
  const end = tailText === undefined ? last.to : last.from + width
  // One or two bars stand in the middle of some room, not as a wall.
  const room = Math.max(0, 2 - bins.length / 2) * width
  const x = axisOver(
    domainOf([first.from - room, end + room, ...shown.map(({ value }) => Math.min(value, end))]),
    [plot.left, plot.right],
    {
      most: frame.isNarrow ? 5 : 9,
      round: false,
    },
  )
  const bars = bins.map((bin) => {
    const left = x.scale(bin.from)
    const right = x.scale(bin === last ? end : bin.to)
    const up = y.scale(bin.count)
    return element('rect', {
      x: left,
      y: up,
      width: Math.max(right - left - 1, 0.5),
      height: plot.bottom - up,
      class: tailText !== undefined && bin === last ? 'bar tail' : 'bar',
    })
  })
  return {
    height,
    parts: [
      axisLeft(whole, plot, countTitle),
      ...bars,
      axisBelow(x, plot, axisTitle),
      tailText === undefined
        ? undefined
        : textAt(plot.right, y.scale(last.count) - 5, tailText, { class: 'tick', anchor: 'end' }),
      ...shown.flatMap((mark, index) =>
        drawMark(mark, x.scale(Math.min(mark.value, end)), plot, 14 + 18 * index),
      ),
    ],
  }
}

function drawMark(
  { name, look }: Mark,
  at: number,
  plot: { right: number; bottom: number; left: number },
  y: number,
): Markup[] {
  return [
    lineFrom([at, y + 4], [at, plot.bottom], look),
    nameOver(at, y, name, { from: plot.left, to: plot.right, class: `${look}-name` }),
  ]
}
