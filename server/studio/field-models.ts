import { type Problem, problemOf } from '../http/problems.ts'
import type { RawForm } from '../http/read-form.ts'
import { showField } from './field-kinds.ts'
import type { FieldModel } from './pages.ts'
import { valueAt } from './paths.ts'
import { choicesOf, type PlacedField } from './read-topic-form.ts'
import type { StudioVisit } from './shell.ts'
import type { Field } from './topic.ts'

const controls: Record<Field['kind'], FieldModel['control']> = {
  line: 'input',
  text: 'input',
  number: 'input',
  codes: 'input',
  area: 'area',
  paragraph: 'area',
  markdown: 'area',
  lines: 'area',
  rules: 'area',
  bundle: 'area',
  options: 'area',
  texts: 'area',
  check: 'tick',
  switch: 'tick',
  choice: 'choices',
}

const rows: Partial<Record<Field['kind'], number>> = {
  markdown: 9,
  options: 6,
  bundle: 3,
  lines: 4,
  texts: 6,
}

/** More choices than this are a list to unfold. */
const mostButtons = 8

/** Returns the fields of a page: filled from the definition, or as they were typed when something must be corrected. */
export function fieldModels(
  visit: Pick<StudioVisit, 'draft'>,
  fields: PlacedField[],
  typed: RawForm | undefined,
  problems: Problem[],
): FieldModel[] {
  return fields.map(({ field, path }) => fieldModel(visit, field, path, typed, problems))
}

function fieldModel(
  { draft }: Pick<StudioVisit, 'draft'>,
  field: Field,
  path: string,
  typed: RawForm | undefined,
  problems: Problem[],
): FieldModel {
  const language = draft.shown.languages[0]!
  const sent = typed?.[path]
  const value =
    sent === undefined
      ? showField(field, valueAt(draft.written, path), language)
      : String(Array.isArray(sent) ? sent.at(-1) : sent)
  const choices = choicesOf(field, draft.shown)
  const isText = ['text', 'paragraph', 'markdown', 'options', 'texts'].includes(field.kind)
  const isLong = choices.length > mostButtons
  return {
    control: field.kind === 'choice' && isLong ? 'select' : controls[field.kind],
    id: path,
    label: field.label,
    hint: hintOf(field),
    optional: field.optional === true && field.kind !== 'check',
    error: problemOf(problems, path),
    value,
    rows: Math.max(rows[field.kind] ?? 3, Math.min(Math.ceil(value.length / 70), 16)),
    numeric: field.kind === 'number',
    lang: isText && language !== 'en' ? language : undefined,
    choices: choices.map((choice, index) => ({
      id: index === 0 ? path : `${path}-${index}`,
      value: choice.value,
      label: choice.label,
      explains: choice.explains ?? '',
      checked: choice.value === value,
    })),
  }
}

function hintOf(field: Field): string | undefined {
  if (field.kind !== 'markdown') return field.hint
  return `${field.hint ?? ''} An empty line begins a paragraph, **two stars** make bold, a line that begins with - makes a list.`
}
