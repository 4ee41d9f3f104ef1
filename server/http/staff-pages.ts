import type { AccountPages } from '../accounts/pages.ts'
import type { DataPage, ExportPages, MakeFilesForm } from '../exports/pages.ts'
import type { FieldworkPages, FieldworkPartials } from '../fieldwork/pages.ts'
import type { Figure } from '../figures/figure.ts'
import type { JobPages } from '../jobs/pages.ts'
import type { MailPages, MailPartials } from '../mail/pages.ts'
import type { DefinitionSummary } from '../studies/definition-summary.ts'
import type { CloseTimeFields, DefinitionPage, StudyPages } from '../studies/pages.ts'
import type { Problem } from './problems.ts'
import type { StaffShell } from './staff-shell.ts'

/** A page that says why something was not done. */
export interface TroublePage extends StaffShell {
  sentence: string
  details: string[]
  next: { href: string; label: string }
}

export interface StaffPages
  extends AccountPages,
    StudyPages,
    FieldworkPages,
    MailPages,
    ExportPages,
    JobPages {
  'staff/trouble': TroublePage
}

/** A field for one line of text. */
export interface TextField {
  id: string
  label: string
  hint: string | undefined
  type: 'text' | 'email' | 'password' | 'date' | 'time'
  value: string
  error: string | undefined
  autocomplete: string
}

export interface StaffPartials extends FieldworkPartials, MailPartials {
  '/partials/staff-head': StaffShell
  '/partials/problems': { problems: Problem[] }
  '/partials/text-field': TextField
  '/partials/close-time': CloseTimeFields
  '/partials/study-actions': Pick<DefinitionPage, 'base' | 'may'>
  '/partials/study-items': { summary: DefinitionSummary }
  '/partials/picture': Figure
  '/partials/make-files': MakeFilesForm
  '/partials/datasets': Pick<DataPage, 'datasets' | 'mayDownload'>
}
