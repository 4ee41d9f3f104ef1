import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { AskedQuestion } from '../studies/definition-text.ts'
import type { Visit } from './open-link.ts'
import { refuseUnknownFields } from './page-fields.ts'
import type { FieldError } from './pages.ts'
import type { AnswerValue } from './save-answers.ts'
import { say } from './visit-shell.ts'

const longestText = 2000

/** Returns the form field of a question. */
export function fieldName(question: AskedQuestion): string {
  return `q_${question.variable}`
}

/** Returns the answers in a form, or what must be corrected; refuses values that the page does not offer. */
export function readAnswers(
  visit: Visit,
  questions: readonly AskedQuestion[],
  form: RawForm,
): { values: Map<string, AnswerValue>; errors: FieldError[] } {
  refuseUnknownFields(form, questions.map(fieldName))
  const values = new Map<string, AnswerValue>()
  const errors: FieldError[] = []
  for (const question of questions) {
    const result = readAnswer(visit, question, form[fieldName(question)])
    if (typeof result === 'object' && result !== null && 'error' in result)
      errors.push({ field: controlId(question), label: say(visit, question.text), message: result.error })
    else values.set(question.variable, result)
  }
  return { values, errors }
}

/** Returns the id of the control that an error summary leads to. */
export function controlId(question: AskedQuestion): string {
  const chooses = question.options !== undefined
  return chooses ? `${fieldName(question)}-${question.options![0]!.value}` : fieldName(question)
}

type Read = AnswerValue | { error: string }

function readAnswer(visit: Visit, question: AskedQuestion, given: string | string[] | undefined): Read {
  switch (question.type) {
    case 'single':
      return readSingle(visit, question, given)
    case 'multiple':
      return readMultiple(visit, question, given)
    case 'number':
      return readNumber(visit, question, oneText(given))
    case 'text':
      return readText(visit, question, oneText(given))
  }
}

function readSingle(visit: Visit, question: AskedQuestion, given: string | string[] | undefined): Read {
  const value = oneText(given)
  if (value === '') return question.required ? { error: visit.words.chooseAnAnswer } : null
  requireOffered(question, [value])
  return value
}

function readMultiple(visit: Visit, question: AskedQuestion, given: string | string[] | undefined): Read {
  const chosen = given === undefined ? [] : Array.isArray(given) ? given : [given]
  requireOffered(question, chosen)
  if (chosen.length === 0) return question.required ? { error: visit.words.chooseAtLeastOne } : null
  const exclusive = question.options!.find((option) => option.exclusive && chosen.includes(option.value))
  if (exclusive && chosen.length > 1)
    return { error: visit.words.chooseExclusive(say(visit, exclusive.label)) }
  // In the order of the list, each once: the same choice is always the same value.
  return question.options!.map((option) => option.value).filter((value) => chosen.includes(value))
}

function readNumber({ words }: Visit, { required, min, max }: AskedQuestion, given: string): Read {
  const text = given.trim()
  if (text === '') return required ? { error: words.enterWholeNumber } : null
  if (!/^\d{1,9}$/.test(text)) return { error: words.enterWholeNumber }
  const value = Number(text)
  const tooSmall = min !== undefined && value < min
  const tooLarge = max !== undefined && value > max
  if (!tooSmall && !tooLarge) return value
  if (min !== undefined && max !== undefined) return { error: words.enterNumberBetween(min, max) }
  return { error: tooSmall ? words.enterNumberAtLeast(min!) : words.enterNumberAtMost(max!) }
}

function readText({ words }: Visit, question: AskedQuestion, given: string): Read {
  const text = given.trim()
  if (text === '') return question.required ? { error: words.enterText } : null
  return text.length > longestText ? { error: words.textTooLong(longestText) } : text
}

function oneText(given: string | string[] | undefined): string {
  if (Array.isArray(given)) throw new Refusal('bad_request', 'One answer arrived twice.')
  return given ?? ''
}

function requireOffered(question: AskedQuestion, chosen: string[]): void {
  if (!chosen.every((value) => question.options!.some((option) => option.value === value)))
    throw new Refusal('bad_request', 'An answer arrived that the page does not offer.')
}
