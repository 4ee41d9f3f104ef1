import type { Figure } from '../figures/figure.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { Block, Fact, ReportDocument } from './document.ts'

/** How a picture stands on paper: two of them side by side in the drawing for a phone, across, or filling a page. */
export type OnPaper = 'half' | 'across' | 'tall'

/** A block as the page shows it: pictures are drawn. */
export type ShownBlock =
  | Exclude<Block, { kind: 'picture' }>
  | { kind: 'picture'; figure: Figure; number: number; onPaper: OnPaper }

export interface ShownReport {
  simulated: ReportDocument['simulated']
  title: string
  subtitle: string
  front: Fact[]
  contents: { id: string; text: string }[]
  blocks: ShownBlock[]
  notice: string
}

export interface ReportPage extends StaffShell {
  /** why there is no report; undefined where there is one */
  why: string | undefined
  /** what is still computed before it can be written */
  job: { href: string; step: string } | undefined
  report: ShownReport | undefined
  markdown: string
}

export interface ReportPages {
  'report/report': ReportPage
}

export interface ReportPartials {
  '/partials/report-block': { block: ShownBlock }
  '/partials/report-table': Extract<Block, { kind: 'table' }>
}
