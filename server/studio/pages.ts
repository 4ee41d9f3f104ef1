import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'
import type { StudyLifePages } from './life-pages.ts'
import type { MediaPage } from './media-models.ts'

/** A field as the page shows it. */
export interface FieldModel {
  control: 'input' | 'area' | 'choices' | 'select' | 'tick'
  /** its place in the definition: name and id at once */
  id: string
  label: string
  hint: string | undefined
  optional: boolean
  error: string | undefined
  value: string
  rows: number
  /** whether a keyboard of digits suits */
  numeric: boolean
  /** language of what is typed, where it is a text of the survey */
  lang: string | undefined
  choices: { id: string; value: string; label: string; explains: string; checked: boolean }[]
}

/** One entry of a list with its buttons. */
export interface EntryModel {
  /** position, from 0 */
  index: number
  anchor: string
  name: string
  code: string
  label: string
  note: string
  missing: number
  href: string
  isFirst: boolean
  isLast: boolean
  fields: FieldModel[]
}

export interface ListModel {
  path: string
  noun: string
  isInline: boolean
  isFull: boolean
  entries: EntryModel[]
  library: { heading: string; picks: { key: string; label: string }[] }[]
}

export interface SectionModel {
  heading: string | undefined
  lead: string | undefined
  fields: FieldModel[]
  list: ListModel | undefined
}

/** What somebody else changed while a page was open. */
export interface ConflictModel {
  by: string
  at: string
  changes: ChangeModel[]
}

/** One changed place of a definition, word by word. */
export interface ChangeModel {
  where: string
  words: { kind: 'same' | 'gone' | 'new'; text: string }[]
}

/** What every page of the definition has around its content. */
export interface StudioShell extends StaffShell {
  base: string
  topics: { label: string; href: string; current: boolean; missing: number }[]
  missing: { text: string; items: { topic: string; text: string; href: string }[] }
  saved: string
  /** the save that the page was made from */
  revision: number
}

export interface TopicPage extends StudioShell {
  action: string
  heading: string
  lead: string
  problems: Problem[]
  conflict: ConflictModel | undefined
  facts: { label: string; value: string }[]
  picture: { figure: Figure; findings: string[] } | undefined
  ways: { href: string; label: string }[]
  sections: SectionModel[]
  /** the next page */
  next: { href: string; label: string } | undefined
}

export interface EntryPage extends StudioShell {
  action: string
  heading: string
  /** back to the list */
  list: { href: string; label: string }
  noun: string
  problems: Problem[]
  conflict: ConflictModel | undefined
  fields: FieldModel[]
}

export interface HistoryPage extends StudioShell {
  saves: {
    what: string
    page: string
    at: string
    by: string
    href: string | undefined
    isNow: boolean
  }[]
  newer: string | undefined
  older: string | undefined
}

export interface DifferencePage extends StudioShell {
  heading: string
  by: string
  changes: ChangeModel[]
  /** undefined for the newest save */
  sinceThen: ChangeModel[] | undefined
  history: string
  actions: { action: string; label: string }[]
}

export interface LanguagesPage extends StudioShell {
  action: string
  problems: Problem[]
  error: string | undefined
  choices: { code: string; name: string; isAsked: boolean; isFirst: boolean }[]
  translations: { name: string; href: string; texts: number; missing: number }[]
}

export interface TranslationPage extends StudioShell {
  action: string
  problems: Problem[]
  conflict: ConflictModel | undefined
  language: string
  name: string
  firstLanguage: string
  firstName: string
  missingCount: number
  textCount: number
  onlyMissing: boolean
  /** the page with all texts, or with the missing ones only */
  other: string
  groups: {
    heading: string
    texts: { id: string; label: string; source: string; value: string; rows: number }[]
  }[]
}

export interface PastePage extends StudioShell {
  action: string
  list: string
  problems: Problem[]
  values: { text: string; year: string; source: string; rule: boolean; how: 'replace' | 'append' }
  /** comparators there are already */
  there: number
  rows: {
    line: number
    codes: string
    label: string
    wrvu: string
    /** where the value differs from the imported fee schedule */
    note: string
    year: string
    problem: string
  }[]
  summary: string | undefined
  /** what the button that saves is called; undefined while a row is wrong */
  save: string | undefined
}

export interface StudioPages extends StudyLifePages {
  'studio/media': MediaPage
  'studio/paste': PastePage
  'studio/history': HistoryPage
  'studio/difference': DifferencePage
  'studio/languages': LanguagesPage
  'studio/translation': TranslationPage
  'studio/topic': TopicPage
  'studio/entry': EntryPage
}
