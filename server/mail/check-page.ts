import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { Context } from '../context.ts'
import { linkReach } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { languageFor } from './compose.ts'
import { kindNames, languageName, mailShell, toWhomText } from './mail-shell.ts'
import { mailWarnings } from './mail-warnings.ts'
import type { ChoiceValues, MailCheckPage } from './pages.ts'
import { mailingToken } from './queue-mail.ts'
import { reasonGroups } from './reason-groups.ts'
import { type Choice, dryRun } from './recipients.ts'
import { studyText } from './study-texts.ts'
import { previewOf, toPreview } from './text-page.ts'
import { waitNotes } from './write-page.ts'

const mostPeople = 200
const mostLeft = 20

/** Returns the dry run: who would get it, who would not and why, and how it would read. */
export function checkPage(
  context: Context,
  visit: StudyVisit,
  given: { choice: Choice; values: ChoiceValues; problems?: Problem[]; date?: string; time?: string },
): MailCheckPage {
  const { study, definition } = visit
  const { choice, values } = given
  const problems = given.problems ?? []
  const { to, notTo, unknown } = dryRun(context, study, choice, context.now())
  const first = to[0]
  const people = to.length === 1 ? '1 person' : `${to.length} people`
  return {
    ...mailShell(context, visit, { title: 'Dry run', tab: 'Write', hasErrors: problems.length > 0 }),
    problems,
    heading: `${kindNames[choice.kind]}: ${people}`,
    toWhom: toWhomText(visit, choice),
    values,
    n: to.length,
    token: mailingToken(context),
    people: to.slice(0, mostPeople).map(({ email, name, society, language }) => ({
      email,
      name,
      society: definition.societies.find((one) => one.slug === society)?.shortName ?? society,
      language: languageName(language),
    })),
    more: Math.max(0, to.length - mostPeople),
    left: reasonGroups(context, visit, notTo).map(({ reason, members }) => ({
      reason,
      n: members.length,
      people: members.slice(0, mostLeft).map(({ email }) => email),
      more: Math.max(0, members.length - mostLeft),
    })),
    notes: waitNotes(context, visit),
    asksForLocal: linkReach(context.config.baseUrl) === 'local',
    unknown: unknown.slice(0, mostPeople),
    warnings: mailWarnings(context, visit, { kind: choice.kind, to }),
    preview: first && previewFor(context, visit, choice.kind, first),
    duration: durationText(to.length, context.config.mail?.perMinute ?? 1),
    schedule:
      choice.kind === 'reminder' && choice.only.length === 0
        ? scheduleFields(context, visit, given, problems)
        : undefined,
  }
}

/** The mail as the first of them would get it, with links that open nothing. */
function previewFor(context: Context, visit: StudyVisit, kind: MailKind, first: RecipientRow) {
  const language = languageFor(visit.definition, first.language)
  const text = studyText(context, visit.study.id, kind, language)
  return toPreview(previewOf(context, visit, { kind, language }, text, first))
}

function durationText(mails: number, perMinute: number): string {
  const minutes = Math.ceil(mails / perMinute)
  if (minutes <= 1) return 'They leave within a minute.'
  return minutes < 90
    ? `They leave one after the other, in about ${minutes} minutes.`
    : `They leave one after the other, in about ${Math.ceil(minutes / 60)} hours.`
}

function scheduleFields(
  context: Context,
  visit: StudyVisit,
  given: { date?: string; time?: string },
  problems: Problem[],
): MailCheckPage['schedule'] {
  const field = (id: 'date' | 'time', label: string, value: string) => ({
    id,
    label,
    hint: undefined,
    type: id,
    value,
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  return {
    date: field('date', 'Date', given.date ?? ''),
    time: field('time', 'Time', given.time ?? '09:00'),
    zone: studyZone(context, visit.study),
  }
}
