/** A rectangle in pixels. */
export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** Boxes along a line, to keep names off it. */
export function boxesAlong(path: readonly (readonly [number, number])[], reach = 2): Box[] {
  return path.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = path[index]!
    const steps = Math.min(500, Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 6)))
    return Array.from({ length: steps + 1 }, (_, step) => {
      const x = x0 + ((x1 - x0) * step) / steps
      const y = y0 + ((y1 - y0) * step) / steps
      return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
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
