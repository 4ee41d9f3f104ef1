import { deviation, mean } from 'd3-array'
import { type Axis, axisOver, domainOf, type Plot } from './axes.ts'
import { type Bin, binsOf } from './histogram.ts'
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
import { spread } from './spread.ts'
import { shortNames, textWidth } from './text-width.ts'

/** Surgeons and items on one scale. */
export interface WrightMapData {
  name: string
  title: string
  /** measures of the surgeons in logits; empty where the model has none, as in paired comparison */
  persons: readonly number[]
  items: { name: string; measure: number; isTarget: boolean }[]
}

const columns: Column[] = [
  { name: 'what', label: 'What' },
  { name: 'name', label: 'Name' },
  { name: 'measure', label: 'Measure (logits)', decimals: 3 },
  { name: 'measure_to', label: 'To', decimals: 3 },
  { name: 'surgeons', label: 'Surgeons' },
]

/** The Wright map: how the surgeons lie on the left, the items on the right, one scale between them. */
export function wrightMapPicture({ name, title, persons, items }: WrightMapData): Picture {
  const known = persons.filter(isDrawable)
  const sorted = [...items].sort((a, b) => b.measure - a.measure)
  const bins = binsOf(known, { most: 36 })
  return drawPicture(
    {
      name,
      title,
      description: describe(known, items),
      columns,
      rows: [
        ...sorted.map((one) => [one.isTarget ? 'target' : 'item', one.name, one.measure, null, null]),
        ...bins.map((bin) => ['surgeons', '', bin.from, bin.to, bin.count]),
      ],
    },
    (frame) => draw({ persons: known, bins, items: sorted.filter((one) => isDrawable(one.measure)) }, frame),
  )
}

function describe(persons: number[], items: WrightMapData['items']): string {
  const shown = `${countText(items.length, 'item')} by measure on the right, the most demanding at the top`
  if (persons.length === 0) return `${shown}.`
  const spreadText =
    persons.length > 1 ? `, standard deviation ${numberText(deviation(persons) ?? 0, 2)}` : ''
  return `${shown}; ${countText(persons.length, 'surgeon')} on the left, mean ${numberText(mean(persons) ?? 0, 2)}${spreadText}.`
}

type Shown = { persons: number[]; bins: Bin[]; items: WrightMapData['items'] }

function draw({ persons, bins, items }: Shown, frame: Frame): Drawing {
  if (items.length + persons.length === 0) return withoutNumbers(frame, 'There is nothing to map yet.')
  const height = Math.max(frame.isNarrow ? 400 : 440, items.length * 17 + 60)
  const namesRoom = Math.max(0, ...items.map((one) => textWidth(one.name) * 1.08))
  const plot: Plot = {
    left: 8,
    right: Math.min(Math.max(frame.width - 70 - namesRoom, frame.width * 0.42), frame.width * 0.62),
    top: 40,
    bottom: height - 16,
  }
  const ends = [...items.map((one) => one.measure), ...bins.flatMap((bin) => [bin.from, bin.to])]
  const axis = axisOver(domainOf(ends, { room: 0.02 }), [plot.bottom, plot.top], { most: 9 })
  return {
    height,
    parts: [
      textAt(plot.right - 44, 18, bins.length > 0 ? 'surgeons' : '', { class: 'axis-title', anchor: 'end' }),
      textAt(plot.right, 18, 'logits', { class: 'tick', anchor: 'middle' }),
      textAt(plot.right + 34, 18, 'items', { class: 'axis-title' }),
      ...drawPersons(bins, persons, axis, plot),
      ...drawScale(axis, plot),
      ...drawItems(items, axis, { plot, frame }),
    ],
  }
}

function drawScale(axis: Axis, plot: Plot): Markup[] {
  return [
    ...[-24, 24].map((shift) =>
      lineFrom([plot.right + shift, plot.top - 8], [plot.right + shift, plot.bottom + 6], 'axis'),
    ),
    ...axis.ticks.map(({ value, text }) =>
      textAt(plot.right, axis.scale(value) + 4, text, { class: 'tick', anchor: 'middle' }),
    ),
  ]
}

function drawPersons(bins: Bin[], persons: number[], axis: Axis, plot: Plot): Markup[] {
  if (bins.length === 0) return []
  const most = Math.max(...bins.map((bin) => bin.count))
  const room = plot.right - 24 - plot.left - 30
  const bars = bins.flatMap((bin) => {
    const [low, high] = [axis.scale(bin.from), axis.scale(bin.to)]
    const width = (room * bin.count) / most
    const left = plot.right - 25 - width
    const bar = element('rect', {
      x: left,
      y: high,
      width,
      height: Math.max(low - high - 1, 0.5),
      class: 'bar',
    })
    if (bin.count === 0) return []
    return low - high < 12
      ? [bar]
      : [bar, textAt(left - 4, (low + high) / 2 + 4, String(bin.count), { class: 'tick', anchor: 'end' })]
  })
  const average = axis.scale(mean(persons) ?? 0)
  return [
    ...bars,
    lineFrom([plot.left, average], [plot.right - 24, average], 'reference'),
    textAt(plot.left, average - 5, 'mean', { class: 'reference-name' }),
  ]
}

function drawItems(
  items: WrightMapData['items'],
  axis: Axis,
  { plot, frame }: { plot: Plot; frame: Frame },
): Markup[] {
  const at = plot.right + 24
  const names = shortNames(
    items.map((one) => one.name),
    frame.width - at - 42,
  )
  const places = items.map((one) => axis.scale(one.measure))
  const lines = spread(places, 16, plot.top - 4, plot.bottom + 8)
  return items.flatMap((item, index) => {
    const [from, to] = [places[index]!, lines[index]!]
    return [
      lineFrom([at + 7, from], [at + 30, to], 'leader'),
      element('circle', {
        cx: at,
        cy: from,
        r: item.isTarget ? 6 : 4.5,
        class: item.isTarget ? 'target' : 'comparator',
      }),
      textAt(at + 34, to + 4.5, names[index]!, item.isTarget ? { class: 'strong' } : {}),
    ]
  })
}
