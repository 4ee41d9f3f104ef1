import { type Axis, axisBelow, axisOver, domainOf, nameOver, type Plot } from './axes.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable } from './number-text.ts'
import { type Drawing, type Frame, withoutNumbers } from './picture.ts'
import { inLines, shorten, textWidth } from './text-width.ts'

/** A line of a picture that shows named values with intervals below one another. */
export interface IntervalRow {
  name: string
  value: number | null
  low: number | null
  high: number | null
  /** right of the row, such as the value in words; of a row without a value: why there is none */
  note: string
  isStrong?: boolean
}

/** A value that every row is held against. */
export interface Reference {
  value: number
  name: string
  look: 'reference' | 'baseline'
}

export interface IntervalRows {
  rows: IntervalRow[]
  axisTitle: string
  /** above the notes */
  noteTitle: string
  references: Reference[]
}

/** Draws values with intervals below one another: the names left of them, on a phone above them. */
export function drawIntervalRows(
  { rows, axisTitle, noteTitle, references }: IntervalRows,
  frame: Frame,
): Drawing {
  if (rows.length === 0) return withoutNumbers(frame, 'There is nothing to compare yet.')
  const shown = references.filter(({ value }) => isDrawable(value))
  const columns = columnsOf(rows, noteTitle, frame)
  const names = rows.map((row) => inLines(row.name, columns.nameWidth))
  const isTall = !frame.isNarrow && names.some((lines) => lines.length > 1)
  const step = frame.isNarrow ? 42 : isTall ? 36 : 26
  const top = 14 + 18 * Math.max(shown.length, 1)
  const plot = { ...columns.plot, top, bottom: top + step * rows.length + 6 }
  const values = [
    ...rows.flatMap((row) => [row.value, row.low, row.high]),
    ...shown.map(({ value }) => value),
  ]
  const axis = axisOver(domainOf(values, { room: 0.03 }), [plot.left, plot.right], {
    most: frame.isNarrow ? 5 : 8,
  })
  return {
    height: plot.bottom + 48,
    parts: [
      axisBelow(axis, plot, axisTitle, !frame.isNarrow),
      ...shown.flatMap((one, index) => drawReference(one, axis, plot, 16 + 18 * index)),
      textAt(frame.width - 2, top - 6, noteTitle, { class: 'tick', anchor: 'end' }),
      ...rows.flatMap((row, index) =>
        drawRow(row, names[index]!, { axis, plot, frame, y: plot.top + step * (index + 0.5) }),
      ),
    ],
  }
}

function columnsOf(rows: IntervalRow[], noteTitle: string, frame: Frame) {
  // Bold letters take a little more room.
  const widthOf = (texts: string[]) => Math.max(0, ...texts.map((text) => textWidth(text) * 1.08))
  const notes = widthOf(rows.filter((row) => isDrawable(row.value)).map((row) => row.note))
  const right = frame.width - Math.min(170, Math.max(textWidth(noteTitle, 12), notes)) - 20
  if (frame.isNarrow) return { nameWidth: frame.width - 8, plot: { left: 14, right } }
  const nameWidth = Math.min(200, widthOf(rows.map((row) => row.name)))
  return { nameWidth, plot: { left: nameWidth + 18, right } }
}

function drawReference({ value, name, look }: Reference, axis: Axis, plot: Plot, y: number): Markup[] {
  const at = axis.scale(value)
  return [
    lineFrom([at, plot.top - 3], [at, plot.bottom], look),
    nameOver(at, y, name, { from: 2, to: plot.right, class: `${look}-name` }),
  ]
}

function drawRow(
  row: IntervalRow,
  name: string[],
  { axis, plot, frame, y }: { axis: Axis; plot: Plot; frame: Frame; y: number },
): Markup[] {
  const look = row.isStrong ? 'strong' : undefined
  const isSeen = isDrawable(row.value)
  const markY = frame.isNarrow ? y + 9 : y
  const note = isSeen
    ? textAt(frame.width - 2, markY + 4.5, shorten(row.note, 170), noteLook(look))
    : textAt(plot.left + 6, markY + 4.5, shorten(row.note, frame.width - plot.left - 8), { class: 'aside' })
  const first = frame.isNarrow ? y - 5 : y + 4.5 - 7.5 * (name.length - 1)
  return [
    ...name.map((line, index) =>
      textAt(frame.isNarrow ? 4 : plot.left - 16, first + 15 * index, line, {
        class: look ?? 'name',
        anchor: frame.isNarrow ? 'start' : 'end',
      }),
    ),
    ...(isSeen ? drawInterval(row, axis, markY) : []),
    note,
  ]
}

function noteLook(look: string | undefined): { class: string; anchor: 'end' } {
  return { class: look ?? 'note', anchor: 'end' }
}

function drawInterval({ value, low, high, isStrong }: IntervalRow, axis: Axis, y: number): Markup[] {
  const ends = isDrawable(low) && isDrawable(high) ? [axis.scale(low), axis.scale(high)] : undefined
  const at = axis.scale(value!)
  return [
    ...(ends
      ? [
          lineFrom([ends[0]!, y], [ends[1]!, y], isStrong ? 'interval' : 'whisker'),
          ...ends.map((end) => lineFrom([end, y - 4], [end, y + 4], isStrong ? 'interval' : 'whisker')),
        ]
      : []),
    element('circle', { cx: at, cy: y, r: isStrong ? 6 : 4.5, class: isStrong ? 'target' : 'comparator' }),
  ]
}
