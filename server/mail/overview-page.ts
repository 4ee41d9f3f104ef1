import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { MailingRow } from '../../db/queries/mailings.ts'
import type { ShownState } from '../../db/queries/outbox-lists.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { linkDoor } from '../fieldwork/link-door.ts'
import { formatTime } from '../http/format.ts'
import { linkReach } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { funnelText } from './funnel-text.ts'
import { kindNames, mailShell, toWhomText } from './mail-shell.ts'
import { oldDatePart } from './old-dates.ts'
import { outboxQuery } from './outbox-choice.ts'
import { outboxCounts } from './outbox-counts.ts'
import { shownStates } from './outbox-states.ts'
import type { MailOverviewPage } from './pages.ts'
import { ruleOf } from './recipients.ts'
import { mailKinds } from './study-texts.ts'
import { studyTrouble } from './verdict.ts'

const mostMailings = 30

/** Returns the overview of a study's mail; a coordinator of one society sees that society's. */
export function overviewPage(
  context: Context,
  visit: StudyVisit,
  given: { problems?: Problem[]; rule?: { gap_days: string; most_reminders: string } } = {},
): MailOverviewPage {
  const { study, person } = visit
  const { mailTexts } = context.queries
  const problems = given.problems ?? []
  const scope = { studyId: study.id, society: person.society }
  const count = outboxCounts(context, visit)
  const n = (kind: MailKind, state: ShownState) => count({ kind, state })
  const held = count({ state: 'held' })
  const waiting = count({ state: 'queued' }) + held
  // Most of the time nothing is held.
  const columns = shownStates.filter(({ state }) => state !== 'held' || held > 0)
  const isPaused = (mailTexts.findRule.get(study.id)?.paused_at ?? null) !== null
  const { mail } = context.config
  const isShut = linkDoor(context, study, visit.now).door === 'shut'
  return {
    ...mailShell(context, visit, { title: 'Mail', tab: 'Overview', hasErrors: problems.length > 0 }),
    troubles: troublesOf(context, visit, isPaused, waiting),
    isHeld: context.mailTrouble !== undefined,
    from: mail?.from ?? '',
    perMinute: mail?.perMinute ?? 0,
    mayWrite: mail !== undefined && studyTrouble(study, 'thanks', visit.now) === undefined,
    maySteer: mayDo(person, 'steer'),
    isPaused,
    waiting,
    columns: columns.map(({ label }) => label),
    kinds: mailKinds.map((kind) => ({
      name: kindNames[kind],
      cells: columns.map(({ state, label }) => ({
        label,
        n: String(n(kind, state)),
        href: `${visit.base}/mail/outbox${outboxQuery({ state, kind, society: null })}`,
      })),
    })),
    funnel: funnelText(context, visit, n),
    mailings: listMailings(context, visit),
    problems,
    rule: ruleFields(context, visit, problems, given.rule),
    oldDate: mail === undefined ? undefined : oldDatePart(context, visit),
    isOver: isShut && studyTrouble(study, 'thanks', visit.now) !== undefined,
    addressesToFix: isShut
      ? 0
      : context.queries.invitations.countFiltered.get({ ...scope, only: 'unreached', word: null })!,
  }
}

function troublesOf(context: Context, visit: StudyVisit, isPaused: boolean, waiting: number): string[] {
  const { study } = visit
  const time = (at: number) => formatTime(at, studyZone(context, study), 'en')
  const trouble = context.mailTrouble
  const closed = studyTrouble(study, 'invitation', visit.now)
  const held = waiting === 0 ? 'Nothing waits' : waiting === 1 ? '1 mail waits' : `${waiting} mails wait`
  const thanks = studyTrouble(study, 'thanks', visit.now) === undefined
  return [
    ...(trouble
      ? [
          `${trouble.reason} Nothing was lost: ${held}. Since ${time(trouble.since)}; tried again ${time(trouble.nextTryAt)}.`,
        ]
      : []),
    ...(study.paused_at === null ? [] : [`The study is paused, so no mail leaves. ${held}.`]),
    ...(isPaused ? [`Mail of this study is held. ${held}.`] : []),
    ...heldHere(context, visit),
    ...(closed === undefined
      ? []
      : [study.state === 'closed' && thanks ? `${closed} Thanks can still be sent.` : closed]),
  ]
}

/** The program may have been started without its BASE_URL: then what waits must not leave. */
function heldHere(context: Context, { study, person }: StudyVisit): string[] {
  if (linkReach(context.config.baseUrl) !== 'local') return []
  const n = context.queries.outbox.countNotForHere.get({ studyId: study.id, society: person.society })!
  if (n === 0) return []
  return [
    `${n === 1 ? '1 mail waits' : `${n} mails wait`} because the links would lead to this machine only. Nothing was lost: they leave once BASE_URL is set to the address that members can reach.`,
  ]
}

function listMailings(context: Context, visit: StudyVisit): MailOverviewPage['mailings'] {
  const { study, person } = visit
  const asked = { studyId: study.id, society: person.society, limit: mostMailings }
  const old = context.queries.outboxLists.countNamed
    .all(study.id)
    .filter(({ named_close }) => named_close !== study.closes_at)
  // Afterwards no link is open, whatever date a mail named.
  const isOpen = studyTrouble(study, 'reminder', visit.now) === undefined
  return context.queries.mailings.list.all(asked).map((mailing) => {
    const named = isOpen ? old.filter((one) => one.mailing_id === mailing.id) : []
    const note = named
      .map(
        ({ named_close, n }) =>
          `${n === 1 ? '1 names' : `${n} name`} ${formatTime(named_close, studyZone(context, study), 'en')}`,
      )
      .join('; ')
    return toMailing(context, visit, mailing, note === '' ? '' : `Old closing time: ${note}`)
  })
}

function toMailing(
  context: Context,
  visit: StudyVisit,
  mailing: MailingRow,
  note: string,
): MailOverviewPage['mailings'][number] {
  const zone = mailing.zone ?? studyZone(context, visit.study)
  const mails = mailing.recipients === 1 ? '1 mail' : `${mailing.recipients} mails`
  const states: Record<MailingRow['state'], string> = {
    waiting: 'scheduled',
    queued: `${mails} queued`,
    cancelled: 'cancelled',
    missed: `not sent: ${mailing.reason ?? ''}`,
  }
  return {
    id: mailing.id,
    what: kindNames[mailing.kind],
    toWhom: toWhomText(visit, { ...mailing, oldDate: mailing.only_old_date === 1 }),
    note,
    when: formatTime(mailing.due_at, zone, 'en'),
    state: states[mailing.state],
    mayCancel: mailing.state === 'waiting',
  }
}

function ruleFields(
  context: Context,
  visit: StudyVisit,
  problems: Problem[],
  typed: { gap_days: string; most_reminders: string } | undefined,
): MailOverviewPage['rule'] {
  const rule = ruleOf(context, visit.study.id)
  const field = (id: 'gap_days' | 'most_reminders', label: string, hint: string) => ({
    id,
    label,
    hint,
    type: 'text' as const,
    value: typed?.[id] ?? String(rule[id]),
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  const reminders =
    rule.most_reminders === 0
      ? 'No reminders are sent.'
      : rule.most_reminders === 1
        ? 'At most 1 reminder to one person.'
        : `At most ${rule.most_reminders} reminders to one person.`
  return {
    gapDays: field(
      'gap_days',
      'Days between two mails to one person',
      '1 to 60, counted by the calendar: with 1, the next mail may go on the next day.',
    ),
    mostReminders: field('most_reminders', 'Reminders to one person at most', '0 to 6'),
    sentence: `${gapText(rule.gap_days, studyZone(context, visit.study))} ${reminders}`,
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function gapText(days: number, zone: string): string {
  const who = 'A reminder or thanks goes'
  if (days === 1)
    return `${who} on the day after the last mail to that person at the earliest (calendar of ${zone}).`
  const example = days < 7 ? `: after a mail on a Monday, on the ${weekdays[days]}` : ''
  return `${who} ${days} days after the last mail to that person at the earliest, counted by the calendar of ${zone}${example}.`
}
