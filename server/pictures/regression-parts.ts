import { area } from 'd3-shape'
import { type Axis, axisOver, domainOf, namesWidth, type Plot } from './axes.ts'
import { bandLabels } from './band-names.ts'
import { type Box, boxesAlong } from './boxes.ts'
import { type PlacedLabel, textBox } from './label-spots.ts'
import { element, lineFrom, type Markup, textAt } from './markup.ts'
import { isDrawable, measureText, numberText } from './number-text.ts'
import type { Frame } from './picture.ts'
import { placeLabels } from './place-labels.ts'
import { placeText } from './place-text.ts'
import type { LinePoint, RegressionData } from './regression.ts'
import { shortNames, textWidth } from './text-width.ts'

/** Where the axes of a regression lie. */
export interface RegressionLayout {
  isNarrow: boolean
  x: Axis
  y: Axis
  plot: Plot
}

/** Lays out the axes so that points, baseline and read-out are seen; bands and limits may run out of the picture. */
export function layOut(data: RegressionData, frame: Frame, height: number): RegressionLayout {
  const across = domainOf([...data.band, ...data.comparators, data.readOut].map((one) => one.measure))
  const y = axisOver(upwards(data), [height - 54, 34], { most: frame.isNarrow ? 5 : 7 })
  const left = Math.min(frame.width / 3, namesWidth(y) + 16)
  const plot = { left, right: frame.width - 16, top: 34, bottom: height - 54 }
  const x = axisOver(across, [plot.left, plot.right], { most: frame.isNarrow ? 5 : 8, round: false })
  return { isNarrow: frame.isNarrow, x, y, plot }
}

/** Limits that would squeeze the points into less than a third of the height are left to run out. */
function upwards({ comparators, readOut, baseline }: RegressionData): [number, number] {
  const seen = [...comparators.map((one) => one.wrvu), baseline, readOut.fitted]
  const near = domainOf(seen, { zero: true, room: 0.06 })
  const whole = domainOf([...seen, ...readOut.prediction, ...readOut.line], { zero: true, room: 0.03 })
  return whole[1] - whole[0] <= 3 * (near[1] - near[0]) ? whole : near
}

/** The two bands: of a new procedure with dashed edges, of the line with solid ones. */
export function drawBands(band: readonly LinePoint[], { x, y, plot }: RegressionLayout): Markup[] {
  // A value beyond the picture is drawn at its edge.
  const up = (value: number) => within(plot, y.scale(value))
  return (['prediction', 'line'] as const).flatMap((kind) => {
    const shape = area<LinePoint>()
      .x((one) => x.scale(one.measure))
      .y0((one) => up(one[kind][0]))
      .y1((one) => up(one[kind][1]))
      .digits(2)
    return [
      element('path', { d: shape([...band]) ?? '', class: `band ${kind}-band` }),
      element('path', {
        d: `${shape.lineY0()([...band]) ?? ''}${shape.lineY1()([...band]) ?? ''}`,
        class: `band-edge ${kind}-edge`,
      }),
    ]
  })
}

/**
 * The words of a regression that are not names of comparators, with the room that names must leave free (`taken`) or
 * had better leave free (`crossed`).
 */
export function ownLabels(
  data: RegressionData,
  layout: RegressionLayout,
  marks: readonly Box[],
  line: readonly Box[],
): { parts: Markup[]; taken: Box[]; crossed: Box[] } {
  const { x, y, plot } = layout
  const { readOut } = data
  const at = x.scale(readOut.measure)
  const middle = y.scale(readOut.fitted)
  const [low, high] = readOut.prediction.map((limit) => within(plot, y.scale(limit))) as [number, number]
  const interval = boxesAlong([
    [at, low],
    [at, high],
  ])
  const mark = { left: at - 7, right: at + 7, top: middle - 7, bottom: middle + 7 }
  const mean = y.scale(isDrawable(data.baseline) ? data.baseline : y.scale.domain()[0]!)
  const dashes = { left: plot.left, right: plot.right, top: mean - 2, bottom: mean + 2 }
  const upright = { left: at - 2, right: at + 2, top: plot.top, bottom: plot.bottom }
  const target = targetLabel(data, layout, [...marks, mark], [...line, dashes, upright])
  const baseline = baselineLabel(data, layout, [...marks, upright, mark, target.box], line)
  const bands = bandLabels(data, layout, [...marks, upright, mark, target.box, ...baseline.taken])
  return {
    parts: [
      ...baseline.parts,
      lineFrom([at, plot.top], [at, plot.bottom], 'read-out'),
      lineFrom([at, low], [at, high], 'interval'),
      ...[low, high].map((end) => lineFrom([at - 5, end], [at + 5, end], 'interval')),
      element('circle', { cx: at, cy: middle, r: 6.5, class: 'target' }),
      ...bands.parts,
      textAt(target.x, target.y, target.text, { class: 'strong', anchor: target.anchor }),
    ],
    taken: [...interval, mark, target.box, ...baseline.taken, ...bands.taken],
    crossed: [...baseline.crossed, upright],
  }
}

function within(plot: Plot, height: number): number {
  return Math.min(Math.max(height, plot.top), plot.bottom)
}

function targetLabel(
  data: RegressionData,
  { x, y, plot, isNarrow }: RegressionLayout,
  taken: Box[],
  line: readonly Box[],
) {
  const { readOut, target, decimals } = data
  const value = numberText(readOut.fitted, decimals)
  // On a phone the words below say where it is read.
  const where = isNarrow ? '' : ` read at ${measureText(readOut.measure)}`
  const at = x.scale(readOut.measure)
  // It has to find room on one side of its line, in bold letters.
  const side = Math.max(plot.right - at, at - plot.left) / 1.1 - 14
  const [name = target] = shortNames([target], Math.max(side - textWidth(`${where}: ${value}`), 40))
  const text = `${name}${where}: ${value}`
  const point = { x: at, y: y.scale(readOut.fitted), radius: 6.5, name: text }
  // Bold letters take about a tenth more room.
  const bold = [{ ...point, name: `${text}${text.slice(0, Math.ceil(text.length / 10))}` }]
  // The one name that everybody looks for stands clear of every line: near its point, else beside its dotted line.
  const clear = [...taken, ...line]
  const spot =
    placeLabels(bold, plot, clear)[0] ??
    placeText(bold[0]!.name, besideReadOut(point, plot), plot, clear, 'or none') ??
    placeLabels(bold, plot, taken, line)[0]
  const fallback = { x: plot.right, y: plot.top + 12, anchor: 'end' as const }
  const place: Pick<PlacedLabel, 'x' | 'y' | 'anchor'> = spot ?? fallback
  return { ...place, text, box: spot?.box ?? textBox(fallback.x, fallback.y, text, 'end') }
}

/** Places right and left of the dotted line, the nearest to the point first. */
function besideReadOut({ x, y }: { x: number; y: number }, plot: Plot) {
  const steps = Math.floor((plot.bottom - plot.top - 16) / 6)
  return Array.from({ length: steps + 1 }, (_, step) => plot.top + 12 + 6 * step)
    .sort((one, other) => Math.abs(one - y) - Math.abs(other - y))
    .flatMap((height) => [
      { x: x + 9, y: height, anchor: 'start' as const },
      { x: x - 9, y: height, anchor: 'end' as const },
    ])
}

function baselineLabel(
  { baseline, decimals }: RegressionData,
  { y, plot, isNarrow }: RegressionLayout,
  taken: Box[],
  line: readonly Box[],
) {
  if (!isDrawable(baseline)) return { parts: [], taken: [], crossed: [] }
  const height = y.scale(baseline)
  const text = `mean${isNarrow ? '' : ' of comparators'} ${numberText(baseline, decimals)}`
  const spots = [0, 1, 0.5, 0.25, 0.75, 0.12, 0.88, 0.38, 0.62].flatMap((share) =>
    [height - 6, height + 15].map((top) => ({
      x: plot.left + 4 + (plot.right - plot.left - 8) * share,
      y: top,
      anchor: share === 0 ? ('start' as const) : share === 1 ? ('end' as const) : ('middle' as const),
    })),
  )
  const spot =
    placeText(text, spots, plot, [...taken, ...line], 'or none') ?? placeText(text, spots, plot, taken)
  return {
    parts: [
      lineFrom([plot.left, height], [plot.right, height], 'baseline'),
      textAt(spot.x, spot.y, text, { class: 'baseline-name', anchor: spot.anchor }),
    ],
    taken: [spot.box],
    crossed: [{ left: plot.left, right: plot.right, top: height - 2, bottom: height + 2 }],
  }
}
