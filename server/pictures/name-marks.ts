import type { Box } from './boxes.ts'
import type { Named, PlacedLabel } from './label-spots.ts'
import { lineFrom, type Markup, textAt } from './markup.ts'
import { countText } from './number-text.ts'
import { shortNames } from './text-width.ts'

/** Names of marks as they are written, with their places; a name without a place is left out of the picture. */
export interface MarkNames {
  names: string[]
  labels: (PlacedLabel | undefined)[]
}

/**
 * Names marks so that as many names as possible find a place: in the longest form first, then those that found none
 * in shorter ones, then all in the shortest.
 */
export function nameMarks(
  marks: readonly Named[],
  widths: readonly number[],
  place: (named: Named[]) => (PlacedLabel | undefined)[],
): MarkNames {
  const full = marks.map((mark) => mark.name)
  const attempt = (names: string[]): MarkNames => ({
    names,
    labels: place(marks.map((mark, index) => ({ ...mark, name: names[index]! }))),
  })
  let best = attempt(shortNames(full, widths[0]!))
  for (const width of widths.slice(1)) {
    const short = shortNames(full, width)
    for (const names of [
      short.map((name, index) => (best.labels[index] ? best.names[index]! : name)),
      short,
    ]) {
      if (missing(best.labels) === 0) return best
      // Names that are short already do not become shorter.
      if (names.every((name, index) => name === best.names[index])) continue
      const found = attempt(names)
      if (missing(found.labels) < missing(best.labels)) best = found
    }
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
            textAt(label.x, label.y, names[index]!, { class: 'mark-name', anchor: label.anchor }),
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
