import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'

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
  library: { key: string; label: string; explains: string }[]
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
  scripts: string[]
}

export interface TopicPage extends StudioShell {
  action: string
  heading: string
  lead: string
  problems: Problem[]
  conflict: ConflictModel | undefined
  facts: { label: string; value: string }[]
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

export interface StudioPages {
  'studio/topic': TopicPage
  'studio/entry': EntryPage
}
