import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { MailText } from './texts/index.ts'

/** What stands in braces in a text, with what a person reads about it. */
export const placeholders = {
  greeting: 'Dear and the name, in the member’s language; “Dear colleague” where no name is known',
  name: 'the member’s name; may be empty',
  society: 'the member’s society, in full',
  shortname: 'the member’s society, short',
  study: 'the title of the study',
  minutes: 'how many minutes it takes',
  closes: 'when the study closes, with its time zone',
  link: 'the personal link',
  contact: 'where answers to this mail go',
  sender: 'in whose name the mail is sent',
  optout: 'the address that stops all mail of this kind',
} as const

export type Placeholder = keyof typeof placeholders
export type Filling = Record<Placeholder, string>

const needed: Record<MailKind, readonly Placeholder[]> = {
  invitation: ['society', 'link', 'closes', 'contact', 'optout'],
  reminder: ['society', 'link', 'closes', 'contact', 'optout'],
  thanks: ['society', 'contact', 'optout'],
}
/** An address in a subject is cut, forwarded and shown on locked screens. */
const neverInSubject: readonly Placeholder[] = ['link', 'optout', 'greeting']

export const mostSubjectLetters = 150
export const mostBodyLetters = 8000
const inBraces = /\{([^{}]*)\}/g

/** Returns the placeholders that a text of a kind must have. */
export function neededPlaceholders(kind: MailKind): readonly Placeholder[] {
  return needed[kind]
}

/** What is wrong with a text, and in which of its fields. */
export interface TextProblem {
  field: 'subject' | 'body'
  message: string
}

/** Returns everything that is wrong with a text; empty when it may be sent. */
export function textProblems(kind: MailKind, text: MailText): TextProblem[] {
  const subject = (message: string): TextProblem => ({ field: 'subject', message })
  const body = (message: string): TextProblem => ({ field: 'body', message })
  const inBody = new Set(namesIn(text.body))
  return [
    ...(text.subject.trim() === '' ? [subject('Enter a subject.')] : []),
    ...(/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text.subject) ? [subject('The subject is one line.')] : []),
    ...(text.subject.length > mostSubjectLetters
      ? [subject(`The subject is longer than ${mostSubjectLetters} letters.`)]
      : []),
    ...neverInSubject
      .filter((name) => namesIn(text.subject).includes(name))
      .map((name) => subject(`{${name}} cannot stand in the subject.`)),
    ...braceProblems(text.subject).map(subject),
    ...(text.body.trim() === '' ? [body('Enter a text.')] : []),
    ...(text.body.length > mostBodyLetters
      ? [body(`The text is longer than ${mostBodyLetters} letters.`)]
      : []),
    ...needed[kind]
      .filter((name) => !inBody.has(name))
      .map((name) => body(`{${name}} is missing: ${placeholders[name]}.`)),
    ...braceProblems(text.body).map(body),
  ]
}

/** Returns the placeholders that a text does not use although another one does, with what they mean. */
export function leftOut(text: MailText, other: MailText): { name: Placeholder; meaning: string }[] {
  const used = (one: MailText) => new Set([...namesIn(one.subject), ...namesIn(one.body)])
  const here = used(text)
  return [...used(other)]
    .filter((name) => isPlaceholder(name))
    .filter((name) => !here.has(name) && !(name === 'greeting' && here.has('name')))
    .map((name) => ({ name, meaning: placeholders[name] }))
}

/** Returns the text with every placeholder filled. What is filled in is never read again: a name may hold braces. */
export function fill(text: string, filling: Filling): string {
  return text.replace(inBraces, (whole, name: string) => (isPlaceholder(name) ? filling[name] : whole))
}

function namesIn(text: string): string[] {
  return [...text.matchAll(inBraces)].map((match) => match[1]!)
}

function braceProblems(text: string): string[] {
  const unknown = [...new Set(namesIn(text))].filter((name) => !isPlaceholder(name))
  const known = Object.keys(placeholders).map((name) => `{${name}}`)
  const lonely = /[{}]/.test(text.replace(inBraces, ''))
  return [
    ...unknown.map((name) => `{${name.slice(0, 40)}} is not known. Use ${known.join(', ')}.`),
    ...(lonely ? ['A brace { or } stands alone. Braces are for placeholders only.'] : []),
  ]
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(placeholders, name)
}
