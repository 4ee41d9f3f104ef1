import type { Problem } from '../http/problems.ts'
import type { QrCode } from '../http/qr-code.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'

/** Making the owner account, joining, signing in, changing the password: one column of fields. */
export interface AccountFormPage extends StaffShell {
  problems: Problem[]
  lead: string
  action: string
  fields: TextField[]
  /** what the form carries along */
  hidden: { name: string; value: string }[]
  button: string
}

export interface RoleChoice {
  roles: { value: string; label: string; hint: string; checked: boolean }[]
  roleError: string | undefined
}

export interface PeoplePage extends StaffShell, RoleChoice {
  problems: Problem[]
  /** the link that was just made; this page is the only one that ever shows it */
  made: MadeLink | undefined
  people: {
    id: number
    name: string
    email: string
    role: string
    society: string
    since: string
    secondFactor: string
    isOff: boolean
    isSelf: boolean
  }[]
  waiting: { id: number; email: string; what: string; until: string; isOver: boolean }[]
  fields: TextField[]
}

export interface MadeLink {
  url: string
  email: string
  what: string
  days: number
  warning: string | undefined
}

/** One person, for the owner. */
export interface PersonPage extends StaffShell, RoleChoice {
  problems: Problem[]
  id: number
  made: MadeLink | undefined
  facts: { name: string; value: string }[]
  isSelf: boolean
  hasFactor: boolean
  sessions: number
  society: TextField
}

/** What somebody sees of their own account. */
export interface AccountPage extends StaffShell {
  facts: { name: string; value: string }[]
  factor: string
  hasFactor: boolean
  sessions: { id: string; device: string; began: string; seen: string; isThisOne: boolean }[]
}

/** Turning the second factor on. */
export interface SecondFactorPage extends StaffShell {
  problems: Problem[]
  qr: QrCode
  /** the secret in groups of four, to be typed by hand */
  secret: string
  sealed: string
  fields: TextField[]
}

/** The recovery codes, shown once. */
export interface RecoveryCodesPage extends StaffShell {
  codes: string[]
}

export interface TokensPage extends StaffShell {
  problems: Problem[]
  /** the token that was just made; this page is the only one that ever shows it */
  made: { name: string; token: string } | undefined
  tokens: { id: number; name: string; created: string; lastUsed: string; revoked: string | undefined }[]
  field: TextField
  /** programs that read the long file of the newest study, ready to be pasted */
  examples: { language: string; code: string }[]
}

export interface AccountPages {
  'accounts/first-start': StaffShell
  'accounts/form': AccountFormPage
  'accounts/people': PeoplePage
  'accounts/person': PersonPage
  'accounts/account': AccountPage
  'accounts/second-factor': SecondFactorPage
  'accounts/recovery-codes': RecoveryCodesPage
  'accounts/tokens': TokensPage
}
