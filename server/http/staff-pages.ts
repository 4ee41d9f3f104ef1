import type { AccountPages } from '../accounts/pages.ts'
import type { ExportPages } from '../exports/pages.ts'
import type { FieldworkPages, MembersPage } from '../fieldwork/pages.ts'
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

export interface StaffPages extends AccountPages, StudyPages, FieldworkPages, MailPages, ExportPages {
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

export interface StaffPartials extends MailPartials {
  '/partials/problems': { problems: Problem[] }
  '/partials/text-field': TextField
  '/partials/close-time': CloseTimeFields
  '/partials/study-actions': Pick<DefinitionPage, 'base' | 'may'>
  '/partials/study-items': { summary: DefinitionSummary }
  '/partials/member-list': Pick<MembersPage, 'base' | 'members'> & { mayChange: boolean }
}
