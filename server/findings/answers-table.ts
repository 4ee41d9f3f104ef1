import type { AnswerCounts } from './counts.ts'
import { fixed, range } from './numbers.ts'
import type { AnswerRow } from './pages.ts'
import type { Value } from './plain-language.ts'
import type { Finding, StudyResult } from './study-result.ts'

const withoutMeasure = {
  'always-highest': 'every answer put the target above it: no finite measure',
  'always-lowest': 'every answer put the target below it: no finite measure',
  'no-answers': 'no answers',
} as const

/**
 * Returns what surgeons said of each comparator beside what the model made of it, the comparators judged least first;
 * those without a measure stand last.
 */
export function answerRows(result: StudyResult, finding: Finding): AnswerRow[] {
  const { values, counts } = finding
  const [value] = values
  const found = value && !('outcome' in value) ? value : undefined
  const onLine = found ? Object.keys(found.ratios) : []
  const measured = (id: string) => finding.result.items[id]?.location ?? Number.POSITIVE_INFINITY
  return [...result.comparators]
    .sort((one, other) => measured(one.id) - measured(other.id) || (one.id < other.id ? -1 : 1))
    .map((comparator): AnswerRow => {
      const { id, codes, label, wrvu, wrvuYear, leftOut } = comparator
      const item = finding.result.items[id]
      const count = counts.find((one) => one.item === id)
      const why = item?.without_measure ? withoutMeasure[item.without_measure] : ''
      return {
        id,
        codes,
        label,
        wrvu: wrvu.toFixed(2),
        year: String(wrvuYear),
        less: count?.less ?? 0,
        equal: count?.equal ?? 0,
        more: count?.more ?? 0,
        cannot: count?.cannot ?? 0,
        none: count?.none ?? 0,
        bar: barOf(count),
        measure: fixed(item?.location, 2),
        se: fixed(item?.location_se, 2),
        infit: fixed(item?.infit, 2),
        outfit: fixed(item?.outfit, 2),
        note: leftOut === undefined ? why : `left out: ${leftOut}`,
        ...valueCells(found, onLine.indexOf(id), wrvu),
      }
    })
}

function valueCells(
  value: Value | undefined,
  place: number,
  wrvu: number,
): Pick<AnswerRow, 'predicted' | 'ratio' | 'ratioInterval'> {
  if (!value || place < 0 || wrvu === 0) return { predicted: '–', ratio: '–', ratioInterval: '–' }
  const [low, high] = value.pi_with_target_se
  return {
    predicted: fixed(wrvu - value.loo_residuals[place]!, value.decimals),
    ratio: fixed(value.predicted / wrvu, 2),
    ratioInterval: range([low / wrvu, high / wrvu], 2),
  }
}

function barOf(count: AnswerCounts | undefined): AnswerRow['bar'] {
  const n = count ? count.less + count.equal + count.more : 0
  if (!count || n === 0) return undefined
  const share = (part: number) => Math.round((1000 * part) / n) / 10
  const equal = share(count.less)
  const more = share(count.less + count.equal)
  return { equal, more, rest: Math.round(10 * (100 - more)) / 10 }
}
