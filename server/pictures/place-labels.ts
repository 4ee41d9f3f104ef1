import { areNear, type Box } from './boxes.ts'
import { covers, freeSpots, type Named, type PlacedLabel, type Spot } from './label-spots.ts'

/** What a name left out costs; more than any place. */
const missing = 1000
/** Passes over all names after the first choice; most plots need two. */
const passes = 8
const rounds = 6
/** More names than this are only a cloud: each still takes its cheapest place, but none makes way. */
const crowd = 60

/**
 * Places the names of points so that no name covers a point, another name or anything `taken`; `crossed` (a line
 * through the plot, say) is avoided unless all other room is far away, and so is a place nearer to another point than
 * to its own. A name that finds no place is undefined: its number stands in the table. First the most crowded point
 * chooses its cheapest place, and so on; then each name moves where it costs less, and one other makes way for it
 * where both together cost less.
 */
export function placeLabels(
  points: readonly Named[],
  plot: Box,
  taken: readonly Box[] = [],
  crossed: readonly Box[] = [],
): (PlacedLabel | undefined)[] {
  const spots = points.map((_, index) => freeSpots(index, { points, plot, taken, crossed }))
  let order = byCrowd(points)
  let best = chooseInOrder(order, spots)
  if (points.length > crowd) return best
  improve(order, spots, best)
  let found = best
  // Names that found no place may choose first in another round.
  for (let round = 1; round < rounds && best.includes(undefined); round++) {
    const last = found
    order = [...order.filter((index) => !last[index]), ...order.filter((index) => last[index])]
    found = chooseInOrder(order, spots)
    improve(order, spots, found)
    if (costOf(found) < costOf(best)) best = found
  }
  return best
}

function costOf(chosen: readonly (Spot | undefined)[]): number {
  return chosen.reduce((sum, spot) => sum + (spot?.cost ?? missing), 0)
}

/** Each name takes its cheapest place that is still free. */
function chooseInOrder(order: readonly number[], spots: readonly Spot[][]): (Spot | undefined)[] {
  const chosen: (Spot | undefined)[] = spots.map(() => undefined)
  for (const index of order)
    chosen[index] = spots[index]!.find((spot) => inTheWay(spot, chosen, index, 1).length === 0)
  return chosen
}

/** Moves names while that costs less; every move lowers the sum, so it ends. */
function improve(order: readonly number[], spots: readonly Spot[][], chosen: (Spot | undefined)[]): void {
  for (let pass = 0; pass < passes; pass++) {
    const moved = order.filter((index) => move(index, spots, chosen))
    if (moved.length === 0) return
  }
}

/** Gives a name the first cheaper place that is free, or that one other name can leave at less than is won. */
function move(index: number, spots: readonly Spot[][], chosen: (Spot | undefined)[]): boolean {
  const now = chosen[index]?.cost ?? missing
  for (const spot of spots[index]!) {
    const won = now - spot.cost
    if (won <= 0) return false
    const others = inTheWay(spot, chosen, index, 2)
    if (others.length > 1) continue
    const [other] = others
    if (other !== undefined && !makeWay(other, spot, won, { spots, chosen, index })) continue
    chosen[index] = spot
    return true
  }
  return false
}

/** Moves a name out of the way of another's new place, if it has somewhere to go that costs less than is won. */
function makeWay(
  other: number,
  spot: Spot,
  won: number,
  { spots, chosen, index }: { spots: readonly Spot[][]; chosen: (Spot | undefined)[]; index: number },
): boolean {
  const most = chosen[other]!.cost + won
  for (const place of spots[other]!) {
    if (place.cost >= most) return false
    if (clash(place, spot)) continue
    if (inTheWay(place, chosen, other, 2).some((one) => one !== index)) continue
    chosen[other] = place
    return true
  }
  return false
}

/** Which names stand where a name would stand, other than its own; no more than `most` are looked for. */
function inTheWay(spot: Spot, chosen: readonly (Spot | undefined)[], own: number, most: number): number[] {
  const found: number[] = []
  for (const [index, other] of chosen.entries()) {
    if (index === own || other === undefined || !clash(spot, other)) continue
    found.push(index)
    if (found.length === most) break
  }
  return found
}

/** Whether two names, or their leaders, lie over one another. */
function clash(one: PlacedLabel, other: PlacedLabel): boolean {
  if (covers(one, other.box) || covers(other, one.box)) return true
  return one.leader !== undefined && other.leader !== undefined && areNear(one.leader, other.leader)
}

function byCrowd(points: readonly Named[]): number[] {
  const neighbours = points.map(
    (point) => points.filter((other) => Math.hypot(other.x - point.x, (other.y - point.y) * 2) < 70).length,
  )
  return points.map((_, index) => index).sort((a, b) => neighbours[b]! - neighbours[a]! || a - b)
}
