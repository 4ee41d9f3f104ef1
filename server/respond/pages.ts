import type { SafeHtml } from '../http/safe-html.ts'
import type { FieldSet, Look, MediumView, Patient } from './question-models.ts'
import type { SurveyShell } from './survey-shell.ts'

/** A field that must be corrected: the message, and the id of the control it leads to. */
export interface FieldError {
  field: string
  /** which question, where a page has several */
  label?: string
  message: string
}

export interface Way {
  href: string
  label: string
}

/** What every page with the main form has. */
export interface FormPage extends SurveyShell {
  action: string
  back: string | undefined
  progress: string | undefined
  heading: string
  /** what happened elsewhere since the page was opened */
  notice: string | undefined
  errors: FieldError[]
  /** Fields the form carries along unseen. */
  hidden: { name: string; value: string }[]
}

export interface WelcomePage extends SurveyShell {
  heading: string
  invitedBy: string
  introduction: SafeHtml
  /** what is done, and since when: a link that was forwarded opens somebody else's answers */
  returning: { progress: string; begun: string } | undefined
  expectations: string[]
  sponsor: string
  interest: string
  ethics: string | undefined
  /** starts, or goes on where the person stopped */
  startAction: string
  /** of a link that is handed around */
  shared: { stamp: string; notice: string | undefined; again: boolean } | undefined
  /** who has answered something may take it back at any time */
  withdrawHref: string | undefined
  declineHref: string | undefined
  /** for whom the link is, where it was made for one person */
  personal: string | undefined
}

export interface ConsentPage extends FormPage {
  text: SafeHtml
  dataProtection: SafeHtml
  chosen: 'agreed' | 'refused' | undefined
}

export interface QuestionsPage extends FormPage {
  introduction: string | undefined
  /** the target's name, label and vignette on the procedure page */
  procedure:
    | { name: string; label: string; descriptor: string; vignette: SafeHtml; media: MediumView[] }
    | undefined
  groups: { heading: string | undefined; patients: Patient[]; sets: FieldSet[] }[]
  /** saved answers stand beside what is filled in: one may keep them */
  mayKeepSaved: boolean
}

export interface Card {
  letter: string
  name: string
  label: string
  descriptor: string
}

export interface Option {
  id: string
  value: string
  label: string
  key: string
  checked: boolean
  apart: boolean
}

/** A pair, and the practice pair. */
export interface PairPage extends FormPage {
  definition: string
  cards: Card[]
  patients: Patient[]
  looks: Look[]
  options: Option[]
  keysSwitch: boolean
  canStop: boolean
}

export interface BlockPage extends FormPage {
  construct: string
  question: string
  definition: string
  soFar: string
}

export interface RatingPage extends FormPage {
  question: string
  label: string
  text: string
  options: Option[]
  /** which keys choose */
  keysOn: string
}

export interface ReviewPage extends FormPage {
  introduction: string
  missing: string | undefined
  groups: {
    heading: string
    rows: { what: string; answer: string; answered: boolean; href: string; id: string }[]
  }[]
  finished: boolean
  doneHref: string
}

export interface DonePage extends SurveyShell {
  /** the study's title: the page is also printed as a receipt */
  study: string
  heading: string
  reference: string
  lines: string[]
  reviewHref: string | undefined
  /** `wrong`: what was typed and is no address */
  results: { action: string; sent: boolean; wrong: string | undefined }
  withdrawHref: string | undefined
  withdrawText: string
}

/** The personal link of somebody who came by a link that is handed around. */
export interface KeepPage extends SurveyShell {
  heading: string
  link: string
  /** `problem`: what is wrong with the address in `typed`, or with the mail */
  mail: { action: string | undefined; sent: boolean; problem: string | undefined; typed: string }
  next: string
}

/** A form that was not taken for a fault of ours, to be sent once more as it was. */
export interface SendAgain {
  action: string
  fields: { name: string; value: string }[]
}

/** A page that only says something, with at most one way on. */
export interface MessagePage extends SurveyShell {
  heading: string
  paragraphs: string[]
  next: Way | undefined
  /** what arrived and could not be saved */
  sendAgain: SendAgain | undefined
  /** The survey's way ends here; load scripts stop when they see it. */
  finished: boolean
}

/** A page that asks once more before something is done. */
export interface ConfirmPage extends SurveyShell {
  action: string
  heading: string
  text: string
  confirm: string
  backOut: Way
}

export interface RespondPages {
  'respond/welcome': WelcomePage
  'respond/consent': ConsentPage
  'respond/questions': QuestionsPage
  'respond/pair': PairPage
  'respond/block': BlockPage
  'respond/rating': RatingPage
  'respond/review': ReviewPage
  'respond/done': DonePage
  'respond/keep': KeepPage
  'respond/message': MessagePage
  'respond/confirm': ConfirmPage
}
