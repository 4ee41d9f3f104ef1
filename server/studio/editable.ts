import type { Definition } from '../studies/definition.ts'
import { completeDraft, type DefinitionDraft } from '../studies/definition-draft.ts'
import type { Language } from '../words/languages.ts'
import type { ListSpec } from './topic.ts'

const lists = [
  'societies',
  'targets',
  'comparators',
  'constructs',
  'questions',
  'ratingItems',
  'eligibility',
] as const
type ListName = (typeof lists)[number]

/** A draft that may be changed in place: its lists and languages are there, anything else may be missing. */
export type Editable = Omit<DefinitionDraft, ListName | 'languages'> & {
  [List in ListName]: NonNullable<DefinitionDraft[List]>
} & { languages: [Language, ...Language[]] }

/** Returns a copy of a draft to change. */
export function toEditable(draft: DefinitionDraft): Editable {
  const copy = structuredClone(draft) as Editable
  for (const list of lists) copy[list] ??= []
  if (!copy.languages || copy.languages.length === 0) copy.languages = ['en']
  return copy
}

/** Returns a draft as pages show it. */
export function toShown(draft: Editable): Definition {
  return completeDraft(draft)
}

/** Returns the entries of a list; whatever is missing in them is left out. */
export function entriesOf(draft: Editable, list: ListSpec): Record<string, unknown>[] {
  return draft[list.path] as unknown as Record<string, unknown>[]
}
