import type { Language } from '../words/languages.ts'
import type { Comparator, Definition, Question, Target, Text } from './definition.ts'

/**
 * Returns every place where a language of the study has no text, such as `constructs[0].question.ko`.
 * Publishing is refused while the list is not empty.
 */
export function missingTexts(definition: Definition): string[] {
  return listTexts(definition).flatMap(({ path, text }) =>
    definition.languages
      .filter((language) => text[language] === undefined)
      .map((language) => `${path}.${language}`),
  )
}

/** Returns every place whose text is there in no language at all, such as `constructs[0].question`. */
export function emptyTexts(definition: Definition): string[] {
  return listTexts(definition)
    .filter(({ text }) => Object.keys(text).length === 0)
    .map(({ path }) => path)
}

/** Returns every text per language with its place, such as `constructs[0].question`. */
export function listTexts(definition: Definition): { path: string; text: Text }[] {
  const texts: { path: string; text: Text }[] = []
  const visit = (value: unknown, path: string, key: string): void => {
    if (Array.isArray(value)) {
      value.forEach((entry, index) => {
        visit(entry, `${path}[${index}]`, key)
      })
    } else if (isText(value, key)) {
      texts.push({ path, text: value })
    } else if (value !== null && typeof value === 'object') {
      for (const [name, entry] of Object.entries(value))
        visit(entry, path === '' ? name : `${path}.${name}`, name)
    }
  }
  visit(definition, '', '')
  return texts
}

/** Fields of the schema that are language maps, wherever they stand (an empty map looks like any object). */
const textFields = new Set(
  (
    'title interest ethicsReference remarks introduction text dataProtection label descriptor variant vignette ' +
    'name question definition answerMore hint unit first second categories group alternative caption'
  ).split(' '),
)

function isText(value: unknown, key: string): value is Text {
  return value !== null && typeof value === 'object' && textFields.has(key)
}

/** Returns the text in a language, else in the study's first language, else in any, else ''. */
export function textIn(text: Text | undefined, language: Language, definition: Definition): string {
  if (!text) return ''
  return text[language] ?? text[definition.languages[0]!] ?? Object.values(text)[0] ?? ''
}

/** The codes of an item as people write them: `22612 + 22840`. */
export function codesText(item: Target | Comparator): string {
  return item.codes.map((entry) => (typeof entry === 'string' ? entry : entry.code)).join(' + ')
}

/** A question as it is asked: all its choices, and perTarget questions once for each target under their variable. */
export interface AskedQuestion extends Omit<Question, 'options'> {
  target?: string
  options?: { value: string; label: Text; exclusive?: boolean | undefined }[] | undefined
}

/** Returns the study's questions in order, each under the variable its answers are stored and exported by. */
export function askedQuestions(definition: Definition): AskedQuestion[] {
  const several = definition.targets.length > 1
  const named = (variable: string, target: Target) =>
    several ? `${variable}_${target.id.toLowerCase()}` : variable
  return definition.questions.flatMap((question): AskedQuestion[] => {
    const asked = withChoices(definition, question)
    if (!question.perTarget) return [asked]
    return definition.targets.map((target) => ({
      ...asked,
      variable: named(question.variable, target),
      ...(question.requiredWith
        ? { requiredWith: question.requiredWith.map((variable) => named(variable, target)) }
        : {}),
      target: target.id,
    }))
  })
}

function withChoices(definition: Definition, question: Question): AskedQuestion {
  if (question.optionsFrom === undefined) return question
  const comparators = definition.comparators.map((one) => ({
    value: one.id,
    label: Object.fromEntries(
      definition.languages.map((language) => [
        language,
        `${codesText(one)}, ${textIn(one.label, language, definition)}`,
      ]),
    ) as Text,
  }))
  return { ...question, options: [...comparators, ...(question.options ?? [])] }
}
