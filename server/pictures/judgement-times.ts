import { quantile } from 'd3-array'
import { type Bin, binsOf, drawHistogram } from './histogram.ts'
import { countText, isDrawable, numberText } from './number-text.ts'
import { type Column, drawPicture, type Picture } from './picture.ts'

/** How long surgeons looked at one pair. */
export interface JudgementTimesData {
  name: string
  title: string
  /** seconds of each judgement, in any order */
  seconds: readonly number[]
}

const columns: Column[] = [
  { name: 'from_seconds', label: 'From (s)', decimals: 1 },
  { name: 'to_seconds', label: 'To (s)', decimals: 1 },
  { name: 'judgements', label: 'Judgements' },
]

/** The distribution of the time for one judgement; the slowest two hundredths share the last bar. */
export function judgementTimesPicture({ name, title, seconds }: JudgementTimesData): Picture {
  const known = seconds.filter((one) => isDrawable(one) && one >= 0)
  const bins = binsOf(known, { tail: true, most: 40 })
  const [low, median, high] = [0.1, 0.5, 0.9].map((share) => quantile(known, share) ?? 0)
  const description =
    known.length === 0
      ? 'No judgement was timed yet.'
      : `${countText(known.length, 'judgement')}; half of them took less than ${numberText(median!, 1)} seconds, ` +
        `a tenth less than ${numberText(low!, 1)} and a tenth more than ${numberText(high!, 1)}.`
  return drawPicture(
    { name, title, description, columns, rows: bins.map(({ from, to, count }) => [from, to, count]) },
    (frame) =>
      drawHistogram(
        {
          bins,
          axisTitle: 'Seconds for one judgement',
          countTitle: 'Judgements',
          marks:
            known.length === 0
              ? []
              : [{ value: median!, name: `median ${numberText(median!, 1)} s`, look: 'reference' }],
          ...tailOf(bins),
        },
        frame,
      ),
  )
}

function tailOf(bins: Bin[]): { tailText?: string } {
  const [first, last] = [bins[0], bins.at(-1)]
  // Only a tail bin is wider than the others.
  if (!first || !last || last.to - last.from <= 1.001 * (first.to - first.from)) return {}
  return { tailText: `up to ${numberText(last.to, 0)} s` }
}
