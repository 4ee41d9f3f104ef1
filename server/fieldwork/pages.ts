import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type {
  CardPage,
  LinkPart,
  OpenLinksPage,
  PrivacyPage,
  ProgressPart,
  RetentionPart,
} from './part-pages.ts'

/** An entry of a choice. */
export interface Choice {
  value: string
  label: string
  chosen: boolean
}

export interface MemberLine {
  href: string
  email: string
  name: string
  society: string
  language: string
  wave: number
  /** such as `declined` or `link revoked`; empty for most */
  status: string
  isOff: boolean
}

export interface MembersPage extends StaffShell {
  base: string
  /** what became of the list that was just added */
  imported: string[]
  problems: Problem[]
  text: string
  mayAdd: boolean
  /** what whoever gives links must know first */
  linkWarning: string | undefined
  /** the file of links; undefined where no link is given any more */
  linksFile: string | undefined
  /** sentences on where links lead, and on what is not known any more */
  notes: string[]
  total: number
  /** what is counted of members, a column each */
  columns: string[]
  bySociety: { name: string; counts: { label: string; n: number }[] }[]
  filters: { label: string; href: string; current: boolean }[]
  word: string
  members: MemberLine[]
  range: string
  previous: string | undefined
  next: string | undefined
  reserve: ReservePart | undefined
}

/** The reserve of a sample, and whom it can replace. */
export interface ReservePart {
  base: string
  samples: string[]
  waiting: number
  rows: { society: string; declined: number; unreached: number; reserve: number }[]
  /** what replacing would do, in a sentence; undefined when there is nothing to do */
  action: string | undefined
}

/** The preview of a list: what each row and column will become. */
export interface PreviewPage extends StaffShell {
  base: string
  /** address of this preview */
  here: string
  problems: Problem[]
  heading: string
  summary: { n: number; text: string; rows: string; warn: boolean }[]
  wrong: { sentences: string[]; more: number }
  reading: ReadingPart
  confirm: ConfirmPart | undefined
}

export interface ReadingPart {
  here: string
  encodings: Choice[]
  separators: Choice[]
  headers: Choice[]
  societies: Choice[]
  languages: Choice[]
  columns: { id: string; label: string; roles: Choice[] }[]
  rows: { row: number; cells: string[] }[]
}

export interface ConfirmPart {
  base: string
  here: string
  hidden: { name: string; value: string }[]
  waves: Choice[]
  fresh: number
  /** how many could be drawn at most; 0: no sample can be drawn */
  mostDrawn: number
  sampled: boolean
  size: string
  sizeError: string | undefined
  /** rows that will not be added */
  wrong: number
  leaveOutError: string | undefined
  button: string
}

/** One member: correct, give another link, revoke. */
export interface MemberPage extends StaffShell {
  base: string
  here: string
  problems: Problem[]
  member: MemberLine
  email: TextField
  name: TextField
  languages: Choice[]
  languageFixed: boolean
  /** undefined where it leads to a closed door */
  link: string | undefined
  /** where it leads, if not into the survey */
  linkNote: string | undefined
  linkWarning: string | undefined
  /** which of the member's links this is; the forms carry it along */
  generation: number
  isRevoked: boolean
  mayChange: boolean
  mayChangeLink: boolean
  /** what the form to erase carries along, so that it may arrive twice */
  eraseKey: string
  /** answers can be found until the link to them is cut */
  answersKnown: boolean
  eraseError: string | undefined
}

/** A stage's count with its rate in words, such as `40 % of 120 listed`. */
export interface StageCell {
  name: string
  /** a number, or that it is withheld */
  n: string
  rate: string
}

export interface FunnelPage extends StaffShell {
  base: string
  /** when these counts were taken */
  at: string
  /** that the counts stand still; undefined before the link is cut */
  frozen: string | undefined
  /** which analysis the last stage counts where it is not the planned one */
  analysedNote: string | undefined
  ofSociety: string | undefined
  progress: ProgressPart
  stages: (StageCell & { definition: string; width: number })[]
  tables: {
    heading: string
    dimension: string
    stages: string[]
    rows: { name: string; cells: StageCell[] }[]
  }[]
  /** the response rate in a sentence; undefined where it is not known or withheld */
  response: string | undefined
  openLinks: boolean
  /** may have every count in a file */
  seesAll: boolean
  /** why some counts are not shown; undefined where all are */
  withheld: string | undefined
  /** who left where, as a picture */
  flow: Figure
}

export interface FieldworkPages {
  'fieldwork/members': MembersPage
  'fieldwork/preview': PreviewPage
  'fieldwork/member': MemberPage
  'fieldwork/privacy': PrivacyPage
  'fieldwork/open-links': OpenLinksPage
  'fieldwork/card': CardPage
  'fieldwork/funnel': FunnelPage
}

export interface FieldworkPartials {
  '/partials/member-list': Pick<MembersPage, 'members'>
  '/partials/list-reading': ReadingPart
  '/partials/list-confirm': ConfirmPart
  '/partials/reserve': ReservePart
  '/partials/identity-link': LinkPart
  '/partials/retention': RetentionPart
  '/partials/field-progress': ProgressPart
  '/partials/funnel-tables': Pick<FunnelPage, 'stages' | 'tables' | 'response'>
}
