import { drawIntervalRows, type Reference } from './interval-rows.ts'
import { countText, numberText, rangeText } from './number-text.ts'
import { type Column, drawPicture, type Picture } from './picture.ts'

/** The same value, computed in several ways. */
export interface ForestData {
  name: string
  title: string
  target: string
  variants: {
    name: string
    /** null: this way gives no estimate, and `note` says why */
    value: number | null
    low: number | null
    high: number | null
    /** decimals that its interval supports; those of the picture where left out */
    decimals?: number
    /** respondents it rests on, where it is worth saying */
    respondents: number | null
    note: string
    /** the one of the analysis plan */
    isPlanned: boolean
  }[]
  /** what the description says of analyses that are not drawn; left out where all are */
  note?: string
  /** the mean of the comparators, where there is one */
  baseline: number | null
  /** percent of the intervals */
  level: number
  decimals: number
}

/** What the line gives is printed as finely as its interval allows; the CSV file has every digit. */
const columnsWith = (decimals: number): Column[] => [
  { name: 'variant', label: 'Analysis' },
  { name: 'planned', label: 'Planned' },
  { name: 'implied_wrvu', label: 'Implied wRVU', decimals },
  { name: 'low', label: 'Low', decimals },
  { name: 'high', label: 'High', decimals },
  { name: 'respondents', label: 'Surgeons' },
  { name: 'note', label: 'Note' },
]

/** The sensitivity picture: a line for each way to compute the value; the planned one is filled. */
export function forestPicture(data: ForestData): Picture {
  const { variants, level, decimals } = data
  const rows = variants.map((one) => ({
    ...one,
    isStrong: one.isPlanned,
    note:
      one.value === null
        ? one.note
        : `${numberText(one.value, one.decimals ?? decimals)}${limitsText(one, one.decimals ?? decimals)}`,
  }))
  return drawPicture(
    {
      name: data.name,
      title: data.title,
      description: describe(data),
      columns: columnsWith(data.decimals),
      rows: variants.map((one) => [
        one.name,
        one.isPlanned ? 'yes' : 'no',
        one.value,
        one.low,
        one.high,
        one.respondents,
        one.note,
      ]),
    },
    (frame) =>
      drawIntervalRows(
        {
          rows,
          axisTitle: 'Implied wRVU',
          noteTitle: `value (${level} % interval)`,
          references: referencesOf(data),
        },
        frame,
      ),
  )
}

function limitsText({ low, high }: ForestData['variants'][number], decimals: number): string {
  return low === null || high === null ? '' : ` (${rangeText([low, high], decimals)})`
}

function referencesOf({ variants, baseline, decimals }: ForestData): Reference[] {
  const planned = variants.find((one) => one.isPlanned)?.value ?? null
  return [
    ...(planned === null
      ? []
      : [
          {
            value: planned,
            name: `planned ${numberText(planned, decimals)}`,
            look: 'reference' as const,
          },
        ]),
    ...(baseline === null
      ? []
      : [
          {
            value: baseline,
            name: `mean of comparators ${numberText(baseline, decimals)}`,
            look: 'baseline' as const,
          },
        ]),
  ]
}

function describe({ target, variants, level, decimals, note = '' }: ForestData): string {
  const planned = variants.find((one) => one.isPlanned)
  const others = variants.filter((one) => !one.isPlanned)
  const values = others.flatMap((one) => (one.value === null ? [] : [one.value]))
  const without = others.length - values.length
  const said = [
    planned?.value == null
      ? ''
      : `As planned, ${target} comes out at ${numberText(planned.value, decimals)} wRVU.`,
    values.length === 0
      ? 'No other analysis gives an estimate.'
      : `${countText(values.length, 'other analysis', 'other analyses')} ${values.length === 1 ? 'gives' : 'give'} ${spanText(others, decimals)}; bars are ${level} % intervals.`,
    without > 0 && values.length > 0 ? `${without} ${without === 1 ? 'gives' : 'give'} no estimate.` : '',
    note,
  ]
  return said.filter((sentence) => sentence !== '').join(' ')
}

/** From the lowest to the highest value, each with the decimals of its own line; once where they are the same. */
function spanText(variants: ForestData['variants'], decimals: number): string {
  const known = variants.flatMap((one) =>
    one.value === null ? [] : [{ value: one.value, decimals: one.decimals ?? decimals }],
  )
  const sorted = known.sort((a, b) => a.value - b.value)
  const [low, high] = [sorted[0]!, sorted.at(-1)!].map((one) => numberText(one.value, one.decimals))
  return low === high ? low! : `${low} to ${high}`
}
