import type { OutboxListRow, OutboxState } from '../../db/queries/outbox.ts'
import type { OutboxFilter, ShownState } from '../../db/queries/outbox-lists.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { kindNames, mailShell } from './mail-shell.ts'
import { cancelPart, forAllPart } from './outbox-all.ts'
import { type OutboxChoice, outboxQuery } from './outbox-choice.ts'
import { type Counted, outboxCounts } from './outbox-counts.ts'
import type { MailOutboxPage } from './outbox-model.ts'
import { heldReasons, mailStop, rowNames, shownStates } from './outbox-states.ts'
import { mailKinds } from './study-texts.ts'

const perPage = 50

/** What a form on a mail of a state may do, in the order of its buttons. */
const acts: Partial<Record<OutboxState, { path: string; label: string }[]>> = {
  queued: [{ path: 'cancel', label: 'Cancel' }],
  uncertain: [
    { path: 'again', label: 'Send again' },
    { path: 'taken', label: 'Take as sent' },
  ],
  failed: [{ path: 'again', label: 'Try again' }],
}

/** Returns the outbox with the state of each mail; a coordinator of one society sees that society's. */
export function outboxPage(
  context: Context,
  visit: StudyVisit,
  given: OutboxChoice & { page: number; asksToCancel?: boolean },
): MailOutboxPage {
  const { study, base, person, now } = visit
  const { state, kind } = given
  const society = person.society ?? given.society
  const filter: OutboxFilter = { studyId: study.id, society, state, kind, ...mailStop(context, now) }
  const count = outboxCounts(context, visit)
  const n = (of: ShownState | null) => count({ kind, society, ...(of === null ? {} : { state: of }) })
  const total = n(state)
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(Math.max(1, given.page), pages)
  const offset = (page - 1) * perPage
  const rows = context.queries.outboxLists.list.all({ ...filter, limit: perPage, offset })
  const query = (to: ShownState | null, at?: number) =>
    outboxQuery({ state: to, kind, society: given.society }, at)
  const href = (to: ShownState | null, at?: number) => `${base}/mail/outbox${query(to, at)}`
  return {
    ...mailShell(context, visit, { title: 'Outbox', tab: 'Outbox' }),
    states: [
      { label: 'All', meaning: '', n: n(null), href: `${href(null)}#mails`, current: state === null },
      ...shownStates.map((one) => ({
        label: one.label,
        meaning: one.state === 'held' ? heldMeaning(context, visit, n('held')) : one.meaning,
        n: n(one.state),
        href: `${href(one.state)}#mails`,
        current: one.state === state,
      })),
    ],
    state: state ?? '',
    ...choicesOf(visit, given, count),
    heading: headingOf(visit, { ...given, society }, total),
    rows: rows.map((row) => toRow(context, visit, row)),
    back: query(state, page > 1 ? page : undefined),
    emptyText:
      n(null) === 0 && kind === null && given.society === null
        ? 'No mail was queued yet.'
        : 'There is no mail in this state.',
    isWaiting: n('queued') > 0,
    cancel: cancelPart(context, visit, { kind, society, count, isOpen: given.asksToCancel === true }),
    addressesHref:
      (state === 'failed' || state === 'bounced') && total > 0 ? `${base}/mail/bounces` : undefined,
    forAll: forAllPart(state, total),
    range: total === 0 ? '' : `${offset + 1} to ${offset + rows.length} of ${total}`,
    previous: page > 1 ? href(state, page - 1) : undefined,
    next: page < pages ? href(state, page + 1) : undefined,
  }
}

function heldMeaning(context: Context, visit: StudyVisit, held: number): string {
  const why = heldReasons(context, visit)
  return held === 0 || why.length === 0
    ? 'waits until something else is over, such as a pause of the study'
    : `waits because ${why.join(', and ')}; nothing is lost`
}

/** The kinds and societies to choose from, with their numbers; none where there is only one. */
function choicesOf(
  { definition, person }: StudyVisit,
  { kind, society }: OutboxChoice,
  count: (of: Counted) => number,
): Pick<MailOutboxPage, 'kinds' | 'societies'> {
  const option = (value: string, label: string, of: Counted, chosen: string | null) => ({
    value,
    label: `${label} (${count(of)})`,
    selected: value === (chosen ?? ''),
  })
  const societies = person.society === null && definition.societies.length > 1 ? definition.societies : []
  return {
    kinds: [
      option('', 'Every kind', { society }, kind),
      ...mailKinds.map((one) => option(one, kindNames[one], { kind: one, society }, kind)),
    ],
    societies: [
      ...(societies.length > 0 ? [option('', 'All societies', { kind }, society)] : []),
      ...societies.map(({ slug, shortName }) => option(slug, shortName, { kind, society: slug }, society)),
    ],
  }
}

function headingOf({ definition }: StudyVisit, { state, kind, society }: OutboxChoice, n: number): string {
  const what = shownStates.find((one) => one.state === state)?.label ?? 'All'
  const of = [
    ...(kind === null ? [] : [kindNames[kind].toLowerCase()]),
    ...(society === null
      ? []
      : [definition.societies.find(({ slug }) => slug === society)?.shortName ?? society]),
  ]
  return `${what}${of.length === 0 ? '' : `, ${of.join(', ')}`}: ${n === 1 ? '1 mail' : `${n} mails`}`
}

function toRow(
  context: Context,
  visit: StudyVisit,
  row: OutboxListRow & { shown: ShownState },
): MailOutboxPage['rows'][number] {
  const time = (at: number) => formatTime(at, studyZone(context, visit.study), 'en')
  return {
    id: row.id,
    name: row.name,
    // Once it is on its way, the address it went to; the member's may have been corrected since.
    email: row.address ?? row.email,
    society: visit.definition.societies.find(({ slug }) => slug === row.society)?.shortName ?? row.society,
    what: row.kind === 'reminder' ? `${kindNames.reminder} ${row.round}` : kindNames[row.kind],
    state: rowNames[row.state === 'queued' ? row.shown : row.state],
    when: whenOf(row, time),
    reason: row.reason ?? '',
    acts: acts[row.state] ?? [],
  }
}

function whenOf(row: OutboxListRow, time: (at: number) => string): string {
  if (row.accepted_at !== null) return time(row.accepted_at)
  if (row.state === 'queued' && row.attempts > 0)
    return `tried ${row.attempts === 1 ? 'once' : `${row.attempts} times`}, next ${time(row.next_attempt_at)}`
  return `queued ${time(row.queued_at)}`
}
