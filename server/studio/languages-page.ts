import type { Context } from '../context.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { RawForm } from '../http/read-form.ts'
import type { Definition } from '../studies/definition.ts'
import { listTexts } from '../studies/definition-text.ts'
import { partName } from '../studies/part-name.ts'
import { type Language, languageNames, languages } from '../words/languages.ts'
import { type EditedAt, editedAt, toDotted } from './missing.ts'
import type { LanguagesPage, TranslationPage } from './pages.ts'
import { type StudioVisit, studioShell } from './shell.ts'
import type { Unsaved } from './topic-page.ts'
import { conflictModel } from './topic-page.ts'
import { topics } from './topics/index.ts'

/** A text of the survey in the study's first language and in another one. */
export interface Translated {
  /** dotted, without the language */
  path: string
  source: string
  translation: string
}

/** Returns every text that has words in the first language or in another one, in the order of the pages. */
export function listTranslations(shown: Definition, language: Language): Translated[] {
  const first = shown.languages[0]!
  const order = (path: string) => {
    const topic = editedAt(shown, path)?.topic
    return topic ? topics.indexOf(topic) : topics.length
  }
  return listTexts(shown)
    .map(({ path, text }) => ({
      path: toDotted(path),
      source: text[first] ?? '',
      translation: text[language] ?? '',
    }))
    .filter(({ source, translation }) => source !== '' || translation !== '')
    .map((text) => ({ text, place: order(text.path) }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text)
}

/** Returns the page that says in which languages a study is asked, and how far each is. */
export function languagesPage(
  context: Context,
  visit: StudioVisit,
  typed?: { form: RawForm; problems: Problem[] },
): LanguagesPage {
  const { draft, base } = visit
  const chosen = (typed ? [typed.form.languages ?? []].flat() : draft.shown.languages) as string[]
  const first = typed ? String(typed.form.first ?? '') : draft.shown.languages[0]!
  return {
    ...studioShell(context, visit, {
      title: 'Languages',
      current: 'languages',
      hasErrors: typed !== undefined,
    }),
    action: `${base}/definition/languages`,
    problems: typed?.problems ?? [],
    error: problemOf(typed?.problems ?? [], 'languages'),
    choices: languages.map((code) => ({
      code,
      name: languageNames[code],
      isAsked: chosen.includes(code),
      isFirst: code === first,
    })),
    translations: draft.shown.languages.slice(1).map((code) => {
      const texts = listTranslations(draft.shown, code)
      const missing = texts.filter(({ translation }) => translation === '').length
      return {
        name: languageNames[code],
        href: `${base}/definition/languages/${code}`,
        texts: texts.length,
        missing,
      }
    }),
  }
}

/** Returns the page on which the texts of a language are written beside those of the first. */
export function translationPage(
  context: Context,
  visit: StudioVisit,
  language: Language,
  given: { onlyMissing: boolean; unsaved?: Unsaved | undefined },
): TranslationPage {
  const { draft, base } = visit
  const { shown } = draft
  const { unsaved, onlyMissing } = given
  const texts = listTranslations(shown, language)
  const missing = texts.filter(({ translation }) => translation === '').length
  const listed = onlyMissing ? texts.filter(({ translation }) => translation === '') : texts
  const place = `${base}/definition/languages/${language}`
  const first = shown.languages[0]!
  return {
    ...studioShell(context, visit, {
      title: languageNames[language],
      current: 'languages',
      hasErrors: unsaved !== undefined,
    }),
    action: place,
    problems: unsaved?.problems ?? [],
    conflict: conflictModel(context, undefined, unsaved?.conflict),
    language,
    name: languageNames[language],
    firstLanguage: first,
    firstName: languageNames[first],
    missingCount: missing,
    textCount: texts.length,
    onlyMissing,
    other: onlyMissing ? place : `${place}?show=missing`,
    groups: groupsOf(shown, listed, unsaved?.form),
  }
}

function groupsOf(
  shown: Definition,
  texts: Translated[],
  typed: RawForm | undefined,
): TranslationPage['groups'] {
  const groups = new Map<string, TranslationPage['groups'][number]['texts']>()
  for (const { path, source, translation } of texts) {
    const place = editedAt(shown, path)
    const title = place?.topic.title ?? 'More'
    const value = String(typed?.[path] ?? translation)
    const rows = Math.min(Math.max(1, Math.ceil(Math.max(source.length, value.length) / 44)), 18)
    const text = { id: path, label: labelOf(shown, path, place), source, value, rows }
    groups.set(title, [...(groups.get(title) ?? []), text])
  }
  return [...groups].map(([heading, list]) => ({ heading, texts: list }))
}

/** Returns what the text at a dotted path is called: “Comparator C02, Plain label”. */
export function labelOf(shown: Definition, path: string, place: EditedAt | undefined): string {
  const { entry, field } = partName(shown, path.replace(/\.(\d+)/g, '[$1]'))
  const last = place?.field?.label ?? field
  return place?.field && !place.list ? place.field.label : [entry, last].filter(Boolean).join(', ')
}
