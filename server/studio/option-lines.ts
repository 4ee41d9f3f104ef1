import type { Question, Text } from '../studies/definition.ts'
import type { Language } from '../words/languages.ts'
import type { FieldRead } from './field-kinds.ts'

type Option = NonNullable<Question['options']>[number]

/** Returns the choices of a question, one a line: `yes: Yes`, with * where choosing it means choosing nothing else. */
export function showOptions(value: unknown, language: Language): string {
  if (!Array.isArray(value)) return ''
  return (value as Option[])
    .map(({ value: name, label, exclusive }) => `${name}: ${label[language] ?? ''}${exclusive ? ' *' : ''}`)
    .join('\n')
}

/**
 * Reads the choices of a question, one a line. A line without a code gets one from its words. A choice keeps what it
 * has in other languages when its code, or its words in this language, stay.
 */
export function readOptions(typed: string, before: unknown, language: Language): FieldRead {
  const known = Array.isArray(before) ? (before as Option[]) : []
  const options: Option[] = []
  for (const line of nonEmpty(typed)) {
    const { name, words, exclusive } = readLine(line)
    const old = known.find((one) => (name === '' ? one.label[language] === words : one.value === name))
    const value = name !== '' ? name : (old?.value ?? newName(words, options))
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(value))
      return {
        problem: `“${line}”: a code is lower-case letters, digits and _, starting with a letter, such as yes`,
      }
    if (options.some((one) => one.value === value))
      return { problem: `The code ${value} is there twice. Each choice needs its own` }
    const { [language]: _, ...others } = old?.label ?? {}
    const label: Text = words === '' ? others : { ...others, [language]: words }
    options.push({ value, label, ...(exclusive ? { exclusive: true } : {}) })
  }
  return { value: options.length === 0 ? undefined : options }
}

/** Returns texts of a list in one language, one a line. */
export function showTexts(value: unknown, language: Language): string {
  return Array.isArray(value) ? (value as Text[]).map((text) => text[language] ?? '').join('\n') : ''
}

/** Reads a list of texts in one language; a line keeps its other languages while it stays, or stays in its place. */
export function readTexts(typed: string, before: unknown, language: Language): FieldRead {
  const known = Array.isArray(before) ? (before as Text[]) : []
  const lines = nonEmpty(typed)
  const sameNumber = lines.length === known.length
  const value = lines.map((line, index): Text => {
    const old = known.find((text) => text[language] === line) ?? (sameNumber ? known[index] : undefined)
    return { ...old, [language]: line }
  })
  return { value: value.length === 0 ? undefined : value }
}

function readLine(line: string): { name: string; words: string; exclusive: boolean } {
  const exclusive = /\s\*$/.test(line)
  const bare = exclusive ? line.replace(/\s\*$/, '').trim() : line
  const match = /^([a-z][a-z0-9_]*)\s*:\s*(.*)$/.exec(bare)
  return match ? { name: match[1]!, words: match[2]!, exclusive } : { name: '', words: bare, exclusive }
}

/** Returns a code from words, unlike those there are: “Up to 10 years” becomes up_to_10_years. */
function newName(words: string, options: Option[]): string {
  const name = slugOf(words, 'choice')
  let free = name
  for (let n = 2; options.some((one) => one.value === free); n++) free = `${name.slice(0, 36)}_${n}`
  return free
}

/** Returns a name for columns made from words: lower-case letters, digits and _, starting with a letter. */
export function slugOf(words: string, fallback: string): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return plain === '' ? fallback : plain.slice(0, 40).replace(/_+$/, '')
}

function nonEmpty(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
