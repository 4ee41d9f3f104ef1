import type { OutboxListRow } from '../../db/queries/outbox.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { oneLine } from './one-line.ts'

/** That a mail came back, as somebody reports it. */
export interface Bounce {
  messageIds: readonly string[]
  addresses: readonly string[]
  reason: string
}

/** Whose mails a report may concern; null means all. */
export interface BounceScope {
  studyId: number | null
  society: string | null
}

/** What became of reports. */
export interface BounceCounts {
  marked: number
  /** of a mail that was known to have come back */
  known: number
  /** of no mail that this program sent */
  unknown: number
}

const mostLetters = 300

/**
 * Marks mails as bounced, found by their Message-ID, else by the address they were sent to (the newest mail of each
 * study). All in one transaction; the same reports again change nothing.
 */
export function markBounces(
  context: Context,
  bounces: readonly Bounce[],
  scope: BounceScope,
  actor: string,
): Promise<BounceCounts> {
  return context.write(() => {
    const counts: BounceCounts = { marked: 0, known: 0, unknown: 0 }
    const marked = new Map<number, number>()
    for (const bounce of bounces) {
      const mails = findMails(context, bounce).filter((mail) => isWithin(mail, scope))
      if (mails.length === 0) counts.unknown += 1
      for (const mail of mails) {
        const reason = oneLine(bounce.reason).slice(0, mostLetters) || 'no reason was given'
        const { changes } = context.queries.outboxChanges.markBounced.run({
          id: mail.id,
          reason,
          at: context.now(),
        })
        if (changes === 0) counts.known += 1
        else {
          counts.marked += 1
          marked.set(mail.study_id, (marked.get(mail.study_id) ?? 0) + 1)
        }
      }
    }
    for (const [studyId, mails] of marked) logEvent(context, actor, 'mail bounced', studyId, { mails })
    return counts
  })
}

function findMails(context: Context, bounce: Bounce): OutboxListRow[] {
  const { findByMessageId, listByAddress } = context.queries.outbox
  const byId = bounce.messageIds
    .map((id) => findByMessageId.get(id.startsWith('<') ? id : `<${id}>`))
    .filter((mail) => mail !== undefined)
    // A report may quote an answer to one of our mails; only what was handed over can come back.
    .filter((mail) => ['accepted', 'uncertain', 'bounced'].includes(mail.state))
  if (byId.length > 0) return byId
  return bounce.addresses.flatMap((address) => listByAddress.all(address))
}

function isWithin(mail: OutboxListRow, scope: BounceScope): boolean {
  return (
    (scope.studyId === null || mail.study_id === scope.studyId) &&
    (scope.society === null || mail.society === scope.society)
  )
}
