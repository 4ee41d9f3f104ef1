import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { QrCode } from '../http/qr-code.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { Language } from '../words/languages.ts'
import type { Choice } from './pages.ts'

/** What the field-work page shows below the funnel. */
export interface ProgressPart {
  base: string
  zone: string
  /** closed: nobody starts, stops or comes back any more */
  isOver: boolean
  /** that the answers were removed; undefined while they are there */
  removed: string | undefined
  /** too few people for anything by day or page */
  withheld: boolean
  /** that neighbours are told together; undefined where each stands for itself */
  together: string | undefined
  days: { day: string; started: number; completed: number; share: number }[]
  stops: { page: string; reached: number; stopped: number; rate: string }[]
  minutes: string
  planned: string
  stoppingRule: string
  precision: { lines: { text: string }[]; aim: string | undefined }
  unreached: { n: number; href: string } | undefined
  duplicates: string[]
}

/** What is kept of people, and how it is deleted. */
export interface PrivacyPage extends StaffShell {
  base: string
  problems: Problem[]
  slug: string
  link: LinkPart
  reference: TextField
  /** typed confirmation */
  word: TextField
  wishes: number
  retention: RetentionPart
}

export interface LinkPart {
  base: string
  /** `open`: the study is not closed; `ready`: it can be cut; `cut` */
  state: 'open' | 'ready' | 'cut'
  sentences: string[]
  /** what can be done before the cut only, and what stays, each with where it is done */
  before: { text: string; href: string; label: string }[]
  /** copies in the data folder that still hold the link */
  copies: string[]
  confirm: TextField
}

export interface RetentionPart {
  base: string
  identities: TextField
  answers: TextField
  zones: { name: string; selected: boolean }[]
  plan: { what: string; until: string; held: string; due: boolean }[]
  datasets: string | undefined
  /** what is due, for the form */
  due: string
  /** typed confirmation; undefined while nothing is due */
  confirm: TextField | undefined
}

/** Links that are handed around. */
export interface OpenLinksPage extends StaffShell {
  base: string
  problems: Problem[]
  mayChange: boolean
  zone: string
  linkWarning: string | undefined
  /** where links lead, if not into the survey, and what is not known any more */
  notes: string[]
  /** of this showing of the form, so that it may arrive twice */
  formKey: string
  links: {
    id: number
    here: string
    /** society, language and what staff call it: tells it from the others */
    name: string
    generation: number
    /** undefined where it leads to a closed door */
    given: { url: string; qr: QrCode } | undefined
    counts: string
    isFull: boolean
    /** that another link has the same name; undefined for most */
    sameName: string | undefined
    called: TextField
    cap: TextField
    isRevoked: boolean
  }[]
  societies: Choice[]
  languages: Choice[]
}

/** A card for a booth. */
export interface CardPage extends StaffShell {
  back: string
  /** what staff call it; may be empty */
  label: string
  /** what whoever prints it must know first */
  notes: string[]
  language: Language
  society: string
  study: string
  scan: string
  minutes: string
  /** until when it is open, with the zone; undefined where no closing time is set */
  until: string | undefined
  /** whom to ask, as `Questions: office@society.example` */
  contact: { label: string; name: string; email: string }
  url: string
  qr: QrCode
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
  /** what can be done next, and where */
  next: { text: string; href: string }[]
  openLinks: boolean
  /** may have every count in a file */
  seesAll: boolean
  /** why some counts are not shown; undefined where all are */
  withheld: string | undefined
  /** who left where, as a picture */
  flow: Figure
}
