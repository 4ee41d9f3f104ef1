import { element, type Markup, textAt } from './markup.ts'
import {
  type Cell,
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { inLines, shorten, textWidth } from './text-width.ts'

/** The way from the list to the analysis, with who left where and why. */
export interface FunnelFlowData {
  name: string
  title: string
  stages: {
    name: string
    /** null: withheld, because so few people could be recognised */
    n: number | null
    /** what the rate is taken of; null for the first stage, and where it is not known */
    of: { name: string; n: number } | null
    /** who did not reach this stage from the one before, and why */
    left: { reason: string; n: number | null }[]
    /** these come in beside those of the stage before, as by an open link: the way does not lead through their box */
    joins?: boolean
  }[]
}

const columns: Column[] = [
  { name: 'stage', label: 'Stage' },
  { name: 'left', label: 'Left before it' },
  { name: 'n', label: 'Surgeons' },
  { name: 'of', label: 'Of' },
  { name: 'of_n', label: 'Which are' },
  { name: 'percent', label: 'Percent', decimals: 1 },
]

type Stage = FunnelFlowData['stages'][number]

/** The flow diagram: a box for each stage with its rate and what it is taken of, and at the side those who left. */
export function funnelFlowPicture({ name, title, stages }: FunnelFlowData): Picture {
  const [first, last] = [stages[0], stages.at(-1)]
  const ends =
    first && last
      ? `From ${countOf(first.n)} ${first.name.toLowerCase()} to ${countOf(last.n)} ${last.name.toLowerCase()}. `
      : ''
  return drawPicture(
    {
      name,
      title,
      description: `${ends}Each box is a stage with its rate and what that is taken of; at the side are those who left before it.${stages.some(({ joins }) => joins) ? ' A box beside the line holds people who join there.' : ''}`,
      columns,
      rows: stages.flatMap((stage): Cell[][] => [
        ...stage.left.map(({ reason, n }) => [stage.name, reason, n, null, null, null]),
        [stage.name, null, stage.n, stage.of?.name ?? null, stage.of?.n ?? null, percentOf(stage)],
      ]),
    },
    (frame) => draw(stages, frame),
  )
}

function countOf(n: number | null): string {
  return n === null ? 'withheld' : String(n)
}

function percentOf({ n, of }: Stage): number | null {
  return n === null || !of || of.n === 0 ? null : (100 * n) / of.n
}

function rateText(stage: Stage): string {
  const percent = percentOf(stage)
  return percent === null ? '' : `${Math.round(percent)} % of ${stage.of!.n} ${stage.of!.name.toLowerCase()}`
}

const boxHeight = 48
const lineHeight = 19
/** Where the line of the way runs, and where a box beside it begins. */
const lineX = 30
const joinsAt = 58

function draw(stages: Stage[], frame: Frame): Drawing {
  if (stages.length === 0) return withoutNumbers(frame, 'There is no stage yet.')
  const width = frame.isNarrow ? frame.width - 4 : 270
  const most = Math.max(1, ...stages.map((stage) => stage.n ?? 0))
  let y = 4
  let lineFrom = y
  const parts = stages.flatMap((stage, index) => {
    const isFirst = index === 0
    const { joins = false } = stage
    const left = leftLines(stage, frame.width - leftFrom(frame, width) - 4)
    const gap = isFirst ? 0 : Math.max(26, left.length * lineHeight + (frame.isNarrow ? 18 : 12))
    const [from, top, start] = [y, y + gap, lineFrom]
    y = top + boxHeight
    if (!joins) lineFrom = y
    return [
      ...(isFirst ? [] : joins ? drawJoin(top + boxHeight / 2) : drawArrow(lineX, start, top)),
      ...drawLeft(left, from + gap / 2, leftFrom(frame, width)),
      ...drawBox(stage, { x: joins ? joinsAt : 2, y: top, end: width + 2, most }),
    ]
  })
  return { height: y + 4, parts }
}

function drawArrow(x: number, from: number, to: number): Markup[] {
  return [
    element('path', { d: `M${x},${from}V${to - 1}`, class: 'flow' }),
    element('path', { d: `M${x - 4},${to - 7}L${x},${to - 1}L${x + 4},${to - 7}`, class: 'flow' }),
  ]
}

/** An arrow from a box beside the line into the line. */
function drawJoin(y: number): Markup[] {
  const x = lineX + 1
  return [
    element('path', { d: `M${joinsAt},${y}H${x}`, class: 'flow' }),
    element('path', { d: `M${x + 6},${y - 4}L${x},${y}L${x + 6},${y + 4}`, class: 'flow' }),
  ]
}

/** `most` people fill a box that stands on the line, from 2 to `end`; bars of all boxes have one scale. */
function drawBox(
  stage: Stage,
  { x, y, end, most }: { x: number; y: number; end: number; most: number },
): Markup[] {
  const count = countOf(stage.n)
  const width = end - x
  const share = Math.min(width - 2, ((end - 4) * (stage.n ?? 0)) / most)
  return [
    element('rect', { x, y, width, height: boxHeight, rx: 6, class: 'box' }),
    share > 0
      ? element('rect', { x: x + 1, y: y + boxHeight - 5, width: share, height: 4, class: 'bar' })
      : undefined,
    textAt(x + 12, y + 20, shorten(stage.name, width - textWidth(count) - 40), { class: 'stage' }),
    textAt(x + 12, y + 37, shorten(rateText(stage), width - 24), { class: 'tick' }),
    textAt(end - 12, y + 23, count, { class: 'stage', anchor: 'end' }),
  ].filter((part) => part !== undefined)
}

function leftFrom(frame: Frame, width: number): number {
  return frame.isNarrow ? 50 : width + 34
}

/** Who left, with the reasons in lines of a width. */
function leftLines({ left }: Stage, width: number): string[] {
  return left.flatMap(({ reason, n }) => {
    const [first = '', ...more] = inLines(n === null ? `${reason} (count withheld)` : `${n} ${reason}`, width)
    return [first, ...more]
  })
}

function drawLeft(lines: string[], y: number, x: number): Markup[] {
  if (lines.length === 0) return []
  const top = y - ((lines.length - 1) * lineHeight) / 2 + 4
  return [
    element('path', { d: `M${lineX},${y}H${x - 8}`, class: 'flow side' }),
    ...lines.map((line, index) => textAt(x, top + index * lineHeight, line, { class: 'note' })),
  ]
}
