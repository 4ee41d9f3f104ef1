import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { kindNames, languageName, mailShell } from './mail-shell.ts'
import type { ChoiceValues, MailWritePage } from './pages.ts'
import { holdsOldDate } from './recipients.ts'
import { mailKinds } from './study-texts.ts'
import { studyTrouble } from './verdict.ts'

const kindHints: Record<MailKind, string> = {
  invitation: 'To members who were never invited by mail.',
  reminder:
    'To those who were invited and have not finished. Whoever declined, withdrew or opted out is left in peace.',
  thanks: 'To those who have finished.',
}

/** Returns the page on which a coordinator says what to send and to whom. */
export function writePage(
  context: Context,
  visit: StudyVisit,
  values: ChoiceValues,
  problems: Problem[] = [],
): MailWritePage {
  const { definition, person, study } = visit
  const option = (value: string, label: string, chosen: string) => ({
    value,
    label,
    selected: value === chosen,
  })
  const troubles = mailKinds.map((kind) => studyTrouble(study, kind, visit.now))
  const possible = mailKinds.filter((_, at) => troubles[at] === undefined)
  const chosen = possible.includes(values.kind) ? values.kind : (possible[0] ?? values.kind)
  const societies = definition.societies.filter(
    ({ slug }) => person.society === null || slug === person.society,
  )
  return {
    ...mailShell(context, visit, { title: 'Write', tab: 'Write', hasErrors: problems.length > 0 }),
    problems,
    notes: waitNotes(context, visit),
    mayWrite: possible.length > 0,
    kinds: mailKinds.map((value, at) => ({
      value,
      label: kindNames[value],
      hint: troubles[at] ?? kindHints[value],
      isPossible: troubles[at] === undefined,
      selected: value === chosen,
    })),
    societies: [
      ...(person.society === null ? [option('', 'All societies', values.society)] : []),
      ...societies.map(({ slug, shortName }) => option(slug, shortName, values.society)),
    ],
    waves: [
      option('', 'All waves', values.wave),
      ...context.queries.recipients.listWaves
        .all(study.id)
        .map((wave) => option(String(wave), `Wave ${wave}`, values.wave)),
    ],
    languages: [
      option('', 'All languages', values.language),
      ...definition.languages.map((code) => option(code, languageName(code), values.language)),
    ],
    only: values.only,
    oldDate: oldDateChoice(context, visit, values),
  }
}

/** Offered only where somebody was told another closing time. */
function oldDateChoice(
  context: Context,
  { study, person }: StudyVisit,
  values: ChoiceValues,
): MailWritePage['oldDate'] {
  const choice = { studyId: study.id, society: person.society, wave: null, language: null }
  const n = context.queries.recipients.list.all(choice).filter((one) => holdsOldDate(one, study)).length
  return n === 0 ? undefined : { n, chosen: values.old_date === 'yes' }
}

/** Returns why what is sent now would not leave now. */
export function waitNotes(context: Context, { study }: StudyVisit): string[] {
  const isHeld = (context.queries.mailTexts.findRule.get(study.id)?.paused_at ?? null) !== null
  return [
    ...(study.paused_at === null
      ? []
      : ['The study is paused: what is sent now waits until it takes answers again.']),
    ...(isHeld ? ['Mail of this study is held: what is sent now waits until it goes on.'] : []),
  ]
}
