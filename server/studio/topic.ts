import type { Picture } from '../pictures/picture.ts'
import type { Definition } from '../studies/definition.ts'
import type { Editable } from './editable.ts'

/** One answer a coordinator may choose, with a sentence that helps to choose. */
export interface Choice {
  value: string
  label: string
  explains?: string
}

interface FieldBase {
  /** Where the value stands in the definition, or in the entry of a list: `sponsor.name`. */
  path: string
  label: string
  hint?: string
  /** Whether the study may be published without it; an empty field then takes the key away. */
  optional?: true
}

/**
 * One field of a page. What each kind is: `line` and `area` a string; `text`, `paragraph` and `markdown` a text per
 * language, of which the page edits the study's first; `number`; `check` true or absent; `lines` a list of strings;
 * `codes` and `bundle` the codes of a target and of a comparator; `options` the choices of a question; `texts` a list
 * of texts per language; `rules` the plan's rules of exclusion; `choice` one of several; `switch` true or false.
 */
export type Field =
  | (FieldBase & {
      kind:
        | 'line'
        | 'area'
        | 'text'
        | 'paragraph'
        | 'markdown'
        | 'number'
        | 'check'
        | 'switch'
        | 'lines'
        | 'codes'
        | 'bundle'
        | 'options'
        | 'texts'
        | 'rules'
    })
  | (FieldBase & { kind: 'choice'; choices: Choice[] | ((definition: Definition) => Choice[]) })

/** The lists of a definition that have pages. */
export type ListPath =
  | 'societies'
  | 'targets'
  | 'comparators'
  | 'constructs'
  | 'questions'
  | 'ratingItems'
  | 'eligibility'

/** A list of entries that are added, removed, doubled and moved. */
export interface ListSpec {
  path: ListPath
  /** what one entry is called: `comparator` */
  noun: string
  most: number
  /** Whether the fields of all entries stand on the page itself, as suits small ones. */
  inline?: true
  fields: Field[] | ((definition: Definition) => Field[])
  /** Returns a new entry. */
  blank: (draft: Editable) => object
  /** Returns what the list shows of an entry. */
  summary: (entry: never, definition: Definition) => { code: string; label: string; note: string }
  /** Ready-made entries to choose from. */
  library?: (definition: Definition) => LibraryEntry[]
}

/** A ready-made entry of a list. */
export interface LibraryEntry {
  key: string
  group: string
  label: string
  /** what is added: one entry, or several that belong together */
  entries: object[]
}

/** Fields, a list, or both under one heading. */
export interface Section {
  heading?: string
  lead?: string
  fields?: Field[]
  list?: ListSpec
}

/** One page of the definition. */
export interface Topic {
  /** What is drawn above the fields, with what is weak about it in sentences. */
  picture?: (definition: Definition) => { picture: Picture; findings: string[] }
  slug: string
  title: string
  lead: string
  /** The keys of the definition that the page owns; no two pages share one. */
  keys: (keyof Definition)[]
  sections: Section[]
  /** Puts the page's keys in order after a change: numbers entries, takes away what has become empty. */
  tidy?: (draft: Editable) => void
  /** What follows from what was entered. */
  facts?: (definition: Definition) => { label: string; value: string }[]
  /** Further ways on, below /studies/:slug/ */
  ways?: { path: string; label: string }[]
}
