import { lineFrom, type Markup, textAt } from './markup.ts'
import { countText } from './number-text.ts'
import type { Box, Named, PlacedLabel } from './place-labels.ts'
import { shortNames } from './text-width.ts'

/** Names of marks as they are written, with their places; a name without a place is left out of the picture. */
export interface MarkNames {
  names: string[]
  labels: (PlacedLabel | undefined)[]
}

/** Names marks in the longest form, of the widths given, in which all find a place; else where most do. */
export function nameMarks(
  marks: readonly Named[],
  widths: readonly number[],
  place: (named: Named[]) => (PlacedLabel | undefined)[],
): MarkNames {
  let best: MarkNames = { names: [], labels: [] }
  for (const width of widths) {
    const names = shortNames(
      marks.map((mark) => mark.name),
      width,
    )
    const labels = place(marks.map((mark, index) => ({ ...mark, name: names[index]! })))
    if (best.labels.length === 0 || missing(labels) < missing(best.labels)) best = { names, labels }
    // Names that are short already do not become shorter.
    if (missing(best.labels) === 0 || names.every((name, index) => name === marks[index]!.name)) break
  }
  return best
}

function missing(labels: MarkNames['labels']): number {
  return labels.filter((label) => label === undefined).length
}

/** Draws the names with their leaders, and says how many found no place. */
export function drawNames({ names, labels }: MarkNames, plot: Box): Markup[] {
  const left = missing(labels)
  return [
    ...labels.flatMap((label, index) =>
      label
        ? [
            ...(label.leader ? [lineFrom(label.leader.from, label.leader.to, 'leader')] : []),
            textAt(label.x, label.y, names[index]!, { anchor: label.anchor }),
          ]
        : [],
    ),
    ...(left > 0
      ? [
          textAt(plot.right, plot.top - 14, `${countText(left, 'name')} in the table only`, {
            class: 'tick',
            anchor: 'end',
          }),
        ]
      : []),
  ]
}
