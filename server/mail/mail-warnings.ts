import type { MailKind } from '../../db/queries/mail-texts.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { isExampleAddress } from '../studies/example-address.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { Language } from '../words/languages.ts'
import { languageFor } from './compose.ts'
import { kindNames, languageName } from './mail-shell.ts'
import type { MailWarning } from './pages.ts'
import { leftOut } from './placeholders.ts'
import { senderOf } from './senders.ts'
import { studyText } from './study-texts.ts'
import { type MailText, mailWords } from './texts/index.ts'

/** What decides in whose name, and in which language, somebody is written to. */
interface Reader {
  society: string
  language: string
}

/** Returns what should be mended before a mail leaves for some members; nothing of it keeps it from leaving. */
export function mailWarnings(
  context: Context,
  visit: StudyVisit,
  given: { kind: MailKind; to: readonly Reader[] },
): MailWarning[] {
  const { kind, to } = given
  if (to.length === 0) return []
  const written = Map.groupBy(to, ({ language }) => languageFor(visit.definition, language))
  const texts = [...written.keys()].map((language) => ({
    language,
    ...studyText(context, visit.study.id, kind, language),
  }))
  return [
    ...senderWarnings(context, visit, to),
    ...languageWarnings(visit, to),
    ...ownTextWarnings(visit, kind, texts, written),
    ...texts
      .filter(({ own }) => own)
      .flatMap((text) => textWarnings(visit, { kind, language: text.language }, text)),
  ]
}

/** Returns what should be mended in a text as it is being written, for the member of its preview. */
export function testWarnings(
  context: Context,
  visit: StudyVisit,
  which: { kind: MailKind; language: Language },
  given: { text: MailText; to: Reader },
): MailWarning[] {
  return [
    ...senderWarnings(context, visit, [given.to]),
    ...textWarnings(visit, which, given.text).map(({ text }) => ({ text, href: undefined, label: '' })),
  ]
}

function senderWarnings(context: Context, visit: StudyVisit, to: readonly Reader[]): MailWarning[] {
  const { study, definition, person, base } = visit
  const from = context.config.mail?.from
  const senders = [...new Set(to.map(({ society }) => society))].map((slug) =>
    senderOf(context, study, definition, slug),
  )
  const wrong = Map.groupBy(
    senders.filter(({ replyTo }) => isExampleAddress(replyTo)),
    ({ replyTo }) => replyTo,
  )
  const first = (societies: { society: string }[]) =>
    societies.length === 1 ? `${base}/mail/senders/${societies[0]!.society}` : `${base}/mail/texts#senders`
  return [
    ...[...wrong].map(([address, of]) => ({
      text: `Answers from members of ${of.map(({ shortName }) => shortName).join(', ')} go to ${address}, an example that reaches nobody.`,
      href: mayDo(person, 'steer') ? first(of) : undefined,
      label: 'Say where answers go',
    })),
    ...(from !== undefined && isExampleAddress(from)
      ? [
          {
            text: `Mail leaves from ${from}, an example, so nothing that comes back is seen. Whoever runs the program sets MAIL_FROM.`,
            href: undefined,
            label: '',
          },
        ]
      : []),
  ]
}

/** A list may have been read before the study's languages changed. */
function languageWarnings({ definition, base }: StudyVisit, to: readonly Reader[]): MailWarning[] {
  const foreign = to.filter(({ language }) => !definition.languages.some((code) => code === language))
  return [...Map.groupBy(foreign, ({ language }) => language)].map(([language, all]) => ({
    text: `${all.length === 1 ? '1 member is' : `${all.length} members are`} listed with the language ${languageName(language)}, in which this study has no texts: the mail is in ${languageName(definition.languages[0]!)}.`,
    href: `${base}/members`,
    label: 'Look at the members',
  }))
}

/** Whoever wrote a text of their own in one language may have forgotten the others. */
function ownTextWarnings(
  { base }: StudyVisit,
  kind: MailKind,
  texts: readonly { language: Language; own: boolean }[],
  written: Map<Language, Reader[]>,
): MailWarning[] {
  const own = texts.filter((one) => one.own)
  const ours = texts.filter((one) => !one.own)
  if (own.length === 0 || ours.length === 0) return []
  const named = (all: typeof texts) => all.map(({ language }) => languageName(language)).join(', ')
  const counted = ours.map(({ language }) => `${languageName(language)} (${written.get(language)!.length})`)
  return [
    {
      text: `You have changed the text in ${named(own)} only. Whoever reads ${counted.join(', ')} gets the one that comes with the program.`,
      href: `${base}/mail/texts/${kind}/${ours[0]!.language}`,
      label: `Look at the text in ${languageName(ours[0]!.language)}`,
    },
  ]
}

/** What the text that comes with the program fills in for each member, and this one does not. */
function textWarnings(
  { base }: StudyVisit,
  { kind, language }: { kind: MailKind; language: Language },
  text: MailText,
): MailWarning[] {
  const missing = leftOut(text, mailWords(language).texts[kind])
  if (missing.length === 0) return []
  const named = missing.map(({ name, meaning }) => `{${name}} (${meaning})`)
  return [
    {
      text: `${kindNames[kind]}, ${languageName(language)}: the text does not use ${named.join(', ')}.`,
      href: `${base}/mail/texts/${kind}/${language}`,
      label: 'Look at the text',
    },
  ]
}
