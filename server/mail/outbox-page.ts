import type { OutboxFilter, OutboxListRow, OutboxState } from '../../db/queries/outbox.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { kindNames, mailShell } from './mail-shell.ts'
import type { MailOutboxPage } from './pages.ts'
import { isMailKind } from './study-texts.ts'

const perPage = 50

/** What a state is called; the mail server's word is that it accepted, whether it delivers nobody here can know. */
const stateNames: Record<OutboxState, string> = {
  queued: 'waiting',
  sending: 'being handed over',
  accepted: 'accepted by the mail server',
  failed: 'failed',
  bounced: 'bounced',
  uncertain: 'uncertain',
  skipped: 'not sent',
  cancelled: 'cancelled',
}

const filters: readonly { label: string; state: OutboxState | null }[] = [
  { label: 'All', state: null },
  { label: 'Waiting', state: 'queued' },
  { label: 'Accepted', state: 'accepted' },
  { label: 'Uncertain', state: 'uncertain' },
  { label: 'Failed', state: 'failed' },
  { label: 'Bounced', state: 'bounced' },
  { label: 'Not sent', state: 'skipped' },
  { label: 'Cancelled', state: 'cancelled' },
]

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
  given: { state: string | undefined; kind: string | undefined; page: number },
): MailOutboxPage {
  const { study, person, base } = visit
  const state = filters.find((one) => one.state === given.state)?.state ?? null
  const kind = isMailKind(given.kind) ? given.kind : null
  const filter: OutboxFilter = { studyId: study.id, society: person.society, state, kind }
  const { outbox } = context.queries
  const total = outbox.count.get(filter) ?? 0
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(Math.max(1, given.page), pages)
  const offset = (page - 1) * perPage
  const rows = outbox.list.all({ ...filter, limit: perPage, offset })
  const href = (to: { state: OutboxState | null; page?: number }) => {
    const query = new URLSearchParams({
      ...(to.state === null ? {} : { state: to.state }),
      ...(kind === null ? {} : { kind }),
      ...(to.page === undefined ? {} : { page: String(to.page) }),
    })
    return `${base}/mail/outbox${query.size > 0 ? `?${query}` : ''}`
  }
  return {
    ...mailShell(context, visit, { title: 'Outbox', tab: 'Outbox' }),
    filters: filters.map((one) => ({
      label: one.label,
      href: href({ state: one.state }),
      current: one.state === state,
    })),
    rows: rows.map((row) => toRow(context, visit, row)),
    emptyText:
      state === null && kind === null ? 'No mail was queued yet.' : 'There is no mail in this state.',
    waiting: outbox.count.get({ ...filter, state: 'queued', kind: null }) ?? 0,
    forAllHint:
      state === 'uncertain'
        ? 'Whoever did get their mail gets it a second time when it is sent again.'
        : 'Correct first what made the mail server refuse them.',
    forAll: forAll(state, outbox.count.get({ ...filter, kind: null }) ?? 0),
    range: total === 0 ? '' : `${offset + 1} to ${offset + rows.length} of ${total}`,
    previous: page > 1 ? href({ state, page: page - 1 }) : undefined,
    next: page < pages ? href({ state, page: page + 1 }) : undefined,
  }
}

/** What can be decided for all mails that are shown, of every kind, where that is more than one. */
function forAll(state: OutboxState | null, n: number): MailOutboxPage['forAll'] {
  if (n < 2) return []
  if (state === 'failed') return [{ path: 'again-failed', label: `Try all ${n} again` }]
  if (state !== 'uncertain') return []
  return [
    { path: 'taken-uncertain', label: `Take all ${n} as sent` },
    { path: 'again-uncertain', label: `Send all ${n} again` },
  ]
}

function toRow(context: Context, visit: StudyVisit, row: OutboxListRow): MailOutboxPage['rows'][number] {
  const time = (at: number) => formatTime(at, studyZone(context, visit.study), 'en')
  const which = row.kind === 'reminder' ? `${kindNames.reminder} ${row.round}` : kindNames[row.kind]
  return {
    id: row.id,
    name: row.name,
    // Once it is on its way, the address it went to; the member's may have been corrected since.
    email: row.address ?? row.email,
    what: which,
    state: stateNames[row.state],
    when: whenOf(row, time),
    reason: row.reason ?? '',
    acts: acts[row.state] ?? [],
  }
}

function whenOf(row: OutboxListRow, time: (at: number) => string): string {
  if (row.accepted_at !== null) return time(row.accepted_at)
  if (row.state === 'queued' && row.attempts > 0)
    return `tried ${row.attempts} times, next ${time(row.next_attempt_at)}`
  return `queued ${time(row.queued_at)}`
}
