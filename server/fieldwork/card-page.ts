import type { OpenLinkRow } from '../../db/queries/open-links.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { linkWarning } from '../http/link-reach.ts'
import { qrCode } from '../http/qr-code.ts'
import { studyShell } from '../http/staff-shell.ts'
import { textIn } from '../studies/definition-text.ts'
import { isExampleAddress } from '../studies/example-address.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { wordsIn } from '../words/index.ts'
import { isLanguage } from '../words/languages.ts'
import { linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'
import type { CardPage } from './part-pages.ts'

/** Returns the card for a booth: one link as a QR code, in its language, to be printed. */
export function cardPage(context: Context, visit: StudyVisit, link: OpenLinkRow): CardPage {
  const { definition, base, study } = visit
  const language = isLanguage(link.language) ? link.language : definition.languages[0]!
  const words = wordsIn(language)
  const society = definition.societies.find(({ slug }) => slug === link.society) ?? definition.societies[0]!
  const url = linkUrl(context, link)
  return {
    ...studyShell({ ...visit, title: 'Card', tab: 'Open links' }),
    back: `${base}/open-links`,
    label: link.label,
    notes: [
      linkDoor(context, study, visit.now).whyOpenLinks,
      linkWarning(context.config.baseUrl),
      study.closes_at === null
        ? 'No closing time is set, so the card names none. Set one first, lest printed cards lead to a closed door.'
        : undefined,
      isExampleAddress(definition.contact.email)
        ? `Questions would go to ${definition.contact.email}, an example that reaches nobody.`
        : undefined,
    ].filter((note) => note !== undefined),
    language,
    society: society.name,
    study: textIn(definition.title, language, definition),
    scan: words.scanToStart,
    minutes: words.minutes(definition.minutes),
    until:
      study.closes_at === null
        ? undefined
        : words.openUntil(formatTime(study.closes_at, studyZone(context, study), language)),
    contact: {
      label: words.contact,
      name: definition.contact.name ?? '',
      email: definition.contact.email,
    },
    url,
    qr: qrCode(url),
  }
}
