import type { Figure } from '../figures/figure.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { DifferencePart, PagePart } from './page-parts.ts'
import type { QualityPageList, QualityPartials } from './quality-pages.ts'
import type { RunField } from './run-query.ts'

/** A number with its name, and what it means where that helps. */
export interface Fact {
  label: string
  value: string
  hint?: string | undefined
}

/** One implied wRVU; a dichotomised model has two. */
export interface Reading {
  /** how it was read where there are several, else '' */
  name: string
  value: string
  /** the 95 % prediction interval, the headline */
  interval: string
  /** the 95 % interval of the line, named beside it */
  line: string
  /** where the line was read */
  readOut: string
  /** where the uncertainty comes from; empty until the surgeons were resampled */
  parts: Fact[]
}

/** Why there is no number, and what helps. */
export interface NoNumber {
  sentence: string
  advice: string
}

/** The value of one target on one construct. */
export interface Headline {
  readings: Reading[]
  none: NoNumber | undefined
  warnings: string[]
  /** one paragraph that a committee member can read aloud */
  plain: string
  facts: Fact[]
  /** the surgeons are being resampled */
  pending: boolean
}

/** One construct in the table that puts them side by side. */
export interface ConstructRow {
  name: string
  isPrimary: boolean
  isShown: boolean
  href: string
  value: string
  interval: string
  line: string
  r2: string
  n: string
  baseline: string
  surgeons: string
  reliability: string
  sentence: string
}

/** One comparator: what surgeons said of it beside what the model made of that. */
export interface AnswerRow {
  id: string
  codes: string
  label: string
  wrvu: string
  year: string
  less: number
  equal: number
  more: number
  cannot: number
  none: number
  /** where the parts of the bar begin and how wide they are, percent of the scored answers; undefined without any */
  bar: { equal: number; more: number; rest: number } | undefined
  measure: string
  se: string
  infit: string
  outfit: string
  /** why it has no measure, or is left out */
  note: string
  /** published wRVU that the line through the other comparators gives it */
  predicted: string
  ratio: string
  ratioInterval: string
}

/** How the numbers were made and how somebody else makes them again. */
export interface Provenance {
  model: string
  facts: Fact[]
  /** SHA-256 of plan, data and definition */
  hashes: Fact[]
  people: { funnel: Fact[]; excluded: { reason: string; n: string; by: string }[]; hint: string | undefined }
}

/** What every page of a study's result has. */
export interface ResultShell extends StaffShell {
  base: string
  heading: string
  /** how the run differs from the plan; empty = the planned analysis */
  exploratory: string[]
  /** the planned analysis of the same page */
  plannedHref: string
  form: { action: string; fields: RunField[]; keep: { name: string; value: string }[] }
  provenance: Provenance
}

/** One target: its value, every construct, every comparator. */
export interface ResultPage extends ResultShell {
  label: string
  contents: PagePart[]
  /** links to the targets where there are several */
  targets: { name: string; href: string; current: boolean }[]
  constructName: string
  isPrimary: boolean
  headline: Headline
  constructs: ConstructRow[]
  answers: AnswerRow[]
  targetName: string
  metric: string
  /** the regression behind the value; undefined where there is no line */
  line: Figure | undefined
  figures: Figure[]
  /** the result with recorded exclusions, beside the planned one; undefined where nothing is excluded */
  withDecisions: { value: string; interval: string; href: string; sentence: string } | undefined
}

/** Several targets of one study beside each other. */
export interface TargetsPage extends ResultShell {
  rows: {
    name: string
    label: string
    href: string
    value: string
    interval: string
    r2: string
    n: string
    sentence: string
  }[]
  constructName: string
  baseline: string
  differences: DifferencePart
}

/** The rating items of a study. */
export interface RatingsPage extends ResultShell {
  none: NoNumber | undefined
  plain: string
  facts: Fact[]
  categories: string[]
  items: {
    rank: string
    id: string
    label: string
    shares: { category: string; percent: string }[]
    measure: string
    se: string
    infit: string
    outfit: string
    thresholds: string
    note: string
  }[]
  figures: Figure[]
}

/** What may be seen before the study has closed. */
export interface BlindPage extends StaffShell {
  heading: string
  sentence: string
  widths: Fact[]
  widthSentence: string
  funnel: Fact[]
  base: string
}

export interface FindingsPages extends QualityPageList {
  'findings/result': ResultPage
  'findings/targets': TargetsPage
  'findings/ratings': RatingsPage
  'findings/blind': BlindPage
}

export interface FindingsPartials extends QualityPartials {
  '/partials/finding-exploratory': Pick<ResultShell, 'exploratory' | 'plannedHref'>
  '/partials/finding-headline': Headline
  '/partials/finding-facts': { facts: Fact[] }
  '/partials/finding-constructs': { constructs: ConstructRow[] }
  '/partials/finding-answers': Pick<ResultPage, 'answers' | 'targetName' | 'metric' | 'constructName'>
  '/partials/finding-comparators': Pick<ResultPage, 'answers' | 'targetName'>
  '/partials/finding-provenance': Provenance
  '/partials/finding-run-form': ResultShell['form']
}
