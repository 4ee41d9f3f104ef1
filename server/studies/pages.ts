import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { DefinitionSummary } from './definition-summary.ts'

export interface StudyListPage extends StaffShell {
  mayCreate: boolean
  studies: { href: string; slug: string; title: string; state: string; society: string; counts: string }[]
}

export interface NewStudyPage extends StaffShell {
  problems: Problem[]
  slug: TextField
  groups: {
    heading: string
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
  }
  history: { what: string; at: string; by: string; why: string }[]
}

export interface ReplacePage extends StaffShell {
  base: string
  problems: Problem[]
  text: string
}

export interface TryPage extends StaffShell {
  base: string
  mayMake: boolean
  links: { language: string; url: string; made: string }[]
}

/** The fields of opening and closing time. */
export interface CloseTimeFields {
  /** undefined where the study has opened */
  openDate: TextField | undefined
  openTime: TextField | undefined
  date: TextField
  time: TextField
  zones: { name: string; selected: boolean }[]
  zoneError: string | undefined
  graces: { value: string; label: string; selected: boolean }[]
  /** undefined where no reason is needed */
  reason: TextField | undefined
}

export interface PublishPage extends StaffShell {
  base: string
  problems: Problem[]
  summary: DefinitionSummary
  checklist: { text: string; done: boolean }[]
  testsToWipe: number
  closeTime: CloseTimeFields
}

export interface ClosingTimePage extends StaffShell {
  base: string
  problems: Problem[]
  closeTime: CloseTimeFields
}

export interface ClosePage extends StaffShell {
  base: string
  counts: string
  mayBegin: boolean
  graces: { value: string; label: string; selected: boolean }[]
}

export interface StudyPages {
  'studies/list': StudyListPage
  'studies/new': NewStudyPage
  'studies/definition': DefinitionPage
  'studies/replace': ReplacePage
  'studies/try': TryPage
  'studies/publish': PublishPage
  'studies/closing-time': ClosingTimePage
  'studies/close': ClosePage
}
