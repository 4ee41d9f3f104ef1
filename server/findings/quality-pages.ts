import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { PagePart } from './page-parts.ts'
import type { Fact, ResultPage } from './pages.ts'

/** A heading of a sortable table: a link that sorts by it, the other way when it is sorted by already. */
export interface SortHead {
  label: string
  href: string
  sorted: 'ascending' | 'descending' | undefined
  isNumber: boolean
}

/** A respondent or an item: its cells under the headings, what stands out, and whether it is left out. */
export interface QualityRow {
  /** pseudonym, or id of the item */
  id: string
  label: string
  cells: { label: string; text: string }[]
  flags: string[]
  /** a recorded decision leaves it out */
  isLeftOut: boolean
  /** where it is left out or taken back; undefined for who only reads */
  decideHref: string | undefined
}

/** Judges and items of one analysis, and the decisions on them. */
export interface QualityPage extends StaffShell {
  heading: string
  lead: string
  analysisName: string
  /** the analyses to choose from */
  choices: { label: string; href: string; current: boolean }[]
  none: string | undefined
  contents: PagePart[]
  facts: Fact[]
  judgeHeads: SortHead[]
  judges: QualityRow[]
  pager: { before: string | undefined; after: string | undefined; text: string }
  itemHeads: string[]
  items: QualityRow[]
  /** the steps common to all items; '' where each has its own */
  steps: string
  dependence: { pair: string; aq3: string; reading: string }[]
  dependenceSentence: string
  decisions: {
    what: string
    decided: string
    reason: string
    by: string
    at: string
    /** whether results were open by then, in words */
    knowledge: string
    isInForce: boolean
  }[]
  /** how many concerned people whose answers were erased since, as a sentence; '' where none did */
  erasedDecisions: string
  planned: { value: string; interval: string } | undefined
  withDecisions: ResultPage['withDecisions']
  figures: Figure[]
}

/** The form that records a decision, with its reason. */
export interface DecidePage extends StaffShell {
  heading: string
  sentence: string
  action: string
  fields: { name: string; value: string }[]
  reason: string
  button: string
  backHref: string
  problems: Problem[]
  problem: string | undefined
}

export interface QualityPageList {
  'findings/quality': QualityPage
  'findings/decide': DecidePage
}

export interface QualityPartials {
  '/partials/on-this-page': { contents: PagePart[] }
  '/partials/quality-judges': Pick<QualityPage, 'judgeHeads' | 'judges' | 'pager'>
  '/partials/quality-items': Pick<QualityPage, 'itemHeads' | 'items'>
  '/partials/quality-decisions': Pick<
    QualityPage,
    'decisions' | 'erasedDecisions' | 'planned' | 'withDecisions'
  >
}
