import type { AccountPages, MadeLink, RoleChoice } from '../accounts/pages.ts'
import type { DataPage, ExportPages, MakeFilesForm } from '../exports/pages.ts'
import type { FeePages } from '../fees/pages.ts'
import type { FieldworkPages, FieldworkPartials } from '../fieldwork/pages.ts'
import type { Figure } from '../figures/figure.ts'
import type { FindingsPages, FindingsPartials } from '../findings/pages.ts'
import type { JobPages } from '../jobs/pages.ts'
import type { LogPages } from '../log/pages.ts'
import type { MailPages, MailPartials } from '../mail/pages.ts'
import type { FoundModel, PlanningPages } from '../planning/pages.ts'
import type { RecomputePages, RecomputePartials } from '../recompute/pages.ts'
import type { ReportPages, ReportPartials } from '../report/pages.ts'
import type { SensitivityPages, SensitivityPartials } from '../sensitivity/pages.ts'
import type { CloseTimeFields } from '../studies/close-time-fields.ts'
import type { DefinitionSummary } from '../studies/definition-summary.ts'
import type { DefinitionPage, ListedStudy, StudyPages } from '../studies/pages.ts'
import type { MediaPage } from '../studio/media-models.ts'
import type {
  ChangeModel,
  ConflictModel,
  EntryModel,
  FieldModel,
  ListModel,
  StudioPages,
  StudioShell,
} from '../studio/pages.ts'
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
    FindingsPages,
    FeePages,
    StudyPages,
    FieldworkPages,
    ExportPages,
    JobPages,
    LogPages,
    PlanningPages,
    MailPages,
    RecomputePages,
    ReportPages,
    SensitivityPages,
    StudioPages {
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

export interface StaffPartials
  extends FindingsPartials,
    FieldworkPartials,
    MailPartials,
    RecomputePartials,
    SensitivityPartials,
    ReportPartials {
  '/partials/studio-nav': StudioShell
  '/partials/media-add': MediaPage
  '/partials/studio-field': FieldModel
  '/partials/studio-list': ListModel
  '/partials/studio-entry': { entry: EntryModel; list: ListModel }
  '/partials/studio-conflict': { conflict: ConflictModel | undefined }
  '/partials/changes': { changes: ChangeModel[] }
  '/partials/staff-head': StaffShell
  '/partials/problems': { problems: Problem[] }
  '/partials/text-field': TextField
  '/partials/expectations': { found: FoundModel; base: string }
  '/partials/role-choice': RoleChoice
  '/partials/made-link': { made: MadeLink | undefined }
  '/partials/close-time': CloseTimeFields
  '/partials/study-actions': Pick<DefinitionPage, 'base' | 'may'>
  '/partials/study-list': { studies: ListedStudy[] }
  '/partials/study-items': { summary: DefinitionSummary }
  '/partials/picture': Figure
  '/partials/make-files': MakeFilesForm
  '/partials/datasets': Pick<DataPage, 'datasets' | 'mayDownload' | 'deletes'>
}
