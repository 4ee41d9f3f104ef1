import type { OptOutPage } from '../mail/pages.ts'
import type { RespondPages } from '../respond/pages.ts'
import type { RespondPartials } from '../respond/partials.ts'
import type { SurveyShell } from '../respond/survey-shell.ts'
import type { StaffPages, StaffPartials } from './staff-pages.ts'
import type { StaffShell } from './staff-shell.ts'

/** Every page and its one model; `npm run check` compiles each template against it. */
export interface Pages extends RespondPages, StaffPages {
  'respond/opt-out': OptOutPage
}

/** Every partial and what it is given. */
export interface Partials extends RespondPartials, StaffPartials {}

/** The layouts: the page's shell and its finished body. */
export interface Layouts {
  'layouts/survey': { page: SurveyShell; body: string }
  'layouts/staff': { page: StaffShell; body: string }
}
