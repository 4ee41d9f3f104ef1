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

/** Draws values with intervals below one another: the names left of them, on a phone above them unless they are short. */
export function drawIntervalRows(
  { rows, axisTitle, noteTitle, references }: IntervalRows,
  frame: Frame,
): Drawing {
  if (rows.length === 0) return withoutNumbers(frame, 'There is nothing to compare yet.')
  const shown = references.filter(({ value }) => isDrawable(value))
  const columns = columnsOf(rows, noteTitle, frame)
  const top = 14 + 18 * shown.length + (shown.length === 0 || frame.isNarrow ? 18 : 0)
  const lines = setLines(rows, columns, frame)
  const bottom = lines.reduce((sum, line) => sum + line.height, top) + 6
  const plot = { ...columns.plot, top, bottom }
  const values = [
    ...rows.flatMap((row) => [row.value, row.low, row.high]),
    ...shown.map(({ value }) => value),
  ]
  const axis = axisOver(domainOf(values, { room: 0.03 }), [plot.left, plot.right], {
    most: frame.isNarrow ? 5 : 8,
  })
  const { isAbove } = columns
  let y = top
  return {
    height: bottom + 48,
    parts: [
      axisBelow(axis, plot, axisTitle, !frame.isNarrow),
      ...shown.flatMap((one, index) => drawReference(one, axis, plot, 16 + 18 * index)),
      textAt(frame.width - 2, top - 6, noteTitle, { class: 'tick', anchor: 'end' }),
      ...lines.flatMap((line) => {
        const from = y
        y += line.height
        return drawRow(line, { axis, plot, frame, from, isAbove })
      }),
    ],
  }
}

/** A row with its words set in lines, and the height it takes. */
interface RowLines {
  row: IntervalRow
  name: string[]
  note: string[]
  height: number
}

const lineHeight = 15
const mostNameLines = 3

/** A row is as high as its words need: a long list stays short, and no name is cut that three lines can hold. */
function setLines(
  rows: readonly IntervalRow[],
  { nameWidth, plot, isAbove }: ReturnType<typeof columnsOf>,
  frame: Frame,
): RowLines[] {
  const single = rows.length > 16 ? 21 : 26
  return rows.map((row) => {
    // Bold letters take a little more room.
    const name = inLines(row.name, row.isStrong ? nameWidth / 1.08 : nameWidth, 13, mostNameLines)
    const note = isDrawable(row.value)
      ? [shorten(row.note, noteRoom)]
      : inLines(row.note, frame.width - plot.left - 8, 12)
    const count = Math.max(name.length, note.length)
    const height = isAbove
      ? lineHeight * (name.length + note.length) + 12
      : single + (count > 1 ? lineHeight * (count - 1) + 2 : 0)
    return { row, name, note, height }
  })
}

const noteRoom = 170

function columnsOf(rows: IntervalRow[], noteTitle: string, frame: Frame) {
  // Bold letters take a little more room.
  const widthOf = (texts: string[]) => Math.max(0, ...texts.map((text) => textWidth(text) * 1.08))
  const notes = widthOf(rows.filter((row) => isDrawable(row.value)).map((row) => row.note))
  const right = frame.width - Math.min(noteRoom, Math.max(textWidth(noteTitle, 12), notes)) - 20
  const widest = widthOf(rows.map((row) => row.name))
  const isAbove = frame.isNarrow && widest > besideRoom
  if (isAbove) return { isAbove, nameWidth: frame.width - 8, plot: { left: 24, right } }
  const nameWidth = Math.min(220, widest)
  return { isAbove, nameWidth, plot: { left: Math.max(nameWidth + 18, 24), right } }
}

/** Names as short as codes stand beside their lines on a phone too, in pixels. */
const besideRoom = 80

function drawReference({ value, name, look }: Reference, axis: Axis, plot: Plot, y: number): Markup[] {
  const at = axis.scale(value)
  return [
    lineFrom([at, plot.top - 3], [at, plot.bottom], look),
    nameOver(at, y, name, { from: 2, to: plot.right, class: `${look}-name` }),
  ]
}

function drawRow(
  { row, name, note, height }: RowLines,
  {
    axis,
    plot,
    frame,
    from,
    isAbove,
  }: { axis: Axis; plot: Plot; frame: Frame; from: number; isAbove: boolean },
): Markup[] {
  const look = row.isStrong ? 'strong' : undefined
  const isSeen = isDrawable(row.value)
  const middle = from + height / 2
  const markY = isAbove ? from + lineHeight * name.length + 11 : middle
  const firstName = isAbove ? from + 13 : middle + 4.5 - (lineHeight / 2) * (name.length - 1)
  const firstNote = isAbove ? markY + 4.5 : middle + 4.5 - (lineHeight / 2) * (note.length - 1)
  return [
    ...name.map((line, index) =>
      textAt(isAbove ? 4 : plot.left - 16, firstName + lineHeight * index, line, {
        class: look ?? 'name',
        anchor: isAbove ? 'start' : 'end',
      }),
    ),
    ...(isSeen ? drawInterval(row, axis, markY) : []),
    ...note.map((line, index) =>
      isSeen
        ? textAt(frame.width - 2, firstNote, line, noteLook(look))
        : textAt(plot.left + 6, firstNote + lineHeight * index, line, { class: 'aside' }),
    ),
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
