import type { MailKind } from '../../../db/queries/mail-texts.ts'

/** What a mail says, with placeholders in braces. */
export interface MailText {
  subject: string
  body: string
}

/** The words of one language that mail needs besides what coordinators may change. */
export interface MailWords {
  /** `name` may be empty */
  greeting: (name: string) => string
  /** in the place of a closing time, where none is set */
  noClosingTime: string
  /** a closing time, and the one that an earlier mail to the same person named */
  insteadOf: (now: string, before: string) => string
  /** begins the subject of a test */
  testMark: string
  /** the page that stops all mail, before and after */
  optOutHeading: string
  optOutText: (address: string) => string
  optOutConfirm: string
  optedOutHeading: string
  optedOutText: (address: string) => string
  texts: Record<MailKind, MailText>
}
