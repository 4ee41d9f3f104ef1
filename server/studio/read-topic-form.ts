import type { Problem } from '../http/problems.ts'
import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { type Editable, toShown } from './editable.ts'
import { readField } from './field-kinds.ts'
import { setAt, valueAt } from './paths.ts'
import type { Choice, Field, ListSpec, Section } from './topic.ts'

/** Returns the choices of a field as they are for a definition. */
export function choicesOf(field: Field, definition: Definition): Choice[] {
  if (field.kind !== 'choice') return []
  return typeof field.choices === 'function' ? field.choices(definition) : field.choices
}

/** Returns the fields of a list's entries as they are for a definition. */
export function fieldsOf(list: ListSpec, definition: Definition): Field[] {
  return typeof list.fields === 'function' ? list.fields(definition) : list.fields
}

/** Returns every field of a page with its place in the definition; large lists have pages of their own. */
export function placedFields(sections: Section[], shown: Definition): PlacedField[] {
  return sections.flatMap(({ fields = [], list }) => [
    ...fields.map((field) => ({ field, path: field.path })),
    ...(list?.inline ? shown[list.path].flatMap((_, index) => entryFields(list, index, shown)) : []),
  ])
}

/** A field with where it stands in the whole definition; that is also its name and id on the page. */
export interface PlacedField {
  field: Field
  path: string
}

/** Returns the fields of one entry with their places. */
export function entryFields(list: ListSpec, index: number, definition: Definition): PlacedField[] {
  return fieldsOf(list, definition).map((field) => ({
    field,
    path: `${list.path}.${index}.${field.path}`,
  }))
}

/** Puts what a form says into a draft, in place; returns what must be corrected. Fields not sent stay. */
export function applyFields(draft: Editable, fields: PlacedField[], form: RawForm): Problem[] {
  const problems: Problem[] = []
  const shown = toShown(draft)
  for (const { field, path } of fields) {
    const typed = form[path]
    if (typed === undefined) continue
    // A box that is not ticked sends nothing; a hidden field of its name before it sends an empty text.
    const text = Array.isArray(typed) ? typed.at(-1)! : typed
    if (text.length > 40_000) throw new Refusal('bad_request', 'A text is longer than can be kept.')
    if (field.kind === 'choice' && text !== '' && !isOffered(field, text, shown, path)) {
      problems.push({ field: path, message: `${field.label}: choose one of the list` })
      continue
    }
    const read = readField(field, text, valueAt(draft, path), draft.languages[0])
    if ('problem' in read) problems.push({ field: path, message: `${field.label}: ${read.problem}` })
    else setAt(draft, path, read.value)
  }
  return problems
}

/** A choice that stands in the draft may be sent back, even where it is no longer offered. */
function isOffered(field: Field, value: string, definition: Definition, path: string): boolean {
  return (
    choicesOf(field, definition).some((choice) => choice.value === value) ||
    valueAt(definition, path) === value
  )
}
