import { extent } from 'd3-array'
import { binsOf, drawHistogram } from './histogram.ts'
import { countText, isDrawable, numberText, rangeText } from './number-text.ts'
import { type Column, drawPicture, type Picture } from './picture.ts'

/** The implied wRVU with each respondent left out in turn. */
export interface RespondentInfluenceData {
  name: string
  title: string
  target: string
  /** with everybody in */
  value: number
  /** without each, in any order */
  without: readonly number[]
  decimals: number
}

const columns: Column[] = [
  { name: 'from_wrvu', label: 'Implied wRVU, at least', decimals: 3 },
  { name: 'to_wrvu', label: 'Below', decimals: 3 },
  { name: 'respondents', label: 'Surgeons whose absence gives it' },
]

/** How far one surgeon moves the value: where it would lie without each of them. */
export function respondentInfluencePicture(data: RespondentInfluenceData): Picture {
  const { name, title, target, value, without, decimals } = data
  const known = without.filter(isDrawable)
  const bins = binsOf(known)
  const [low, high] = extent(known)
  const description =
    low === undefined || high === undefined
      ? 'Nobody can be left out.'
      : `The value for ${target} without each of ${countText(known.length, 'surgeon')} in turn: ` +
        `${rangeText([low, high], decimals)}, with everybody ${numberText(value, decimals)}.`
  return drawPicture(
    { name, title, description, columns, rows: bins.map(({ from, to, count }) => [from, to, count]) },
    (frame) =>
      drawHistogram(
        {
          bins,
          axisTitle: 'Implied wRVU without one surgeon',
          countTitle: 'Surgeons',
          marks: [{ value, name: `everybody: ${numberText(value, decimals)}`, look: 'reference' }],
        },
        frame,
      ),
  )
}
