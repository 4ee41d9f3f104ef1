import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { linkUrl } from '../fieldwork/links.ts'
import { formatTime } from '../http/format.ts'
import type { OutgoingMail } from '../send-mail.ts'
import type { Definition } from '../studies/definition.ts'
import { textIn } from '../studies/definition-text.ts'
import { endOfGrace } from '../studies/study-state.ts'
import { studyZone } from '../studies/study-zone.ts'
import { isLanguage, type Language } from '../words/languages.ts'
import { oneLine } from './one-line.ts'
import { optOutUrl } from './opt-out.ts'
import { type Filling, fill } from './placeholders.ts'
import { senderOf } from './senders.ts'
import { studyText } from './study-texts.ts'
import { type Paragraph, paragraphsOf, toMailHtml } from './text-blocks.ts'
import { type MailText, mailWords } from './texts/index.ts'

/** A member as a mail addresses one. */
export interface Addressee {
  id: number
  generation: number
  email: string
  name: string
  language: string
  society: string
  /** the closing time that the newest mail they have names; null where they have none, or one without */
  named_close?: number | null
}

/** A mail as it would read. */
export interface Composed {
  language: Language
  fromName: string
  replyTo: string
  subject: string
  text: string
  paragraphs: Paragraph[]
  optOut: string
}

/** Returns the language a member is written to in: theirs, or the study's first where it has no texts in theirs. */
export function languageFor(definition: Definition, wished: string): Language {
  return isLanguage(wished) && definition.languages.includes(wished) ? wished : definition.languages[0]!
}

/** Returns a mail's words for one member; `text` tries out one that is not saved yet. The links are made here. */
export function compose(
  context: Context,
  given: { study: StudyRow; definition: Definition; kind: MailKind; addressee: Addressee; text?: MailText },
): Composed {
  const { study, definition, kind, addressee } = given
  const language = languageFor(definition, addressee.language)
  const { subject, body } = given.text ?? studyText(context, study.id, kind, language)
  const sender = senderOf(context, study, definition, addressee.society)
  const filling = fillingOf(context, given, { language, sender })
  const text = fill(body, filling)
  return {
    language,
    fromName: sender.name,
    replyTo: sender.replyTo,
    subject: oneLine(fill(subject, filling)),
    text,
    paragraphs: paragraphsOf(text, [filling.link, filling.optout]),
    optOut: filling.optout,
  }
}

/** Returns a mail as it leaves, under the Message-ID of its row. */
export function toOutgoing(
  composed: Composed,
  given: { from: string; to: Addressee; messageId: string },
): OutgoingMail {
  return {
    from: { name: oneLine(composed.fromName), address: given.from },
    to: { name: oneLine(given.to.name), address: given.to.email },
    replyTo: composed.replyTo,
    subject: composed.subject,
    text: composed.text,
    html: toMailHtml(composed.paragraphs, composed.language),
    messageId: given.messageId,
    headers: {
      // RFC 2369 and RFC 8058: mail programs show a button of their own that sends a POST.
      'List-Unsubscribe': `<${composed.optOut}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // RFC 3834: no "out of office" in return.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': composed.language,
    },
  }
}

function fillingOf(
  context: Context,
  { study, definition, addressee }: { study: StudyRow; definition: Definition; addressee: Addressee },
  { language, sender }: { language: Language; sender: ReturnType<typeof senderOf> },
): Filling {
  const words = mailWords(language)
  const name = oneLine(addressee.name)
  return {
    greeting: words.greeting(name),
    name,
    society: sender.societyName,
    shortname: sender.shortName,
    study: textIn(definition.title, language, definition),
    minutes: String(definition.minutes),
    closes: closesText(context, { study, addressee, language }),
    link: linkUrl(context, addressee),
    contact: sender.replyTo,
    sender: sender.name,
    optout: optOutUrl(context, addressee.id),
  }
}

/** When the study closes; who was told another time before reads that this one counts instead. */
function closesText(
  context: Context,
  given: { study: StudyRow; addressee: Addressee; language: Language },
): string {
  const { study, addressee, language } = given
  const words = mailWords(language)
  if (study.closes_at === null) return words.noClosingTime
  // Once nobody starts any more, only those are written to who may finish a little longer.
  const until = study.state === 'closing' ? endOfGrace(study)! : study.closes_at
  const time = (at: number) => formatTime(at, studyZone(context, study), language)
  const { named_close: before = null } = addressee
  return before !== null && before !== study.closes_at
    ? words.insteadOf(time(until), time(before))
    : time(until)
}
