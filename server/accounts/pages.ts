import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'

/** Making the owner account, and signing in. */
export interface AccountFormPage extends StaffShell {
  problems: Problem[]
  action: string
  fields: TextField[]
  /** where to go on after signing in */
  next: string
}

export interface PeoplePage extends StaffShell {
  problems: Problem[]
  people: {
    id: number
    name: string
    email: string
    role: string
    society: string
    since: string
    isOff: boolean
    isSelf: boolean
  }[]
  fields: TextField[]
  roles: { value: string; label: string; hint: string; checked: boolean }[]
  roleError: string | undefined
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
  'accounts/setup': AccountFormPage
  'accounts/sign-in': AccountFormPage
  'accounts/password': AccountFormPage
  'accounts/people': PeoplePage
  'accounts/tokens': TokensPage
}
