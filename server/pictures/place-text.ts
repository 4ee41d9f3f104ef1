import { type Box, isInside, overlaps } from './boxes.ts'
import { type PlacedLabel, textBox } from './label-spots.ts'

/** A place for a text that belongs to no point. */
export type Spot = Pick<PlacedLabel, 'x' | 'y' | 'anchor'>

/** Returns the first free place for a text, else the one that covers least, or none where none may be covered. */
export function placeText(text: string, spots: Spot[], plot: Box, taken: readonly Box[]): Spot & { box: Box }
export function placeText(
  text: string,
  spots: Spot[],
  plot: Box,
  taken: readonly Box[],
  fallback: 'or none',
): (Spot & { box: Box }) | undefined
export function placeText(
  text: string,
  spots: Spot[],
  plot: Box,
  taken: readonly Box[],
  fallback?: 'or none',
) {
  const rated = spots
    .map((spot) => ({ ...spot, box: textBox(spot.x, spot.y, text, spot.anchor) }))
    .map((spot) => ({
      spot,
      covers: taken.filter((box) => overlaps(box, spot.box)).length + (isInside(spot.box, plot) ? 0 : 100),
    }))
  const best = rated.reduce((least, one) => (one.covers < least.covers ? one : least), rated[0]!)
  return fallback && (best === undefined || best.covers > 0) ? undefined : best.spot
}
