import type { SafeHtml } from '../http/safe-html.ts'
import type { FieldError, Option } from './pages.ts'
import type { Field, MediumView, Patient } from './question-models.ts'
import type { SurveyShell } from './survey-shell.ts'

/** What the top of a form needs: the way back, where one is, what to correct. */
export interface FormTop {
  back: string | undefined
  progress: string | undefined
  notice: string | undefined
  errors: FieldError[]
  hidden: { name: string; value: string }[]
  words: SurveyShell['words']
}

export interface RespondPartials {
  '/partials/form-top': FormTop
  '/partials/test-notice': {
    comment: SurveyShell['testComment']
    words: SurveyShell['words']
  }
  '/partials/field': { field: Field; words: SurveyShell['words'] }
  '/partials/patients': { patients: Patient[]; words: SurveyShell['words'] }
  '/partials/medium': { medium: MediumView; words: SurveyShell['words'] }
  '/partials/option': { option: Option; name: string }
  '/partials/rich-text': { html: SafeHtml }
}
