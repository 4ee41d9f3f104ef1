import type { Context } from '../context.ts'
import type { Comparator, Definition, Target, Text } from '../studies/definition.ts'
import { codesText, textIn } from '../studies/definition-text.ts'
import type { StartedVisit, Visit } from './open-link.ts'
import type { Filled } from './page-flow.ts'
import type { FormPage } from './pages.ts'
import { stepBefore } from './reachable.ts'
import { type SurveyShell, surveyShell } from './survey-shell.ts'

/** Returns the shell of a visit's page; `language` says how the switch works there, `page` where it comes back to. */
export function visitShell(
  visit: Visit,
  title: string,
  language: 'by-address' | 'by-main-form' | 'by-own-form',
  { hasErrors = false, page = '' }: { hasErrors?: boolean; page?: string } = {},
): SurveyShell {
  const { definition, invitation, base } = visit
  const society =
    definition.societies.find((one) => one.slug === invitation.society) ?? definition.societies[0]
  return surveyShell({
    title,
    words: visit.words,
    language: visit.language,
    offered: definition.languages,
    ...(language === 'by-address'
      ? { hrefOf: (code) => `${base}${page === '' ? '' : `/${page}`}?lang=${code}` }
      : {}),
    languageAction: language === 'by-own-form' ? `${base}/language?page=${page}` : undefined,
    society,
    contactEmail: definition.contact.email,
    isTest: invitation.kind === 'test',
    testComment: invitation.kind === 'test' ? { action: `${base}/comment`, page } : undefined,
    hasErrors,
  })
}

/** Returns what every form page has in common. */
export function formPage(
  context: Context,
  visit: StartedVisit,
  step: string,
  filled: Filled,
  given: { heading: string; progress?: string; title?: string; hidden?: FormPage['hidden'] },
): FormPage {
  const errors = filled.errors ?? []
  const before = filled.from === 'review' ? 'review' : stepBefore(context, visit, step)
  const hidden = [
    { name: 'opened', value: String(filled.opened ?? visit.now) },
    { name: 'active_ms', value: String(filled.activeMs ?? '') },
    ...(filled.from === 'review' ? [{ name: 'from', value: 'review' }] : []),
    ...(given.hidden ?? []),
  ]
  // What was sent did not count: the title is what a screen reader says first.
  const hasErrors = errors.length > 0 || filled.notice !== undefined
  const title = given.title ?? [given.heading, given.progress].filter(Boolean).join(' · ')
  return {
    ...visitShell(visit, title, 'by-main-form', { hasErrors, page: step }),
    action: `${visit.base}/${step}`,
    back: before === undefined ? visit.base : `${visit.base}/${before}`,
    progress: given.progress,
    heading: given.heading,
    notice: filled.notice,
    errors,
    hidden,
  }
}

/** Returns a study text in the visit's language. */
export function say(visit: Visit, text: Text | undefined): string {
  return textIn(text, visit.language, visit.definition)
}

/** Returns the item of an id. */
export function requireItem(definition: Definition, id: string): Target | Comparator {
  const item =
    definition.targets.find((target) => target.id === id) ??
    definition.comparators.find((comparator) => comparator.id === id)
  if (!item) throw new Error(`The definition has no item ${id}`)
  return item
}

/** Returns how an item is called on a page: its codes, and its variant where one code is asked twice. */
export function itemName(visit: Visit, item: Target | Comparator): string {
  const variant = 'variant' in item ? say(visit, item.variant) : ''
  return variant === '' ? codesText(item) : `${codesText(item)} (${variant})`
}
