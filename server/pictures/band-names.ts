import { type Box, boxesAlong, overlaps } from './boxes.ts'
import { type Markup, textAt } from './markup.ts'
import { placeText } from './place-text.ts'
import type { LinePoint, RegressionData } from './regression.ts'
import type { RegressionLayout } from './regression-parts.ts'

/** Names the bands inside them, near the end where they are widest; where there is no room the words below do. */
export function bandLabels(data: RegressionData, layout: RegressionLayout, taken: Box[]) {
  const found: { parts: Markup[]; taken: Box[] } = { parts: [], taken: [] }
  const texts = { line: `line, ${data.level} %`, prediction: `new procedure, ${data.level} %` }
  const edges = edgesOf(data.band, layout)
  for (const kind of ['prediction', 'line'] as const) {
    const spots = bandSpots(data.band, kind, layout)
    const full = [...taken, ...found.taken]
    const free =
      placeText(texts[kind], spots, layout.plot, [...full, ...edges], 'or none') ??
      placeText(texts[kind], spots, layout.plot, full, 'or none')
    if (!free) continue
    found.parts.push(textAt(free.x, free.y, texts[kind], { class: 'band-name', anchor: free.anchor }))
    found.taken.push(free.box)
  }
  return found
}

/** Room along the edges of both bands, which had better not run through a name. */
function edgesOf(band: readonly LinePoint[], { x, y, plot }: RegressionLayout): Box[] {
  return (['prediction', 'line'] as const)
    .flatMap((kind) => [0, 1].map((side) => ({ kind, side })))
    .flatMap(({ kind, side }) =>
      boxesAlong(band.map((one) => [x.scale(one.measure), y.scale(one[kind][side]!)] as const)),
    )
    .filter((box) => overlaps(box, plot))
}

function bandSpots(
  band: readonly LinePoint[],
  kind: 'prediction' | 'line',
  { x, y, plot }: RegressionLayout,
) {
  if (band.length === 0) return []
  const ends = [0.03, 0.97, 0.12, 0.88, 0.2, 0.8].map((share) => ({
    one: band[Math.round((band.length - 1) * share)]!,
    anchor: share < 0.5 ? ('start' as const) : ('end' as const),
  }))
  return ends.flatMap(({ one, anchor }) =>
    [1, 0].flatMap((side) => {
      const edge = y.scale(one[kind][side]!)
      const inner = y.scale(kind === 'line' ? one.fitted : one.line[side]!)
      const height = side === 1 ? edge + 16 : edge - 8
      // Only where the band is high enough to hold a line of text.
      const isRoomy = Math.abs(edge - inner) >= 24 && height > plot.top + 12 && height < plot.bottom - 4
      return isRoomy ? [{ x: x.scale(one.measure), y: height, anchor }] : []
    }),
  )
}
