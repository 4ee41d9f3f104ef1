import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { AskedQuestion } from '../studies/definition-text.ts'
import type { Visit } from './open-link.ts'
import { refuseUnknownFields } from './page-fields.ts'
import type { FieldError } from './pages.ts'
import { numberText } from './question-texts.ts'
import type { AnswerValue } from './save-answers.ts'
import { say } from './visit-shell.ts'

/** Characters an answer in own words may have. */
export const longest = { short_text: 200, text: 2000 }

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
      errors.push({ field: controlId(question), label: labelOf(visit, question), message: result.error })
    else values.set(question.variable, result)
  }
  for (const question of questions) {
    if (!isLacking(question, values)) continue
    const result = readAnswer(visit, { ...question, required: true }, undefined) as { error: string }
    errors.push({ field: controlId(question), label: labelOf(visit, question), message: result.error })
  }
  // In the order of the page, which is the order one reads and corrects in.
  const place = new Map(questions.map((question, index) => [controlId(question), index]))
  return { values, errors: errors.sort((a, b) => place.get(a.field)! - place.get(b.field)!) }
}

/** A question as the error summary names it: "Which material" says little without its row. */
function labelOf(visit: Visit, question: AskedQuestion): string {
  const label = [say(visit, question.group), say(visit, question.text)].filter(Boolean).join(' – ')
  return /[?.:]$/.test(label) ? label : `${label}:`
}

/** True when a question was left out though one that it belongs to was answered. */
function isLacking(question: AskedQuestion, values: ReadonlyMap<string, AnswerValue>): boolean {
  const isAnswered = (variable: string) => {
    const value = values.get(variable) ?? null
    return value !== null && !(Array.isArray(value) && value.length === 0)
  }
  const { variable, required, requiredWith = [] } = question
  return !required && values.has(variable) && !isAnswered(variable) && requiredWith.some(isAnswered)
}

/** True when the choices unfold from one line: many of them, or in a row, where one must be able to empty it again. */
export function isList(question: AskedQuestion): boolean {
  return question.type === 'single' && ((question.options ?? []).length > 12 || question.group !== undefined)
}

/** Returns the id of the control that an error summary leads to. */
export function controlId(question: AskedQuestion): string {
  const chooses = question.options !== undefined && !isList(question)
  return chooses ? `${fieldName(question)}-${question.options![0]!.value}` : fieldName(question)
}

type Read = AnswerValue | { error: string }

function readAnswer(visit: Visit, question: AskedQuestion, given: string | string[] | undefined): Read {
  switch (question.type) {
    case 'single':
    case 'rating':
      return readSingle(visit, question, given)
    case 'multiple':
      return readMultiple(visit, question, given)
    case 'number':
      return readNumber(visit, question, oneText(given))
    case 'text':
    case 'short_text':
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

function readNumber(visit: Visit, question: AskedQuestion, given: string): Read {
  const { words } = visit
  const { required, min, max, decimals } = question
  // Keyboards of East Asia may write digits in full width.
  const text = given.normalize('NFKC').trim()
  const error = decimals === undefined ? words.enterWholeNumber : words.enterDecimal
  if (text === '') return required ? { error } : null
  // Both marks are decimal marks: nobody is asked for a number that needs its thousands marked.
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match || (match[2]?.length ?? 0) > (decimals ?? 0)) return { error }
  const value = Number(text.replace(',', '.'))
  const tooSmall = min !== undefined && value < min
  const tooLarge = max !== undefined && value > max
  if (!tooSmall && !tooLarge) return value
  const said = (limit: number) => numberText(visit, limit)
  if (min !== undefined && max !== undefined) return { error: words.enterNumberBetween(said(min), said(max)) }
  return { error: tooSmall ? words.enterNumberAtLeast(said(min!)) : words.enterNumberAtMost(said(max!)) }
}

function readText({ words }: Visit, question: AskedQuestion, given: string): Read {
  // A browser counts the end of a line as one character and sends two.
  const text = given.replace(/\r\n?/g, '\n').trim()
  if (text === '') return question.required ? { error: words.enterText } : null
  const most = longest[question.type === 'short_text' ? 'short_text' : 'text']
  return text.length > most ? { error: words.textTooLong(most) } : text
}

function oneText(given: string | string[] | undefined): string {
  if (Array.isArray(given)) throw new Refusal('bad_request', 'One answer arrived twice.')
  return given ?? ''
}

function requireOffered(question: AskedQuestion, chosen: string[]): void {
  if (!chosen.every((value) => question.options!.some((option) => option.value === value)))
    throw new Refusal('bad_request', 'An answer arrived that the page does not offer.')
}
