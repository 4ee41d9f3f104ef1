import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type {
  CardPage,
  FunnelPage,
  LinkPart,
  OpenLinksPage,
  PrivacyPage,
  ProgressPart,
  RetentionPart,
} from './part-pages.ts'
import type { SamplePage } from './sample-model.ts'

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
  /** the same of those only who could still be reminded */
  unfinishedFile: string | undefined
  /** where members are invited; undefined where this installation sends no mail or nobody can start */
  inviteHref: string | undefined
  /** sentences on where links lead, and on what is not known any more */
  notes: string[]
  total: number
  /** what is counted of members, a column each */
  columns: string[]
  bySociety: { name: string; counts: { label: string; n: number }[] }[]
  /** the same counts of all societies; undefined where there is only one */
  inAll: { label: string; n: number }[] | undefined
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
  samples: { sentence: string; from: string; href: string }[]
  waiting: number
  rows: { society: string; declined: number; unreached: number; reserve: number }[]
  /** what replacing would do, in a sentence; undefined when there is nothing to do */
  action: string | undefined
  /** the last wave there is; the form carries it along */
  lastWave: number
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
  seed: string
  seedError: string | undefined
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

export interface FieldworkPages {
  'fieldwork/members': MembersPage
  'fieldwork/preview': PreviewPage
  'fieldwork/member': MemberPage
  'fieldwork/sample': SamplePage
  'fieldwork/privacy': PrivacyPage
  'fieldwork/open-links': OpenLinksPage
  'fieldwork/card': CardPage
  'fieldwork/funnel': FunnelPage
}

export interface FieldworkPartials {
  '/partials/member-counts': Pick<MembersPage, 'columns' | 'bySociety' | 'inAll'>
  '/partials/member-list': Pick<MembersPage, 'members'>
  '/partials/list-reading': ReadingPart
  '/partials/list-confirm': ConfirmPart
  '/partials/reserve': ReservePart
  '/partials/identity-link': LinkPart
  '/partials/retention': RetentionPart
  '/partials/field-progress': ProgressPart
  '/partials/funnel-tables': Pick<FunnelPage, 'stages' | 'tables' | 'response'>
}
