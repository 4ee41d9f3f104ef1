import { drawIntervalRows } from './interval-rows.ts'
import { countText, numberText } from './number-text.ts'
import { type Column, drawPicture, type Picture } from './picture.ts'

/** Items on one scale, each with the interval of its measure. */
export interface RankingData {
  name: string
  title: string
  /** such as `Measure (logits), work effort` */
  measureTitle: string
  /** in any order; the picture sorts them */
  items: {
    name: string
    isTarget: boolean
    /** null: it has none, because all said the same, for example */
    measure: number | null
    low: number | null
    high: number | null
    wrvu: number | null
  }[]
  /** percent of the intervals */
  level: number
}

const columns: Column[] = [
  { name: 'item', label: 'Item' },
  { name: 'role', label: 'What' },
  { name: 'measure', label: 'Measure (logits)', decimals: 3 },
  { name: 'low', label: 'Low', decimals: 3 },
  { name: 'high', label: 'High', decimals: 3 },
  { name: 'wrvu', label: 'wRVU', decimals: 2 },
]

/** The ranking: items from the most to the least, with intervals, the target filled, known wRVUs at the side. */
export function rankingPicture({ name, title, measureTitle, items, level }: RankingData): Picture {
  const sorted = [...items].sort(
    (a, b) => (b.measure ?? Number.NEGATIVE_INFINITY) - (a.measure ?? Number.NEGATIVE_INFINITY),
  )
  const rows = sorted.map((item) => ({
    ...item,
    value: item.measure,
    isStrong: item.isTarget,
    note: noteOf(item),
  }))
  return drawPicture(
    {
      name,
      title,
      description:
        `${countText(items.length, 'item')} from the most to the least, each with the ${level} % interval of its ` +
        `measure; ${targetsText(sorted)} The work RVU stands on the right.`,
      columns,
      rows: sorted.map((one) => [
        one.name,
        one.isTarget ? 'target' : 'comparator',
        one.measure,
        one.low,
        one.high,
        one.wrvu,
      ]),
    },
    (frame) => drawIntervalRows({ rows, axisTitle: measureTitle, noteTitle: 'wRVU', references: [] }, frame),
  )
}

function noteOf({ measure, wrvu, isTarget }: RankingData['items'][number]): string {
  if (measure === null) return 'no measure: nobody said otherwise'
  return wrvu === null ? (isTarget ? 'target' : '') : numberText(wrvu, 2)
}

function targetsText(sorted: RankingData['items']): string {
  const places = sorted.flatMap((item, index) =>
    item.isTarget && item.measure !== null ? [`${item.name} is number ${index + 1}`] : [],
  )
  return places.length === 0 ? '' : `${places.join(', ')}.`
}
