import { type Box, boxesAlong, isInside, overlaps } from './boxes.ts'
import { textWidth } from './text-width.ts'

/** A point that wants its name beside it. */
export interface Named {
  x: number
  y: number
  radius: number
  name: string
}

/** Where a name stands: its anchor, and from where a leader comes when the name stands apart. */
export interface PlacedLabel {
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  leader: { from: [number, number]; to: [number, number] } | undefined
  box: Box
}

const size = 13

/** Directions in the order of preference: right, left, above, below, then the corners. */
const directions = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -0.7],
  [1, 0.7],
  [-1, -0.7],
  [-1, 0.7],
  [0.5, -1],
  [0.5, 1],
  [-0.5, -1],
  [-0.5, 1],
] as const
/** How far a name may stand from its point, in pixels. */
const distances = [3, 9, 18, 30, 44, 60, 80, 105, 135]

/** What a place costs beside its distance in pixels: the first directions are the usual ones, a leader is one line more. */
const costs = { direction: 1, leader: 6, crossing: 90, mistakable: 16 }

/**
 * Places the names of points so that no name covers a point, another name or anything `taken`; `crossed` (a line
 * through the plot, say) is avoided unless all other room is far away, and so is a place nearer to another point than
 * to its own. A name that finds no place is undefined: its number stands in the table. Greedy, the most crowded point
 * first, each at the place that costs least.
 */
export function placeLabels(
  points: readonly Named[],
  plot: Box,
  taken: readonly Box[] = [],
  crossed: readonly Box[] = [],
): (PlacedLabel | undefined)[] {
  let order = byCrowd(points)
  let best: (PlacedLabel | undefined)[] = []
  // Names that found no place may choose first in another round; crowds of hundreds would only take longer.
  for (let round = 0; round < (points.length <= 60 ? 6 : 1); round++) {
    const found = placeInOrder(points, order, { plot, taken, crossed })
    if (round === 0 || countOf(found) > countOf(best)) best = found
    if (countOf(best) === points.length) break
    order = [...order.filter((index) => !found[index]), ...order.filter((index) => found[index])]
  }
  return best
}

function countOf(labels: readonly (PlacedLabel | undefined)[]): number {
  return labels.filter((label) => label !== undefined).length
}

function placeInOrder(
  points: readonly Named[],
  order: readonly number[],
  { plot, taken, crossed }: { plot: Box; taken: readonly Box[]; crossed: readonly Box[] },
): (PlacedLabel | undefined)[] {
  const full: Box[] = [...taken, ...points.map(markOf)]
  const placed: (PlacedLabel | undefined)[] = points.map(() => undefined)
  // In a crowd long leaders would cross one another.
  const farthest = points.length > 24 ? 44 : distances.at(-1)!
  for (const index of order) {
    const others = full.filter((_, at) => at !== taken.length + index)
    const extra = (box: Box) =>
      (crossed.some((line) => overlaps(box, line)) ? costs.crossing : 0) +
      (isMistakable(box, points, index) ? costs.mistakable : 0)
    const spots = spotsAround(points[index]!, farthest).filter(({ box }) => isInside(box, plot))
    const spot = cheapest(spots, others, extra)
    if (!spot) continue
    placed[index] = spot
    full.push(spot.box, ...leaderBoxes(spot))
  }
  return placed
}

/** The free place that costs least. */
function cheapest(
  spots: readonly Spot[],
  full: readonly Box[],
  extra: (box: Box) => number,
): PlacedLabel | undefined {
  let best: Spot | undefined
  let least = Number.POSITIVE_INFINITY
  for (const spot of spots) {
    // They come in the order of their own cost: no later one can cost less.
    if (spot.cost >= least) break
    const boxes = [spot.box, ...leaderBoxes(spot)]
    if (full.some((other) => boxes.some((box) => overlaps(box, other)))) continue
    const cost = spot.cost + extra(spot.box)
    if (cost < least) [best, least] = [spot, cost]
  }
  return best
}

/** Whether a reader may take the name for that of another point, which is as near to it as its own. */
function isMistakable(box: Box, points: readonly Named[], index: number): boolean {
  const own = distanceTo(box, points[index]!)
  return points.some((other, at) => at !== index && distanceTo(box, other) < own + 3)
}

function distanceTo({ left, right, top, bottom }: Box, { x, y, radius }: Named): number {
  return Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0)) - radius
}

/** The room a text takes whose baseline begins at x, y. */
export function textBox(x: number, y: number, text: string, anchor: PlacedLabel['anchor'] = 'start'): Box {
  const width = textWidth(text, size)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - 11, bottom: y + 3 }
}

type Spot = PlacedLabel & { cost: number }

/** Places around a point, the cheapest first. */
function spotsAround({ x, y, radius, name }: Named, farthest: number): Spot[] {
  return distances
    .filter((distance) => distance <= farthest)
    .flatMap((distance) =>
      directions.map(([dx, dy], rank): Spot => {
        const reach = radius + distance
        const isUpright = Math.abs(dx) < 1
        const anchor = isUpright ? (dx === 0 ? 'middle' : dx > 0 ? 'start' : 'end') : dx > 0 ? 'start' : 'end'
        const at: [number, number] = [x + dx * reach, y + dy * reach + (dy > 0 ? 8 : dy < 0 ? 0 : 4)]
        const box = textBox(at[0], at[1], name, anchor)
        const leader = distance > 12 ? leaderTo([x, y], radius, box) : undefined
        const cost = distance + rank * costs.direction + (leader ? costs.leader : 0)
        return { x: at[0], y: at[1], anchor, leader, box, cost }
      }),
    )
    .sort((one, other) => one.cost - other.cost)
}

/** From the rim of the point to the nearest place of the name's box. */
function leaderTo([x, y]: [number, number], radius: number, box: Box): PlacedLabel['leader'] {
  const to: [number, number] = [
    Math.min(Math.max(x, box.left), box.right),
    Math.min(Math.max(y, box.top), box.bottom),
  ]
  const length = Math.hypot(to[0] - x, to[1] - y)
  if (length <= radius + 2) return undefined
  const share = (radius + 1) / length
  return { from: [x + (to[0] - x) * share, y + (to[1] - y) * share], to }
}

function leaderBoxes({ leader }: PlacedLabel): Box[] {
  return leader ? boxesAlong([leader.from, leader.to], 1) : []
}

/** The room of a point itself. */
export function markOf({ x, y, radius }: Named): Box {
  const reach = radius + 1
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
}

function byCrowd(points: readonly Named[]): number[] {
  const neighbours = points.map(
    (point) => points.filter((other) => Math.hypot(other.x - point.x, (other.y - point.y) * 2) < 70).length,
  )
  return points.map((_, index) => index).sort((a, b) => neighbours[b]! - neighbours[a]! || a - b)
}
