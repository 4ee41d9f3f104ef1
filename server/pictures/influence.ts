import { drawIntervalRows } from './interval-rows.ts'
import { numberText, rangeText } from './number-text.ts'
import { type Column, drawPicture, type Picture } from './picture.ts'

/** The implied wRVU when one comparator, or one group of respondents, is left out. */
export interface InfluenceData {
  name: string
  title: string
  target: string
  /** with everybody and everything in */
  value: number
  /** `comparator`, `society` … */
  leftOut: string
  rows: { name: string; value: number | null; low: number | null; high: number | null; note: string }[]
  decimals: number
}

/** What the line gives is printed as finely as its interval allows; the CSV file has every digit. */
const columnsWith = (decimals: number): Column[] => [
  { name: 'left_out', label: 'Left out' },
  { name: 'implied_wrvu', label: 'Implied wRVU', decimals },
  { name: 'change', label: 'Change', decimals },
  { name: 'low', label: 'Low', decimals },
  { name: 'high', label: 'High', decimals },
]

/** The influence plot: what the value would be without each one, the strongest first. */
export function influencePicture({
  name,
  title,
  target,
  value,
  leftOut,
  rows,
  decimals,
}: InfluenceData): Picture {
  const change = (one: InfluenceData['rows'][number]) => (one.value === null ? null : one.value - value)
  const sorted = [...rows].sort((a, b) => Math.abs(change(b) ?? 0) - Math.abs(change(a) ?? 0))
  const values = rows.flatMap((one) => (one.value === null ? [] : [one.value]))
  const [strongest] = sorted
  const span =
    values.length === 0 || !strongest || strongest.value === null
      ? 'None can be left out.'
      : spanText({ target, leftOut, value, values, strongest: strongest.name, decimals })
  return drawPicture(
    {
      name,
      title,
      description: span,
      columns: columnsWith(decimals),
      rows: sorted.map((one) => [one.name, one.value, change(one), one.low, one.high]),
    },
    (frame) =>
      drawIntervalRows(
        {
          rows: sorted.map((one) => ({
            ...one,
            note: one.value === null ? one.note : numberText(one.value, decimals),
          })),
          axisTitle: `Implied wRVU without this ${leftOut}`,
          noteTitle: 'wRVU',
          references: [{ value, name: `all in: ${numberText(value, decimals)}`, look: 'reference' }],
        },
        frame,
      ),
  )
}

function spanText(given: {
  target: string
  leftOut: string
  value: number
  values: number[]
  strongest: string
  decimals: number
}): string {
  const { target, leftOut, value, values, strongest, decimals } = given
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const shown = numberText(value, decimals)
  if (numberText(low, decimals) === shown && numberText(high, decimals) === shown)
    return `Without any one ${leftOut} the value for ${target} would still be ${shown}.`
  return `Without one ${leftOut} the value for ${target} would be ${rangeText([low, high], decimals)} instead of ${shown}; leaving out ${strongest} moves it most.`
}
