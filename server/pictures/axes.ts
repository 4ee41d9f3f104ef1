import { extent } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable } from './number-text.ts'
import { shorten, textWidth } from './text-width.ts'

/** The area inside the axes, in pixels. */
export interface Plot {
  left: number
  right: number
  top: number
  bottom: number
}

/** A scale with the places it names. */
export interface Axis {
  scale: ScaleLinear<number, number>
  ticks: { value: number; text: string }[]
}

export const tickSize = 12

/** Which values a scale must show; `zero`: from 0 where that wastes less than half; `room`: share added at the ends. */
export function domainOf(
  values: Iterable<number | null | undefined>,
  options: { zero?: boolean; room?: number } = {},
): [low: number, high: number] {
  const [low = 0, high = 1] = extent([...values].filter(isDrawable))
  const size = Math.max(Math.abs(low), Math.abs(high))
  // Values that are all the same, or nearly so for their size, have no span to draw.
  const span = high - low > Math.max(1e-6, 1e-6 * size) ? high - low : Math.max(0.5, 0.1 * size)
  const middle = (low + high) / 2
  const half = span / 2 + span * (options.room ?? 0)
  const from = options.zero && low >= 0 && low <= high / 2 ? 0 : middle - half
  return [from, middle + half]
}

/** Returns an axis over round numbers; as many are named as find room without touching. */
export function axisOver(
  domain: readonly [number, number],
  range: readonly [number, number],
  options: { most?: number; round?: boolean } = {},
): Axis {
  const scale = scaleLinear(domain, range)
  const length = Math.abs(range[1] - range[0])
  const isLevel = range[1] > range[0]
  for (let count = options.most ?? 7; ; count--) {
    if (options.round !== false) scale.domain(domain).nice(count)
    const ticks = tickTexts(scale, count)
    const needed = ticks.reduce((sum, { text }) => sum + (isLevel ? textWidth(text, tickSize) + 16 : 22), 0)
    if (needed <= length || count <= 1) return { scale, ticks }
  }
}

function tickTexts(scale: ScaleLinear<number, number>, count: number): Axis['ticks'] {
  const isHuge = scale.domain().some((end) => Math.abs(end) >= 1e6)
  // d3 writes the true minus sign.
  const format = scale.tickFormat(count, isHuge ? '~g' : undefined)
  return scale.ticks(count).map((value) => ({ value, text: format(value) }))
}

/** Width that the names of an upright axis take, in pixels. */
export function namesWidth(axis: Axis): number {
  return Math.max(0, ...axis.ticks.map(({ text }) => textWidth(text, tickSize)))
}

/** Draws the axis under the plot with its title, and hairlines up through it where asked for. */
export function axisBelow(axis: Axis, plot: Plot, title: string, hairlines = false): Markup {
  const middle = (plot.left + plot.right) / 2
  return element(
    'g',
    {},
    ...(hairlines
      ? axis.ticks.map(({ value }) =>
          lineFrom([axis.scale(value), plot.top], [axis.scale(value), plot.bottom], 'hairline'),
        )
      : []),
    lineFrom([plot.left, plot.bottom], [plot.right, plot.bottom], 'axis'),
    ...axis.ticks.map(({ value, text }) =>
      textAt(axis.scale(value), plot.bottom + 18, text, { class: 'tick', anchor: 'middle' }),
    ),
    nameOver(middle, plot.bottom + 38, shorten(title, plot.right - 4), {
      from: 2,
      to: plot.right + 8,
      class: 'axis-title',
    }),
  )
}

/** Draws the axis left of the plot with hairlines through it; its title stands level, above its names. */
export function axisLeft(axis: Axis, plot: Plot, title: string): Markup {
  return element(
    'g',
    {},
    ...axis.ticks.map(({ value }) =>
      lineFrom([plot.left, axis.scale(value)], [plot.right, axis.scale(value)], 'hairline'),
    ),
    ...axis.ticks.map(({ value, text }) =>
      textAt(plot.left - 8, axis.scale(value) + 4, text, { class: 'tick', anchor: 'end' }),
    ),
    textAt(2, plot.top - 14, shorten(title, plot.right - 4), { class: 'axis-title' }),
  )
}

/** Writes a name over a place, moved sideways where it would leave the room from … to. */
export function nameOver(
  at: number,
  y: number,
  name: string,
  room: { from: number; to: number; class: string },
): Markup {
  const half = textWidth(name) / 2
  const x = Math.max(Math.min(at, room.to - half), room.from + half)
  return textAt(x, y, name, { class: room.class, anchor: 'middle' })
}
