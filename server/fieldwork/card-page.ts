import type { OpenLinkRow } from '../../db/queries/open-links.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { linkWarning } from '../http/link-reach.ts'
import { qrCode } from '../http/qr-code.ts'
import { studyShell } from '../http/staff-shell.ts'
import { senderOf } from '../mail/senders.ts'
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
  // Where the society's members write to; a person is named only beside the study's own address.
  const email = senderOf(context, study, definition, society.slug).replyTo
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
      isExampleAddress(email)
        ? `Questions would go to ${email}, an example that reaches nobody. It is changed under Mail, Texts: in whose name.`
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
      name: email === definition.contact.email ? (definition.contact.name ?? '') : '',
      email,
    },
    url,
    qr: qrCode(url),
  }
}
