import type { AnalysisOptions, AnswerTable } from '../results/answer-table.ts'

/** Which of the values a model reads: a dichotomised model reads two, every other one. */
export type Reading = 'target' | 'comparators-mean' | 'more = 1' | 'more or equal = 1'

/** What a respondent said about themselves, as far as the study asked; undefined where it did not, null without an answer. */
export interface Person {
  pseudonym: string
  society: string
  language: string
  performer: boolean | null | undefined
  conflict: boolean | null | undefined
  typical: boolean | null | undefined
  specialty: string | null | undefined
  /** first presentations of pairs of this case that have no score: cannot, or no answer */
  unscored: number
  /** visible seconds of the judgements on every construct that were timed */
  seconds: number[]
}

/** Answers on one construct to one target (or to all where pairs are linked), one respondent a row. */
export interface ConstructTable {
  slug: string
  name: string
  table: AnswerTable
}

/**
 * One planned value and everything that variants of its analysis are made from. The tables hold the respondents that
 * the plan takes, in the order of `people`; some may have no answer about this target.
 */
export interface SensitivityCase {
  /** id of the target, as results name it */
  target: string
  /** codes of the target, as people write them */
  targetName: string
  reading: Reading
  people: Person[]
  primary: ConstructTable
  others: ConstructTable[]
  /** the primary construct with everybody who gave an answer, also whom the plan leaves out */
  everybody: AnswerTable
  /** the primary construct with the second answer where a pair was shown twice; undefined without repeats */
  repeated: AnswerTable | undefined
  planned: AnalysisOptions
  /** names of items by id, such as `63047` */
  itemNames: Record<string, string>
  groupNames: {
    society: Record<string, string>
    language: Record<string, string>
    specialty: Record<string, string>
  }
  /** groups below it, and those from which one could be worked out, are withheld; 1 withholds nothing */
  smallCellThreshold: number
  /** societies of which the funnel does not tell how many are analysed */
  withheldSocieties: readonly string[]
}
