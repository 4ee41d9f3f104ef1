import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { CloseTimeFields } from '../studies/close-time-fields.ts'
import type { ChangeModel } from './pages.ts'

export interface TryPage extends StaffShell {
  base: string
  mayMake: boolean
  /** why no test link can be made or shows an older draft; each leads to its field */
  obstacles: { text: string; href: string }[]
  /** whether test links open an earlier state of the draft than the one written now */
  isBehind: boolean
  links: { id: number; language: string; url: string; made: string; progress: string }[]
  linkWarning: string | undefined
  comments: {
    id: number
    page: string
    language: string
    text: string
    at: string
    resolved: string | undefined
  }[]
  openComments: number
  /** undefined while there are no test answers, or for roles that take no answers away */
  data: { href: string; respondents: number } | undefined
}

export interface PreviewPage extends StaffShell {
  base: string
  heading: string
  src: string
  isPhone: boolean
  /** the same in another width or language */
  /** how wide, and in which language */
  ways: { what: string; links: { label: string; href: string; current: boolean }[] }[]
}

export interface PublishPage extends StaffShell {
  base: string
  problems: Problem[]
  blocks: { text: string; href: string | undefined }[]
  warns: { text: string; href: string | undefined }[]
  inOrder: string[]
  sha256: string
  planSha256: string
  /** what publishing wipes, in words */
  wiped: string
  closeTime: CloseTimeFields
}

export interface WordingPage extends StaffShell {
  base: string
  problems: Problem[]
  version: string
  versionId: number
  language: string
  languages: { label: string; href: string; current: boolean }[]
  groups: { heading: string; texts: { id: string; label: string; value: string; rows: number }[] }[]
}

export interface WordingLookPage extends StaffShell {
  base: string
  problems: Problem[]
  versionId: number
  language: string
  nextVersion: string
  reason: string
  changes: ChangeModel[]
  /** the new texts, carried along */
  wordings: { path: string; text: string }[]
}

/** Pages that try, publish and correct a study. */
export interface StudyLifePages {
  'studio/try': TryPage
  'studio/preview': PreviewPage
  'studio/publish': PublishPage
  'studio/wording': WordingPage
  'studio/wording-look': WordingLookPage
}
