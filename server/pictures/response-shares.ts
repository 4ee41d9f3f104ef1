import { element, type Markup, textAt, words } from './markup.ts'
import { countText } from './number-text.ts'
import {
  type Column,
  type Drawing,
  drawPicture,
  type Frame,
  type Picture,
  withoutNumbers,
} from './picture.ts'
import { shorten, shortNames, textWidth } from './text-width.ts'

/** What surgeons said of the target against each comparator, in counts. */
export interface ResponseSharesData {
  name: string
  title: string
  target: string
  /** the adjective of the answers, such as `more stressful`; left out: `more` */
  more?: string
  less?: string
  comparators: { name: string; less: number; equal: number; more: number; cannot: number }[]
}

const kinds = ['less', 'equal', 'more', 'cannot'] as const
type Kind = (typeof kinds)[number]
type Counts = ResponseSharesData['comparators'][number]

const columns: Column[] = [
  { name: 'comparator', label: 'Comparator' },
  { name: 'less', label: 'Target less' },
  { name: 'equal', label: 'Equal' },
  { name: 'more', label: 'Target more' },
  { name: 'cannot', label: 'Cannot compare' },
  { name: 'answers', label: 'Answers' },
]

/** Response shares: a bar for each comparator, always in the order less, equal, more, cannot, with the counts in words. */
export function responseSharesPicture(data: ResponseSharesData): Picture {
  const { name, title, target, comparators } = data
  const sorted = [...comparators].sort((a, b) => shareMore(b) - shareMore(a))
  return drawPicture(
    {
      name,
      title,
      description:
        `What surgeons said of ${target} against ${countText(comparators.length, 'comparator')}; in each bar from ` +
        `left to right less, equal, more, cannot compare. The counts stand beside it in the same order.`,
      columns,
      rows: sorted.map((one) => [one.name, one.less, one.equal, one.more, one.cannot, answersOf(one)]),
    },
    (frame) => draw(data, sorted, frame),
  )
}

function answersOf(one: Counts): number {
  return kinds.reduce((sum, kind) => sum + one[kind], 0)
}

function shareMore(one: Counts): number {
  const judged = one.less + one.equal + one.more
  return judged === 0 ? -1 : (one.more + one.equal / 2) / judged
}

function draw({ target, less, more }: ResponseSharesData, sorted: Counts[], frame: Frame): Drawing {
  if (sorted.length === 0) return withoutNumbers(frame, 'There is no comparator.')
  const texts = sorted.map((one) => kinds.map((kind) => one[kind]).join(' · '))
  const textRoom = Math.max(...texts.map((text) => textWidth(text)))
  const nameRoom = frame.isNarrow
    ? frame.width - textRoom - 16
    : Math.min(230, Math.max(...sorted.map((one) => textWidth(one.name))))
  const [left, right] = frame.isNarrow ? [2, frame.width - 2] : [nameRoom + 16, frame.width - textRoom - 16]
  const names = shortNames(
    sorted.map((one) => one.name),
    nameRoom,
  )
  const least = less ?? 'less'
  const named = shorten(target, frame.width - 40 - textWidth(` ${least}`))
  const key = drawKey([`${named} ${least}`, 'equal', more ?? 'more', 'cannot compare'], left, frame)
  const step = frame.isNarrow ? 40 : 30
  const top = key.height + 10
  return {
    height: top + step * sorted.length + 4,
    parts: [
      ...key.parts,
      ...sorted.flatMap((one, index) => {
        const y = top + step * index
        const textY = frame.isNarrow ? y + 14 : y + 16
        return [
          textAt(frame.isNarrow ? left : left - 14, textY, names[index]!, {
            anchor: frame.isNarrow ? 'start' : 'end',
          }),
          ...drawBar(one, { left, right, y: frame.isNarrow ? y + 18 : y + 2 }),
          textAt(frame.width - 2, textY, texts[index]!, { class: 'note', anchor: 'end' }),
        ]
      }),
    ],
  }
}

const barHeight = 19

/** "Cannot compare" stands apart from the three answers: it is no place on the scale. */
function drawBar(one: Counts, { left, right, y }: { left: number; right: number; y: number }): Markup[] {
  const total = answersOf(one)
  if (total === 0) return [textAt(left, y + 14, 'no answers', { class: 'tick' })]
  const gap = one.cannot > 0 && one.cannot < total ? 5 : 0
  const width = right - left - gap
  let x = left
  return kinds.flatMap((kind) => {
    if (one[kind] === 0) return []
    if (kind === 'cannot') x += gap
    const part = (width * one[kind]) / total
    const from = x
    x += part
    return drawPart(kind, one[kind], { x: from, y, width: part })
  })
}

function drawPart(
  kind: Kind,
  count: number,
  { x, y, width }: { x: number; y: number; width: number },
): Markup[] {
  const text = String(count)
  const inset = kind === 'cannot' ? 0.75 : 0
  return [
    element(
      'rect',
      {
        x: x + inset,
        y: y + inset,
        width: Math.max(width - 2 * inset - 1, 0.5),
        height: barHeight - 2 * inset,
        class: `share ${kind}`,
      },
      element('title', {}, words(`${kind}: ${count}`)),
    ),
    ...(textWidth(text, 12) + 6 <= width
      ? [textAt(x + width / 2, y + 14, text, { class: `on-${kind}`, anchor: 'middle' })]
      : []),
  ]
}

/** Which part of a bar is which, in the order of the bars; wraps on a phone. */
function drawKey(names: string[], left: number, frame: Frame): { parts: Markup[]; height: number } {
  let x = frame.isNarrow ? 2 : Math.min(left, frame.width - 500, frame.width - textWidth(names[0]!) - 40)
  let y = 14
  const start = Math.max(x, 2)
  x = start
  const parts = kinds.flatMap((kind, index) => {
    const width = textWidth(names[index]!) + 34
    if (x > start && x + width > frame.width) {
      x = start
      y += 20
    }
    const from = x
    x += width
    return [
      element('rect', { x: from + 0.75, y: y - 10.25, width: 12, height: 12, class: `share ${kind}` }),
      textAt(from + 18, y, names[index]!, { class: 'key' }),
    ]
  })
  return { parts, height: y + 6 }
}
