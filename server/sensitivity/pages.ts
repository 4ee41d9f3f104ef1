import type { Figure } from '../figures/figure.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { InfluentialRow } from './influential.ts'

/** One analysis as a row; where it has no value, `why` says so and the cells of numbers are ''. */
export interface VariantRow {
  name: string
  differs: string
  isPlan: boolean
  respondents: string
  comparators: string
  /** comparators without a place on the line, in a sentence; '' where all have one */
  offLine: string
  value: string
  interval: string
  difference: string
  r2: string
  baseline: string
  why: string
}

/** Rows of one kind; what all of them differ by is said once. */
export interface TablePart {
  heading: string
  note: string
  rows: VariantRow[]
}

/** The analyses of one target. */
export interface TargetSection {
  id: string
  heading: string
  sentences: string[]
  /** where the line is read, for the caption */
  caption: string
  parts: TablePart[]
  figures: Figure[]
  influence: { sentences: string[]; figure: Figure | undefined; rows: InfluentialRow[] } | undefined
  differences: string[]
}

export interface SensitivityPage extends StaffShell {
  /** why nothing is shown; undefined where there is something */
  notice: string | undefined
  /** being computed */
  job: { href: string; step: string } | undefined
  /** where it can be tried again after a failure */
  again: string | undefined
  targets: TargetSection[]
  csv: string | undefined
  computed: string
}

export interface SensitivityPages {
  'sensitivity/sensitivity': SensitivityPage
}

export interface SensitivityPartials {
  '/partials/sensitivity-influential': { rows: InfluentialRow[]; heading: string }
  '/partials/sensitivity-table': Pick<TargetSection, 'id' | 'heading' | 'caption' | 'parts'>
}
