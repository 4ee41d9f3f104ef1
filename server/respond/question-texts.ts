import type { QuestionPage } from '../studies/definition.ts'
import type { AskedQuestion } from '../studies/definition-text.ts'
import type { Words } from '../words/index.ts'
import type { Visit } from './open-link.ts'
import type { AnswerValue } from './save-answers.ts'
import { say } from './visit-shell.ts'

/** Returns the heading of each page with questions. */
export function pageHeadings(words: Words): Record<QuestionPage, string> {
  return {
    disclosure: words.disclosureHeading,
    procedure: words.procedureHeading,
    experience: words.experienceHeading,
    times: words.timesHeading,
    reference: words.referenceHeading,
    materials: words.materialsHeading,
    about: words.aboutHeading,
  }
}

/** Returns what a page says before its questions, where it says something. */
export function pageIntroductions(words: Words): Partial<Record<QuestionPage, string>> {
  return {
    disclosure: words.disclosureIntroduction,
    times: words.timesIntroduction,
    reference: words.referenceIntroduction,
    materials: words.materialsIntroduction,
    about: words.aboutIntroduction,
  }
}

/** A choice as it is read in one language. */
export interface Choice {
  value: string
  label: string
}

/**
 * Returns the choices of a question in reading order. Countries are sorted as the language sorts them, for a list
 * sorted in English is no list to find one's own country in; "another" and "prefer not to say" stay last.
 */
export function choicesOf(visit: Visit, question: AskedQuestion): Choice[] {
  const choices = (question.options ?? []).map(({ value, label }) => ({ value, label: say(visit, label) }))
  if (question.variable !== 'country') return choices
  const { compare } = new Intl.Collator(visit.language)
  const isCountry = ({ value }: Choice) => /^[a-z]{2}$/.test(value)
  const countries = choices.filter(isCountry).sort((a, b) => compare(a.label, b.label))
  return [...countries, ...choices.filter((one) => !isCountry(one))]
}

/** Returns a number as the language writes it, with two decimal places or none; forms read both marks. */
export function numberText(visit: Visit, value: number): string {
  const digits = { useGrouping: false, minimumFractionDigits: Number.isInteger(value) ? 0 : 2 }
  return new Intl.NumberFormat(visit.language, digits).format(value)
}

/** Returns an answer as one reads it; undefined when there is none. */
export function answerText(
  visit: Visit,
  question: AskedQuestion,
  value: AnswerValue | undefined,
): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number')
    return [numberText(visit, value), say(visit, question.unit)].filter(Boolean).join(' ')
  const label = (one: string) =>
    say(visit, question.options?.find((option) => option.value === one)?.label) || one
  return Array.isArray(value) ? value.map(label).join('; ') : label(value)
}
