import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { Tab } from '../http/study-tabs.ts'
import type { SurveyShell } from '../respond/survey-shell.ts'
import type { OldDatePart } from './old-date-part.ts'
import type { MailOutboxPage } from './outbox-model.ts'
import type { Paragraph } from './text-blocks.ts'

/** What every page of a study's mail has. */
export interface MailShell extends StaffShell {
  base: string
  mailTabs: Tab[]
  /** whether this installation can send mail at all */
  canSend: boolean
  /** what whoever sends links must know first */
  linkWarning: string | undefined
  /** links lead to a closed door, so none is given */
  isShut: boolean
  /** that the record of mails is gone; undefined while it is there */
  cut: string | undefined
}

/** What should be mended before a mail leaves, and where; nothing of it keeps the mail from leaving. */
export interface MailWarning {
  text: string
  href: string | undefined
  label: string
}

/** A choice in a list. */
export interface Option {
  value: string
  label: string
  selected: boolean
}

export interface MailOverviewPage extends MailShell {
  /** why nothing leaves at present, a sentence each */
  troubles: string[]
  /** whether a try that is to come can be made at once */
  isHeld: boolean
  from: string
  perMinute: number
  mayWrite: boolean
  maySteer: boolean
  isPaused: boolean
  waiting: number
  kinds: { name: string; cells: { label: string; n: string; href: string }[] }[]
  columns: string[]
  /** the funnel's stages of mailing, and why they differ from the table */
  funnel: string
  /** whether any mail can still leave: then how often we write matters */
  isOver: boolean
  mailings: {
    id: number
    what: string
    toWhom: string
    when: string
    state: string
    /** that its mails name a closing time that no longer counts; empty for most */
    note: string
    mayCancel: boolean
  }[]
  problems: Problem[]
  rule: { gapDays: TextField; mostReminders: TextField; sentence: string }
  /** people whose newest mail names a closing time that no longer counts; undefined where there are none */
  oldDate: OldDatePart | undefined
  addressesToFix: number
}

export interface MailTextsPage extends MailShell {
  rows: { kind: string; texts: { language: string; code: string; href: string; own: boolean }[] }[]
  senders: { name: string; society: string; replyTo: string; isExample: boolean; href: string }[]
  maySteer: boolean
}

export interface MailTextPage extends MailShell {
  heading: string
  action: string
  language: string
  problems: Problem[]
  subject: string
  body: string
  placeholders: { name: string; meaning: string; needed: boolean }[]
  own: boolean
  mayChange: boolean
  testTo: string
  said: string | undefined
  warnings: MailWarning[]
  preview: MailPreview | undefined
}

/** A mail as a member would see it. */
export interface MailPreview {
  language: string
  to: string
  from: string
  replyTo: string
  subject: string
  paragraphs: Paragraph[]
}

export interface MailSenderPage extends MailShell {
  action: string
  society: string
  problems: Problem[]
  name: TextField
  replyTo: TextField
}

/** Whom a mail is for, as the form says it. */
export interface ChoiceValues {
  kind: MailKind
  society: string
  wave: string
  language: string
  only: string
  /** `yes`: only those whose newest mail names a closing time that no longer counts */
  old_date: '' | 'yes'
}

export interface MailWritePage extends MailShell {
  problems: Problem[]
  /** why what is sent now would not leave now */
  notes: string[]
  /** whether any kind of mail may leave the study as it stands */
  mayWrite: boolean
  /** `hint`: to whom, or why it is not possible */
  kinds: { value: MailKind; label: string; hint: string; isPossible: boolean; selected: boolean }[]
  societies: Option[]
  waves: Option[]
  languages: Option[]
  only: string
  /** people whose newest mail names an old closing time; undefined where there are none */
  oldDate: { n: number; chosen: boolean } | undefined
}

export interface MailCheckPage extends MailShell {
  problems: Problem[]
  heading: string
  toWhom: string
  values: ChoiceValues
  n: number
  /** names the mailing that this showing of the form makes, however often it arrives */
  token: string
  people: { email: string; name: string; society: string; language: string }[]
  more: number
  left: { reason: string; n: number; people: string[]; more: number }[]
  unknown: string[]
  warnings: MailWarning[]
  preview: MailPreview | undefined
  duration: string
  schedule: { date: TextField; time: TextField; zone: string } | undefined
  /** why what is sent now would not leave now */
  notes: string[]
  /** links would open on this machine only: a person must say that they may be sent */
  asksForLocal: boolean
}

export interface MailBouncesPage extends MailShell {
  problems: Problem[]
  said: string | undefined
  members: { email: string; name: string; society: string; what: string; reason: string; href: string }[]
  more: number
  hasWebhook: boolean
}

export interface OptOutPage extends SurveyShell {
  heading: string
  paragraphs: string[]
  /** undefined: nothing is left to do */
  action: string | undefined
  confirm: string
}

export interface MailPages {
  'mail/overview': MailOverviewPage
  'mail/texts': MailTextsPage
  'mail/text': MailTextPage
  'mail/sender': MailSenderPage
  'mail/write': MailWritePage
  'mail/check': MailCheckPage
  'mail/outbox': MailOutboxPage
  'mail/bounces': MailBouncesPage
}

export interface MailPartials {
  '/partials/mail-top': Pick<MailShell, 'mailTabs' | 'canSend' | 'base' | 'linkWarning' | 'isShut' | 'cut'>
  '/partials/mail-preview': MailPreview
  '/partials/old-dates': OldDatePart & { base: string }
  '/partials/mail-warnings': { warnings: MailWarning[] }
  '/partials/outbox-list': Pick<MailOutboxPage, 'rows' | 'base' | 'back' | 'societies'>
}
