import type { Definition } from '../studies/definition.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { type Editable, entriesOf, toEditable, toShown } from './editable.ts'
import { showField } from './field-kinds.ts'
import { nameOf } from './list-acts.ts'
import type { ChangeModel } from './pages.ts'
import { valueAt } from './paths.ts'
import { fieldsOf } from './read-topic-form.ts'
import type { Field, ListSpec, Topic } from './topic.ts'
import { topics } from './topics/index.ts'
import { wordDifference } from './word-difference.ts'

/** One state of a draft, as it was written and as it is shown. */
interface State {
  written: Editable
  shown: Definition
}

/** Returns how two states of a draft differ, in the words of its pages; `only` limits it to one page. */
export function describeChanges(old: DefinitionDraft, now: DefinitionDraft, only?: Topic): ChangeModel[] {
  const [before, after] = [toState(old), toState(now)]
  const languages = only
    ? []
    : plainChange('Languages', languageList(before.shown), languageList(after.shown))
  const sample = only ? [] : plainChange('Sample plan', sampleText(before), sampleText(after))
  return [
    ...languages,
    ...sample,
    ...(only ? [only] : topics).flatMap((topic) =>
      topic.sections.flatMap(({ fields = [], list }) => [
        ...fields.flatMap((field) =>
          fieldChanges(field, field.label, before.written, after.written, [before.shown, after.shown]),
        ),
        ...(list ? listChanges(list, before, after) : []),
      ]),
    ),
  ]
}

function toState(draft: DefinitionDraft): State {
  const written = toEditable(draft)
  return { written, shown: toShown(written) }
}

function sampleText({ shown: { samplePlan } }: State): string {
  return samplePlan ? `${samplePlan.surgeons} surgeons` : 'none'
}

function languageList(definition: Definition): string {
  return definition.languages.map((code) => languageNames[code]).join(', ')
}

function listChanges(list: ListSpec, before: State, after: State): ChangeModel[] {
  const old = entriesOf(before.written, list)
  const keysBefore = keysOf(old)
  const keysNow = keysOf(entriesOf(after.written, list))
  const removed = keysBefore.flatMap((key, index): ChangeModel[] =>
    keysNow.includes(key) ? [] : [{ where: `${nameOf(before.shown, list, index)} was removed`, words: [] }],
  )
  const kept = keysBefore.filter((key) => keysNow.includes(key))
  let place = -1
  const present = entriesOf(after.written, list).flatMap((entry, index): ChangeModel[] => {
    const was = keysBefore.indexOf(keysNow[index]!)
    const name = nameOf(after.shown, list, index)
    const order = kept.indexOf(keysNow[index]!)
    const isMoved = order !== -1 && order < place
    place = Math.max(place, order)
    return [
      ...(was === -1 ? [{ where: `${name} was added`, words: [] }] : []),
      ...fieldsOf(list, after.shown).flatMap((field) =>
        fieldChanges(field, `${name}, ${field.label}`, old[was] ?? {}, entry, [before.shown, after.shown]),
      ),
      ...(isMoved ? [{ where: `${name} was moved from place ${was + 1} to ${index + 1}`, words: [] }] : []),
    ]
  })
  return [...removed, ...present]
}

/** What an entry is known by when its place and some of its words change; twins are told apart by their number. */
function keysOf(entries: Record<string, unknown>[]): string[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const { slug, variable, codes, variant } = entry
    const name = slug || variable || (codes ? JSON.stringify([codesOnly(codes), variant ?? null]) : '')
    const key = String(name)
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return `${key} ${count}`
  })
}

function codesOnly(codes: unknown): unknown {
  return Array.isArray(codes)
    ? codes.map((one: unknown) => (typeof one === 'string' ? one : (one as { code: string }).code))
    : codes
}

/** One line for a plain value, one for each language of a text that changed. */
function fieldChanges(
  field: Field,
  name: string,
  old: unknown,
  now: unknown,
  [before, after]: [Definition, Definition],
): ChangeModel[] {
  const a = valueAt(old, field.path)
  const b = valueAt(now, field.path)
  if (JSON.stringify(a) === JSON.stringify(b)) return []
  if (!['text', 'paragraph', 'markdown', 'options', 'texts'].includes(field.kind)) {
    const first = after.languages[0]!
    return plainChange(name, showField(field, a, first), showField(field, b, first))
  }
  const spoken = new Set([...before.languages, ...after.languages, ...keysOfText(a), ...keysOfText(b)])
  return [...spoken].filter(isLanguage).flatMap((language) => {
    const where = spoken.size > 1 ? `${name} (${languageNames[language]})` : name
    return plainChange(where, showField(field, a, language), showField(field, b, language))
  })
}

function keysOfText(value: unknown): string[] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
}

function plainChange(where: string, before: string, after: string): ChangeModel[] {
  return before === after ? [] : [{ where, words: wordDifference(before, after) }]
}
