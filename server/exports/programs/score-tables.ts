import { codesText, textIn } from '../../studies/definition-text.ts'
import type { Column } from '../column.ts'
import { scoreColumns } from './columns.ts'
import { oneLine } from './one-line.ts'
import { countScores, type Survey, type WideScores, wideRows } from './survey.ts'

/** Respondents by items with a score from 0, as programs for person-by-item models take it. */
export interface ScoreTable {
  /** how its files are called */
  name: string
  title: string
  /** what the items and their codes are, for codebook and label */
  columns: Column[]
  /** how programs with room for a label call the items */
  items: string[]
  /** the same where there is room for a sentence */
  labels: string[]
  /** one word a category, lowest first */
  categories: string[]
  /** the scores of each respondent with the respondent's index; NO_SCORE where there is none */
  rows(): Generator<[respondent: number, Int8Array]>
}

/** How the table and the analysis of a study's rating items are called. */
export const ratingTableName = 'rating_items'

/** Returns the table of one target and construct: 2 = the target is more than the comparator. */
export function comparedTable(survey: Survey, wide: WideScores): ScoreTable {
  const { definition } = survey
  const target = definition.targets.find((one) => one.id === wide.target)!
  const comparators = definition.comparators.length
  return {
    name: wide.name,
    title: `${wide.construct}: ${wide.target} ${codesText(target).replaceAll(' ', '')} against ${comparators} comparators`,
    columns: scoreColumns(definition),
    items: definition.comparators.map((one) => `${one.id} ${codesText(one).replaceAll(' ', '')}`),
    labels: definition.comparators.map(
      (one) => `${wide.target} v ${one.id} (${codesText(one).replaceAll(' ', '')}), ${wide.construct}`,
    ),
    categories: ['Target less', 'Equal', 'Target more'],
    rows: () => wideRows(survey, wide),
  }
}

/** Returns the table of the rating items, or nothing where the study has none; 0 = the lowest category. */
export function ratingTable(survey: Survey): ScoreTable | undefined {
  const { definition, answers, ratings } = survey
  const { ratingItems, ratingScale, languages } = definition
  if (ratingItems.length === 0 || !ratingScale) return undefined
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, languages[0]!, definition)
  const categories = ratingScale.categories.map(say)
  const codes = Object.fromEntries(categories.map((category, index) => [String(index), category]))
  const width = ratingItems.length
  return {
    name: ratingTableName,
    title: `Rating items: ${width} items, ${categories.length} categories`,
    items: ratingItems.map(({ id, label }) => `${id} ${oneLine(say(label))}`),
    labels: ratingItems.map(({ label, text }) => `${say(label)}: ${say(text)}`),
    columns: ratingItems.map(({ id, label }) => ({
      name: id,
      label: say(label),
      type: 'integer',
      codes,
      blank: 'Not answered',
      since: 1,
    })),
    categories,
    *rows() {
      for (let row = 0; row < answers.respondents.length; row++)
        yield [row, ratings.subarray(row * width, (row + 1) * width)]
    },
  }
}

/** Returns every table of a survey: targets by constructs, then the rating items. */
export function scoreTables(survey: Survey): ScoreTable[] {
  const rated = ratingTable(survey)
  return [...survey.wides.map((wide) => comparedTable(survey, wide)), ...(rated ? [rated] : [])]
}

/** How many rows of a table programs keep. */
export interface RowsKept {
  name: string
  rows: number
  /** rows without a blank: all that snowIRT keeps */
  complete: number
  twoOrMore: number
  oneOrMore: number
}

/** Counts what each program will keep of a table. */
export function countKept({ name, columns, rows }: ScoreTable): RowsKept {
  const kept: RowsKept = { name, rows: 0, complete: 0, twoOrMore: 0, oneOrMore: 0 }
  for (const [, scores] of rows()) {
    const scored = countScores(scores)
    kept.rows++
    if (scored === columns.length) kept.complete++
    if (scored >= 2) kept.twoOrMore++
    if (scored >= 1) kept.oneOrMore++
  }
  return kept
}
