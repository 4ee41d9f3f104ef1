import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { type RawForm, rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import type { Text } from '../studies/definition.ts'
import { completeDraft, type DefinitionDraft } from '../studies/definition-draft.ts'
import { openStudy } from '../studies/study-visit.ts'
import { isLanguage, type Language, languageNames } from '../words/languages.ts'
import type { Editable } from './editable.ts'
import { languagesPage, listTranslations, translationPage } from './languages-page.ts'
import { setAt, valueAt } from './paths.ts'
import { requireOpenDraft } from './save-part.ts'
import { type StudioVisit, withDraft } from './shell.ts'
import { textOf, trySaving } from './topic-form.ts'
import type { Unsaved } from './topic-page.ts'

/** Returns who asks for the pages of languages; refuses a published study. */
export function openLanguages(context: Context, request: Request, response: Response): StudioVisit {
  const visit = openStudy(context, request, response)
  requireOpenDraft(context, visit.study.slug)
  return withDraft(context, visit)
}

/** Returns the language of a translation page; the first is written on the other pages. */
export function openTranslation(context: Context, request: Request, response: Response) {
  const visit = openLanguages(context, request, response)
  const language = pathPart(request, 'language')
  if (!isLanguage(language) || visit.draft.shown.languages.indexOf(language) < 1)
    throw new Refusal('not_found', 'The study is not asked in this language. Add it on the page Languages.')
  return { visit, language, onlyMissing: queryText(request, 'show') === 'missing' }
}

/** Saves in which languages a study is asked; texts of a language that is taken out stay in the draft's texts. */
export function saveLanguagesFromForm(context: Context, request: Request, response: Response): void {
  const visit = openLanguages(context, request, response)
  const form = rawForm(request.body)
  const chosen = [form.languages ?? []].flat().filter(isLanguage)
  const first = textOf(form, 'first')
  const change = (draft: Editable) => {
    if (!isLanguage(first) || !chosen.includes(first))
      return [{ field: 'languages', message: 'Choose at least one language, and which of them comes first' }]
    draft.languages = [first, ...chosen.filter((language) => language !== first)]
    return `Languages: ${draft.languages.map((code) => languageNames[code]).join(', ')}`
  }
  const part = (draft: DefinitionDraft) => draft.languages
  const show = ({ problems }: Unsaved, status: number) => {
    const page = languagesPage(context, withDraft(context, visit), { form, problems })
    render(response, 'studio/languages', page, status)
  }
  if (!trySaving(context, visit, 'languages', { form, part, change }, show)) return
  response.redirect(303, `${visit.base}/definition/languages?done=saved`)
}

/** Saves the texts of one language, or copies what it lacks from the first. */
export function saveTranslationFromForm(context: Context, request: Request, response: Response): void {
  const { visit, language, onlyMissing } = openTranslation(context, request, response)
  const form = rawForm(request.body)
  const isCopy = textOf(form, 'act') === 'copy'
  const change = (draft: Editable) => {
    const written = writeTranslations(draft, language, form)
    const copied = isCopy ? copyMissing(draft, language) : 0
    const copy = copied > 0 ? `, ${copied} texts copied from ${languageNames[draft.languages[0]]}` : ''
    return `${languageNames[language]}: ${written === 1 ? 'one text' : `${written} texts`} written${copy}`
  }
  // Somebody who changed a source or a translation meanwhile must be seen; anything else may have changed.
  const part = (draft: DefinitionDraft) => listTranslations(completeDraft(draft), language)
  const show = (unsaved: Unsaved, status: number) => {
    const page = translationPage(context, withDraft(context, visit), language, { onlyMissing, unsaved })
    render(response, 'studio/translation', page, status)
  }
  if (!trySaving(context, visit, 'languages', { form, part, change }, show)) return
  const only = onlyMissing ? '&show=missing' : ''
  response.redirect(303, `${visit.base}/definition/languages/${language}?done=saved${only}`)
}

/** Puts the typed texts in their places and returns how many changed; other names in the form mean nothing. */
function writeTranslations(draft: Editable, language: Language, form: RawForm): number {
  let written = 0
  for (const { path, translation } of listTranslations(completeDraft(draft), language)) {
    if (form[path] === undefined) continue
    const typed = textOf(form, path).replaceAll('\r\n', '\n').trim()
    if (typed.length > 20_000) throw new Refusal('invalid', 'A text is longer than can be kept.')
    if (typed === translation) continue
    const { [language]: _, ...others } = valueAt(draft, path) as Text
    setAt(draft, path, typed === '' ? others : { ...others, [language]: typed })
    written += 1
  }
  return written
}

function copyMissing(draft: Editable, language: Language): number {
  const lacking = listTranslations(completeDraft(draft), language).filter((text) => text.translation === '')
  for (const { path, source } of lacking) setAt(draft, `${path}.${language}`, source)
  return lacking.length
}
