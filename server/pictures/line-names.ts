import { type Box, boxesAlong, overlaps } from './boxes.ts'
import { element, type Markup, textAt } from './markup.ts'
import type { Frame } from './picture.ts'
import { placeText } from './place-text.ts'
import { shorten } from './text-width.ts'

/** Lines are told apart by their dashes as well, for print without colours. */
const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '1 5', '12 4', '6 2 1 2 1 2', '16 3 4 3']

/** The dashes of a line by its number, for `stroke-dasharray`. */
export function dashOf(index: number): string | undefined {
  return dashes[index % dashes.length]
}

const rowHeight = 20

/**
 * Names lines at their right ends; where they lie too close together for that, in a key from `top` on that takes the
 * height returned. A single line is what the axis says.
 */
export function nameLines(
  names: readonly string[],
  paths: readonly (readonly [number, number][])[],
  { plot, taken, top, frame }: { plot: Box; taken: readonly Box[]; top: number; frame: Frame },
): { parts: Markup[]; height: number } {
  if (names.length < 2) return { parts: [], height: 0 }
  // Words above and below the plot may be near; what is further away need not be looked at.
  const around = { ...plot, top: plot.top - 40, bottom: plot.bottom + 40 }
  const full = [...taken, ...paths.flatMap((path) => boxesAlong(path))].filter((box) => overlaps(box, around))
  const parts: Markup[] = []
  for (const [index, path] of paths.entries()) {
    const name = names[index]!
    // Bold letters take about a tenth more room.
    const wide = `${name}${name.slice(0, Math.ceil(name.length / 10))}`
    const spot = placeText(wide, spotsAtEnd(path, plot), plot, full, 'or none')
    if (!spot) return drawKey(names, top, frame)
    full.push(spot.box)
    parts.push(textAt(spot.x, spot.y, name, { class: 'strong', anchor: spot.anchor }))
  }
  return { parts, height: 0 }
}

function spotsAtEnd(path: readonly (readonly [number, number])[], plot: Box) {
  return [-1, -2, -3].flatMap((from) => {
    const [x, y] = path.at(from) ?? path[0]!
    return [-8, 18, -24, 34].map((down) => ({
      x: Math.min(x, plot.right),
      y: y + down,
      anchor: 'end' as const,
    }))
  })
}

function drawKey(names: readonly string[], top: number, frame: Frame): { parts: Markup[]; height: number } {
  return {
    height: rowHeight * names.length + 6,
    parts: names.flatMap((name, index) => {
      const y = top + rowHeight * (index + 0.5)
      const sample = element('path', { d: `M4,${y}H44`, class: 'curve', 'stroke-dasharray': dashOf(index) })
      return [sample, textAt(54, y + 4.5, shorten(name, frame.width - 58), { class: 'key' })]
    }),
  }
}
