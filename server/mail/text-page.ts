import type { MailKind } from '../../db/queries/mail-texts.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { isExampleAddress } from '../studies/example-address.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { Language } from '../words/languages.ts'
import { type Addressee, type Composed, compose } from './compose.ts'
import { kindNames, languageName, mailShell } from './mail-shell.ts'
import { testWarnings } from './mail-warnings.ts'
import type { MailPreview, MailTextPage, MailTextsPage } from './pages.ts'
import { neededPlaceholders, placeholders } from './placeholders.ts'
import { senderOf } from './senders.ts'
import { mailKinds, studyText } from './study-texts.ts'
import type { MailText } from './texts/index.ts'

/** Returns the page that lists a study's texts and in whose names they are sent. */
export function textsPage(context: Context, visit: StudyVisit): MailTextsPage {
  const { study, definition, person, base } = visit
  return {
    ...mailShell(context, visit, { title: 'Texts', tab: 'Texts' }),
    rows: mailKinds.map((kind) => ({
      kind: kindNames[kind],
      texts: definition.languages.map((code) => ({
        language: languageName(code),
        code,
        href: `${base}/mail/texts/${kind}/${code}`,
        own: studyText(context, study.id, kind, code).own,
      })),
    })),
    senders: definition.societies
      .filter(({ slug }) => person.society === null || slug === person.society)
      .map(({ slug, shortName }) => {
        const { name, replyTo } = senderOf(context, study, definition, slug)
        return {
          society: shortName,
          name,
          replyTo,
          isExample: isExampleAddress(replyTo),
          href: `${base}/mail/senders/${slug}`,
        }
      }),
    maySteer: mayDo(person, 'steer'),
  }
}

/** Returns the page on which a text is written, with a preview where it can be read. */
export function textPage(
  context: Context,
  visit: StudyVisit,
  which: { kind: MailKind; language: Language },
  given: { typed?: MailText; problems?: Problem[]; said?: string } = {},
): MailTextPage {
  const { study, base, person } = visit
  const { kind, language } = which
  const problems = given.problems ?? []
  const saved = studyText(context, study.id, kind, language)
  const text = given.typed ?? saved
  const heading = `${kindNames[kind]}, ${languageName(language)}`
  const needed = neededPlaceholders(kind)
  // A mail server that refused a test is no fault of the text.
  const isWrong = problems.some(({ field }) => field !== undefined)
  const shown = isWrong ? undefined : previewOf(context, visit, which, text)
  return {
    ...mailShell(context, visit, { title: heading, tab: 'Texts', hasErrors: problems.length > 0 }),
    heading,
    action: `${base}/mail/texts/${kind}/${language}`,
    language,
    problems,
    subject: text.subject,
    body: text.body,
    placeholders: Object.entries(placeholders).map(([name, meaning]) => ({
      name: `{${name}}`,
      meaning,
      needed: (needed as readonly string[]).includes(name),
    })),
    own: saved.own,
    mayChange: mayDo(person, 'steer'),
    testTo: person.email,
    said: given.said,
    warnings: shown === undefined ? [] : testWarnings(context, visit, which, { text, to: shown.addressee }),
    preview: shown && toPreview(shown),
  }
}

/**
 * Returns a mail as a member of a language would get it: one named (`to`), else a real member's name and society where there is one. Its
 * links look real and open nothing, so that nobody answers in a member's place by trying them.
 */
export function previewOf(
  context: Context,
  visit: StudyVisit,
  which: { kind: MailKind; language: Language },
  text: MailText,
  to?: Addressee,
): { composed: Composed; addressee: Addressee } {
  const { study, definition, person } = visit
  const society = person.society
  const filter = { studyId: study.id, society, wave: null, language: which.language }
  const members = to ? [to] : context.queries.recipients.list.all(filter)
  const member: Addressee | undefined = members.find(({ name }) => name !== '') ?? members[0]
  const addressee: Addressee = {
    ...member,
    id: 0,
    generation: 1,
    email: member?.email ?? 'member@society.example',
    name: member?.name ?? '',
    language: which.language,
    society: member?.society ?? society ?? definition.societies[0]!.slug,
  }
  return { composed: compose(context, { study, definition, kind: which.kind, addressee, text }), addressee }
}

/** Returns a composed mail as a page shows it. */
export function toPreview({
  composed,
  addressee,
}: {
  composed: Composed
  addressee: Addressee
}): MailPreview {
  const { language, fromName, replyTo, subject, paragraphs } = composed
  return { language, to: addressee.email, from: fromName, replyTo, subject, paragraphs }
}
