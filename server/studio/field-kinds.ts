import type { Text } from '../studies/definition.ts'
import type { Language } from '../words/languages.ts'
import { readBundle, readCodes, showBundle, showCodes } from './code-lines.ts'
import { readOptions, readTexts, showOptions, showTexts } from './option-lines.ts'
import { readRules, showRules } from './rule-lines.ts'
import type { Field } from './topic.ts'

/** What a typed field says: its new value (undefined takes the key away), or what to correct. */
export type FieldRead = { value: unknown } | { problem: string }

/** How a kind of field goes from the definition to what is typed and back. */
interface Kind {
  show: (value: unknown, language: Language) => string
  read: (typed: string, before: unknown, language: Language) => FieldRead
}

const string: Kind = {
  show: (value) => (typeof value === 'string' ? value : ''),
  // What is empty is left out of a draft.
  read: (typed) => ({ value: typed === '' ? undefined : typed }),
}

const ownText: Kind = {
  show: (value, language) => (value as Text | undefined)?.[language] ?? '',
  read(typed, before, language) {
    const { [language]: _, ...others } = (before ?? {}) as Text
    const value: Text = typed === '' ? others : { ...others, [language]: typed }
    return { value: Object.keys(value).length === 0 ? undefined : value }
  },
}

const kinds: Record<Field['kind'], Kind> = {
  line: string,
  area: string,
  choice: string,
  text: ownText,
  paragraph: ownText,
  markdown: ownText,
  number: {
    show: (value) => (typeof value === 'number' ? String(value) : ''),
    read: (typed) => readNumber(typed),
  },
  check: {
    show: (value) => (value === true ? 'yes' : ''),
    read: (typed) => ({ value: typed === 'yes' ? true : undefined }),
  },
  switch: {
    show: (value) => (value === true ? 'yes' : ''),
    read: (typed) => ({ value: typed === 'yes' }),
  },
  lines: {
    show: (value) => (Array.isArray(value) ? value.join('\n') : ''),
    read: (typed) => ({ value: linesOf(typed) }),
  },
  codes: { show: showCodes, read: readCodes },
  bundle: { show: showBundle, read: readBundle },
  options: { show: showOptions, read: readOptions },
  texts: { show: showTexts, read: readTexts },
  rules: { show: showRules, read: readRules },
}

/** Returns what a field shows of a value. */
export function showField(field: Field, value: unknown, language: Language): string {
  return kinds[field.kind].show(value, language)
}

/** Returns the value of what was typed into a field, given what stood there before; the language is the study's first. */
export function readField(field: Field, typed: string, before: unknown, language: Language): FieldRead {
  const text = typed.replaceAll('\r\n', '\n').trim()
  return kinds[field.kind].read(text, before, language)
}

/** Returns a number as people write it, with a decimal point or comma; an empty field is no number. */
export function readNumber(typed: string): { value: number | undefined } | { problem: string } {
  if (typed === '') return { value: undefined }
  if (!/^-?\d{1,9}([.,]\d{1,6})?$/.test(typed)) return { problem: 'Write a number, such as 12 or 15.37' }
  return { value: Number(typed.replace(',', '.')) }
}

function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
