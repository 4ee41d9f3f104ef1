import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import type { MailShell } from './pages.ts'

type MailTab = 'Overview' | 'Write' | 'Texts' | 'Outbox' | 'Came back'

const tabs: readonly { label: MailTab; path: string }[] = [
  { label: 'Overview', path: '/mail' },
  { label: 'Write', path: '/mail/write' },
  { label: 'Texts', path: '/mail/texts' },
  { label: 'Outbox', path: '/mail/outbox' },
  { label: 'Came back', path: '/mail/bounces' },
]

/** Returns what a page of a study's mail has around its content. */
export function mailShell(
  context: Context,
  visit: StudyVisit,
  page: { title: string; tab: MailTab; hasErrors?: boolean },
): MailShell {
  const { base } = visit
  return {
    ...studyShell({ ...visit, title: page.title, tab: 'Mail', hasErrors: page.hasErrors ?? false }),
    scripts: [assetUrl('js/mail.js')],
    base,
    mailTabs: tabs.map(({ label, path }) => ({ label, href: base + path, current: label === page.tab })),
    canSend: context.config.mail !== undefined,
  }
}

export const kindNames: Record<MailKind, string> = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  thanks: 'Thanks',
}

/** Returns whom a mailing is for, in words. */
export function toWhomText(
  visit: StudyVisit,
  choice: { society: string | null; wave: number | null; language: string | null; only?: readonly string[] },
): string {
  const { society, wave, language, only = [] } = choice
  const parts = [
    society === null
      ? 'all societies'
      : (visit.definition.societies.find((one) => one.slug === society)?.shortName ?? society),
    ...(wave === null ? [] : [`wave ${wave}`]),
    ...(language === null ? [] : [`members who read ${languageName(language)}`]),
    ...(only.length === 0
      ? []
      : [only.length === 1 ? '1 chosen address' : `${only.length} chosen addresses`]),
  ]
  return parts.join(', ')
}

/** Returns what a language calls itself. */
export function languageName(code: string): string {
  return isLanguage(code) ? languageNames[code] : code
}
