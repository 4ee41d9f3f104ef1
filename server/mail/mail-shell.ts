import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { Context } from '../context.ts'
import { cutNote } from '../fieldwork/cut-note.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import { linkDoor } from '../fieldwork/link-door.ts'
import { assetUrl } from '../http/assets.ts'
import { linkWarning } from '../http/link-reach.ts'
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
  const { base, study, now } = visit
  const isShut = linkDoor(context, study, now).door === 'shut'
  return {
    ...studyShell({ ...visit, title: page.title, tab: 'Mail', hasErrors: page.hasErrors ?? false }),
    scripts: [assetUrl('js/mail.js')],
    base,
    mailTabs: tabs.map(({ label, path }) => ({ label, href: base + path, current: label === page.tab })),
    canSend: context.config.mail !== undefined,
    linkWarning: isShut ? undefined : linkWarning(context.config.baseUrl),
    isShut,
    cut: cutText(context, visit),
  }
}

/** Once the link is cut nobody knows who was mailed; the frozen funnel knows how many were. */
function cutText(context: Context, { study, person }: StudyVisit): string | undefined {
  const note = cutNote(context, study, 'The record of mails')
  if (note === undefined) return undefined
  const rows = funnelOf(context, study.id)
  const n = (stage: string) =>
    rows
      .filter((row) => row.stage === stage && (person.society === null || row.society === person.society))
      .reduce((sum, row) => sum + row.n, 0)
  return `${note} The funnel as it was frozen then knows how many were reached: ${n('listed')} listed, ${n('mailed')} mailed, ${n('not_bounced')} not bounced. Nobody can be written to from here any more, and nobody can be thanked.`
}

export const kindNames: Record<MailKind, string> = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  thanks: 'Thanks',
}

/** Returns whom a mailing is for, in words. */
export function toWhomText(
  visit: StudyVisit,
  choice: {
    society: string | null
    wave: number | null
    language: string | null
    only?: readonly string[]
    oldDate?: boolean
  },
): string {
  const { society, wave, language, only = [], oldDate = false } = choice
  const parts = [
    society === null
      ? 'all societies'
      : (visit.definition.societies.find((one) => one.slug === society)?.shortName ?? society),
    ...(wave === null ? [] : [`wave ${wave}`]),
    ...(language === null ? [] : [`members who read ${languageName(language)}`]),
    ...(only.length === 0
      ? []
      : [only.length === 1 ? '1 chosen address' : `${only.length} chosen addresses`]),
    ...(oldDate ? ['members whose mail names an old closing time'] : []),
  ]
  return parts.join(', ')
}

/** Returns what a language calls itself. */
export function languageName(code: string): string {
  return isLanguage(code) ? languageNames[code] : code
}
