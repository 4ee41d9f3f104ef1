import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { CloseTimeFields } from './close-time-fields.ts'
import type { DefinitionSummary } from './definition-summary.ts'

export interface ListedStudy {
  href: string
  slug: string
  title: string
  state: string
  society: string
  counts: string
  /** said where answers are simulated; '' otherwise */
  simulated: string
}

export interface StudyListPage extends StaffShell {
  mayCreate: boolean
  studies: ListedStudy[]
  archived: ListedStudy[]
}

export interface NewStudyPage extends StaffShell {
  problems: Problem[]
  slug: TextField
  groups: {
    heading: string
    /** shown on demand: there may be many */
    folded: boolean
    isOpen: boolean
    sources: { value: string; title: string; explains: string; checked: boolean }[]
  }[]
  sourceError: string | undefined
  text: string
  textError: string | undefined
}

export interface DefinitionPage extends StaffShell {
  base: string
  summary: DefinitionSummary
  /** Published version, or that this is a draft. */
  version: string
  may: {
    edit: boolean
    replace: boolean
    publish: boolean
    pause: boolean
    resume: boolean
    closingTime: boolean
    close: boolean
    reword: boolean
    archive: boolean
    delete: boolean
    copy: boolean
  }
  history: { what: string; at: string; by: string; why: string }[]
  /** published versions, the newest first; empty for a draft */
  versions: { label: string; at: string; reason: string; sha256: string }[]
}

export interface ReplacePage extends StaffShell {
  base: string
  problems: Problem[]
  text: string
}

export interface ClosingTimePage extends StaffShell {
  base: string
  /** the times can no longer change */
  isOver: boolean
  problems: Problem[]
  closeTime: CloseTimeFields
}

export interface DeletePage extends StaffShell {
  base: string
  problems: Problem[]
  slug: string
  /** what goes with it, in words */
  goes: string
  why: string | undefined
}

export interface ClosePage extends StaffShell {
  base: string
  heading: string
  /** the study is published and not closed */
  mayClose: boolean
  isDraft: boolean
  isPaused: boolean
  /** what comes after closing */
  next: { text: string; href: string }[]
  /** until when who has begun may finish; undefined where the study is not closing */
  closing: string | undefined
  counts: string
  mayBegin: boolean
  graces: { value: string; label: string; selected: boolean }[]
}

export interface StudyPages {
  'studies/delete': DeletePage
  'studies/list': StudyListPage
  'studies/new': NewStudyPage
  'studies/definition': DefinitionPage
  'studies/replace': ReplacePage
  'studies/closing-time': ClosingTimePage
  'studies/close': ClosePage
}
