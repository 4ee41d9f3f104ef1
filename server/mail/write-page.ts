import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { Context } from '../context.ts'
import { linkReach } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { dayAfter } from './calendar-days.ts'
import { languageFor } from './compose.ts'
import { kindNames, languageName, mailShell, toWhomText } from './mail-shell.ts'
import type { ChoiceValues, MailCheckPage, MailWritePage } from './pages.ts'
import { type Choice, dryRun, holdsOldDate, ruleOf } from './recipients.ts'
import { mailKinds, studyText } from './study-texts.ts'
import { previewOf, toPreview } from './text-page.ts'
import { type Reason, reasons, studyTrouble } from './verdict.ts'

const kindHints: Record<MailKind, string> = {
  invitation: 'To members who were never invited by mail.',
  reminder:
    'To those who were invited and have not finished. Whoever declined, withdrew or opted out is left in peace.',
  thanks: 'To those who have finished.',
}

const mostPeople = 200
const mostLeft = 20

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
    people: to.slice(0, mostPeople).map(({ email, name, society, language }) => ({
      email,
      name,
      society: definition.societies.find((one) => one.slug === society)?.shortName ?? society,
      language: languageName(language),
    })),
    more: Math.max(0, to.length - mostPeople),
    left: groupByReason(context, visit, notTo),
    notes: waitNotes(context, visit),
    asksForLocal: linkReach(context.config.baseUrl) === 'local',
    unknown: unknown.slice(0, mostPeople),
    preview: first && previewFor(context, visit, choice.kind, first),
    duration: durationText(to.length, context.config.mail?.perMinute ?? 1),
    schedule:
      choice.kind === 'reminder' && choice.only.length === 0
        ? scheduleFields(context, visit, given, problems)
        : undefined,
  }
}

/** Why what is sent now would not leave now. */
function waitNotes(context: Context, { study }: StudyVisit): string[] {
  const isHeld = (context.queries.mailTexts.findRule.get(study.id)?.paused_at ?? null) !== null
  return [
    ...(study.paused_at === null
      ? []
      : ['The study is paused: what is sent now waits until it takes answers again.']),
    ...(isHeld ? ['Mail of this study is held: what is sent now waits until it goes on.'] : []),
  ]
}

/** The mail as the first of them would get it, with links that open nothing. */
function previewFor(context: Context, visit: StudyVisit, kind: MailKind, first: RecipientRow) {
  const language = languageFor(visit.definition, first.language)
  const text = studyText(context, visit.study.id, kind, language)
  return toPreview(previewOf(context, visit, { kind, language }, text, first))
}

function groupByReason(
  context: Context,
  { study }: StudyVisit,
  notTo: { member: RecipientRow; reason: Reason }[],
): MailCheckPage['left'] {
  const groups = new Map<Reason, RecipientRow[]>()
  for (const { member, reason } of notTo) {
    const group = groups.get(reason)
    if (group) group.push(member)
    else groups.set(reason, [member])
  }
  return [...groups].map(([reason, members]) => ({
    reason:
      reason === 'too_soon' ? `${reasons.too_soon}; ${fromWhenOn(context, study, members)}` : reasons[reason],
    n: members.length,
    people: members.slice(0, mostLeft).map(({ email }) => email),
    more: Math.max(0, members.length - mostLeft),
  }))
}

function fromWhenOn(context: Context, study: StudyVisit['study'], members: RecipientRow[]): string {
  const last = Math.max(...members.map(({ last_accepted_at }) => last_accepted_at ?? 0))
  const day = dayAfter(last, ruleOf(context, study.id).gap_days, studyZone(context, study))
  return members.length === 1 ? `possible from ${day} on` : `possible for all of them from ${day} on`
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
