import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { ChoiceTexts } from './read-choice.ts'

/** The form that takes a table. */
export interface RecomputeForm extends ChoiceTexts {
  table: string
  problems: Problem[]
  errorOf: {
    table: string | undefined
    target: string | undefined
    at: string | undefined
    error: string | undefined
  }
}

/** What came out, in words and figures as the page shows them. */
export interface RecomputeResult {
  target: string
  /** with the decimals that its interval supports */
  value: string
  prediction: string
  facts: { name: string; value: string }[]
  warnings: string[]
  figures: Figure[]
  rows: { name: string; cells: { label: string; text: string }[] }[]
  unused: string
  /** a pasted table has no address: its files come by a form that carries it along */
  files: { value: string; label: string }[]
}

/** The page on which a published table is pasted and its regression shown. */
export interface RecomputePage extends StaffShell {
  heading: string
  examples: { href: string; title: string; isCurrent: boolean }[]
  /** where the shown numbers come from; undefined for a table of one's own */
  about: { source: string; remark: string; others: { label: string; href: string }[] } | undefined
  result: RecomputeResult | undefined
  form: RecomputeForm
}

/** A published value that is the mean of several estimates. */
export interface AveragePage extends StaffShell {
  heading: string
  examples: RecomputePage['examples']
  source: string
  remark: string
  parts: { name: string; value: string }[]
  mean: string
}

export interface RecomputePages {
  'recompute/recompute': RecomputePage
  'recompute/average': AveragePage
}

export interface RecomputePartials {
  '/partials/recompute-result': RecomputeResult & Pick<RecomputePage, 'form'>
  '/partials/recompute-form': RecomputeForm
  '/partials/recompute-examples': Pick<RecomputePage, 'examples'>
}
