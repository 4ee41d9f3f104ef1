import type { RawForm } from '../http/read-form.ts'
import type { AskedQuestion } from '../studies/definition-text.ts'
import type { StartedVisit } from './open-link.ts'
import type { Filled } from './page-flow.ts'
import { controlId, fieldName, isList, longest } from './question-form.ts'
import type { Field, FieldSet } from './question-models.ts'
import { choicesOf, numberText } from './question-texts.ts'
import type { AnswerValue } from './save-answers.ts'
import { say } from './visit-shell.ts'

/** Returns questions as the fields of a form, those of one group together; filled in from the form or the database. */
export function fieldSets(
  visit: StartedVisit,
  questions: readonly AskedQuestion[],
  saved: ReadonlyMap<string, AnswerValue>,
  filled: Filled,
  /** saved answers that stand beside what is filled in, by variable */
  beside: ReadonlyMap<string, string> = new Map(),
): FieldSet[] {
  const sets: FieldSet[] = []
  for (const question of questions) {
    const legend = say(visit, question.group) || undefined
    const form = filled.form ?? asForm(visit, question, saved)
    const field = toField(visit, question, form, { filled, beside: beside.get(question.variable) })
    const last = sets.at(-1)
    if (last && last.legend === legend) last.fields.push(field)
    else sets.push({ id: `set-${question.variable}`, legend, fields: [field] })
  }
  return sets
}

function toField(
  visit: StartedVisit,
  question: AskedQuestion,
  form: RawForm,
  { filled, beside }: { filled: Filled; beside: string | undefined },
): Field {
  const name = fieldName(question)
  const given = form[name]
  const chosen = Array.isArray(given) ? given : given === undefined ? [] : [given]
  const { type } = question
  const id = controlId(question)
  const hint = say(visit, question.hint) || undefined
  const unit = say(visit, question.unit) || undefined
  const error = filled.errors?.find((one) => one.field === id)?.message
  const described = { unit: type === 'number' ? unit : undefined, hint, beside, error }
  return {
    id,
    name,
    type: type === 'rating' ? 'single' : type,
    label: say(visit, question.text),
    hint,
    // A row of a list says by its heading and its page that it may stay empty.
    optional: !question.required && question.group === undefined,
    unit,
    decimal: question.decimals !== undefined,
    longest: longest[type === 'short_text' ? type : 'text'],
    value: chosen[0] ?? '',
    choices: choicesOf(visit, question).map((choice) => ({
      id: `${name}-${choice.value}`,
      ...choice,
      checked: chosen.includes(choice.value),
    })),
    list: isList(question),
    beside,
    error,
    describedBy:
      Object.entries(described)
        .filter(([, text]) => text !== undefined)
        .map(([part]) => `${id}-${part}`)
        .join(' ') || undefined,
  }
}

/** Returns a saved answer as its form field, so that a page is filled in the same way from both. */
export function asForm(
  visit: StartedVisit,
  question: AskedQuestion,
  saved: ReadonlyMap<string, AnswerValue>,
): RawForm {
  const value = saved.get(question.variable)
  if (value === undefined || value === null) return {}
  const text = typeof value === 'number' ? numberText(visit, value) : value
  return { [fieldName(question)]: text }
}
