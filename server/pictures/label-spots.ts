import { type Box, isInside, overlaps, runsThrough, type Segment } from './boxes.ts'
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
  leader: Segment | undefined
  box: Box
}

/** A place where a name may stand, with what it costs. */
export type Spot = PlacedLabel & { cost: number }

/** What is in a plot beside the names: `taken` must stay free of them, `crossed` had better. */
export interface Room {
  points: readonly Named[]
  plot: Box
  taken: readonly Box[]
  crossed: readonly Box[]
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
 * Returns the places for the name of one point that cover no point and nothing taken, the cheapest first. A place
 * costs more across a line, and where it is nearer to another point than to its own.
 */
export function freeSpots(index: number, room: Room): Spot[] {
  const { points, plot, taken, crossed } = room
  const full = [...taken, ...points.filter((_, at) => at !== index).map(markOf)]
  // In a crowd long leaders would cross one another.
  const farthest = points.length > 24 ? 44 : distances.at(-1)!
  return spotsAround(points[index]!, farthest)
    .filter((spot) => isInside(spot.box, plot) && !full.some((other) => covers(spot, other)))
    .map((spot) => ({
      ...spot,
      cost:
        spot.cost +
        (crossed.some((line) => overlaps(spot.box, line)) ? costs.crossing : 0) +
        (isMistakable(spot.box, points, index) ? costs.mistakable : 0),
    }))
    .sort((one, other) => one.cost - other.cost)
}

/** Whether a name or its leader lies over a box. */
export function covers({ box, leader }: PlacedLabel, other: Box): boolean {
  return overlaps(box, other) || (leader !== undefined && runsThrough(leader, other))
}

/** The room of a point itself. */
export function markOf({ x, y, radius }: Named): Box {
  const reach = radius + 1
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
}

/** The room a text takes whose baseline begins at x, y. */
export function textBox(x: number, y: number, text: string, anchor: PlacedLabel['anchor'] = 'start'): Box {
  return boxOf(x, y, textWidth(text, size), anchor)
}

function boxOf(x: number, y: number, width: number, anchor: PlacedLabel['anchor']): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - 11, bottom: y + 3 }
}

function spotsAround({ x, y, radius, name }: Named, farthest: number): Spot[] {
  const width = textWidth(name, size)
  return distances
    .filter((distance) => distance <= farthest)
    .flatMap((distance) =>
      directions.map(([dx, dy], rank): Spot => {
        const reach = radius + distance
        const anchor = dx === 0 ? 'middle' : dx > 0 ? 'start' : 'end'
        const at: [number, number] = [x + dx * reach, y + dy * reach + (dy > 0 ? 8 : dy < 0 ? 0 : 4)]
        const box = boxOf(at[0], at[1], width, anchor)
        const leader = distance > 12 ? leaderTo([x, y], radius, box) : undefined
        const cost = distance + rank * costs.direction + (leader ? costs.leader : 0)
        return { x: at[0], y: at[1], anchor, leader, box, cost }
      }),
    )
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

/** Whether a reader may take the name for that of another point, which is as near to it as its own. */
function isMistakable(box: Box, points: readonly Named[], index: number): boolean {
  const own = distanceTo(box, points[index]!)
  return points.some((other, at) => at !== index && distanceTo(box, other) < own + 3)
}

function distanceTo({ left, right, top, bottom }: Box, { x, y, radius }: Named): number {
  const across = Math.max(left - x, x - right, 0)
  const up = Math.max(top - y, y - bottom, 0)
  return Math.sqrt(across * across + up * up) - radius
}
