/** A rectangle in pixels. */
export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** A point in pixels. */
export type Place = readonly [x: number, y: number]

/** A straight line between two points. */
export interface Segment {
  from: Place
  to: Place
}

/** Boxes along a line, to keep names off it; one for each part that runs level or upright. */
export function boxesAlong(path: readonly Place[], reach = 2): Box[] {
  return path.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = path[index]!
    const isStraight = x0 === x1 || y0 === y1
    const steps = isStraight ? 1 : Math.min(500, Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 6)))
    return Array.from({ length: isStraight ? 1 : steps + 1 }, (_, step) => {
      const [ax, ay] = [x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps]
      const [bx, by] = isStraight ? [x1, y1] : [ax, ay]
      return {
        left: Math.min(ax, bx) - reach,
        right: Math.max(ax, bx) + reach,
        top: Math.min(ay, by) - reach,
        bottom: Math.max(ay, by) + reach,
      }
    })
  })
}

/** Whether two boxes share an area; touching is allowed. */
export function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/** Whether a box lies in the plot. */
export function isInside(box: Box, plot: Box): boolean {
  return box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom
}

/** The smallest box around a segment, with `reach` pixels more on every side. */
function boxAround({ from, to }: Segment, reach: number): Box {
  return {
    left: Math.min(from[0], to[0]) - reach,
    right: Math.max(from[0], to[0]) + reach,
    top: Math.min(from[1], to[1]) - reach,
    bottom: Math.max(from[1], to[1]) + reach,
  }
}

/** Whether a segment comes within `reach` pixels of a box. */
export function runsThrough(segment: Segment, { left, right, top, bottom }: Box, reach = 1): boolean {
  const room = { left: left - reach, right: right + reach, top: top - reach, bottom: bottom + reach }
  if (!overlaps(boxAround(segment, 0.01), room)) return false
  // The corners lie on both sides of the line, else it passes by.
  const sides = [
    sideOf(segment, room.left, room.top),
    sideOf(segment, room.right, room.top),
    sideOf(segment, room.left, room.bottom),
    sideOf(segment, room.right, room.bottom),
  ]
  return sides.some((side) => side > 0) && sides.some((side) => side < 0)
}

/** Whether two segments cross or come within `reach` pixels of one another. */
export function areNear(one: Segment, other: Segment, reach = 2): boolean {
  if (!overlaps(boxAround(one, reach), boxAround(other, 0.01))) return false
  const isCrossed =
    sideOf(one, ...other.from) * sideOf(one, ...other.to) < 0 &&
    sideOf(other, ...one.from) * sideOf(other, ...one.to) < 0
  return (
    isCrossed ||
    [one.from, one.to].some((end) => distanceTo(other, end) < reach) ||
    [other.from, other.to].some((end) => distanceTo(one, end) < reach)
  )
}

function sideOf({ from, to }: Segment, x: number, y: number): number {
  return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0])
}

function distanceTo({ from, to }: Segment, [x, y]: Place): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = dx * dx + dy * dy
  const share =
    length === 0 ? 0 : Math.min(Math.max(((x - from[0]) * dx + (y - from[1]) * dy) / length, 0), 1)
  return Math.sqrt((x - from[0] - share * dx) ** 2 + (y - from[1] - share * dy) ** 2)
}
