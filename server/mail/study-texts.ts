import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import type { Language } from '../words/languages.ts'
import { textProblems } from './placeholders.ts'
import { type MailText, mailWords } from './texts/index.ts'

export const mailKinds = ['invitation', 'reminder', 'thanks'] as const satisfies readonly MailKind[]

/** True for the name of a kind of mail. */
export function isMailKind(name: unknown): name is MailKind {
  return mailKinds.includes(name as MailKind)
}

/** Returns what a study's mail of a kind says in a language; `own` is false for the text that ships with us. */
export function studyText(
  context: Context,
  studyId: number,
  kind: MailKind,
  language: Language,
): MailText & { own: boolean } {
  const saved = context.queries.mailTexts.findText.get(studyId, kind, language)
  if (saved) return { subject: saved.subject, body: saved.body, own: true }
  return { ...mailWords(language).texts[kind], own: false }
}

/** Returns a text as it is kept: line ends of one kind, no spaces around. */
export function tidyText(text: MailText): MailText {
  return { subject: text.subject.trim(), body: text.body.replace(/\r\n?/g, '\n').trim() }
}

/** Saves a text of a study; refuses with everything that is wrong with it. */
export function saveText(
  context: Context,
  given: { study: StudyRow; kind: MailKind; language: Language; text: MailText },
  actor: string,
): void {
  const { study, kind, language } = given
  const text = tidyText(given.text)
  const problems = textProblems(kind, text)
  if (problems.length > 0)
    throw new Refusal(
      'invalid',
      'The text was not saved.',
      problems.map(({ message }) => message),
    )
  context.transaction(() => {
    const saved = { studyId: study.id, kind, language, ...text, at: context.now(), by: actor }
    context.queries.mailTexts.saveText.run(saved)
    logEvent(context, actor, 'mail text saved', study.id, { kind, language })
  })
}

/** Goes back to the text that ships with us. */
export function resetText(
  context: Context,
  given: { study: StudyRow; kind: MailKind; language: Language },
  actor: string,
): void {
  const { study, kind, language } = given
  context.transaction(() => {
    const { changes } = context.queries.mailTexts.deleteText.run(study.id, kind, language)
    if (changes > 0) logEvent(context, actor, 'mail text reset', study.id, { kind, language })
  })
}
