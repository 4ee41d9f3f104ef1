import type { OutboxListRow } from '../../db/queries/outbox.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { type MailsOfStudy, refuseSecond } from './outbox-acts.ts'
import { mailStop } from './outbox-states.ts'

/** What a person can decide for all mails of a state at once. */
export type Decision = { from: 'uncertain' | 'failed'; to: 'again' } | { from: 'uncertain'; to: 'taken' }

const mostMails = 100_000

/**
 * Does for every mail of a state (of one society or kind where asked) what the button beside each would do, in one transaction, and returns how many. Who
 * has another mail on its way, or has had one since, is left out.
 */
export function decideAll(
  context: Context,
  given: MailsOfStudy & { decision: Decision },
  actor: string,
): number {
  const { slug, society, kind, decision } = given
  return context.transaction(() => {
    const study = requireStudy(context, slug)
    const at = context.now()
    const filter = { studyId: study.id, society, state: decision.from, kind, ...mailStop(context, at) }
    const mails = context.queries.outboxLists.list.all({ ...filter, limit: mostMails, offset: 0 })
    let changed = 0
    for (const mail of mails) {
      if (decision.to === 'taken') {
        const reason = `taken as sent by ${actor}`
        changed += context.queries.outboxChanges.takeAsSent.run({ id: mail.id, at, reason }).changes
      } else if (mayGoAgain(context, mail))
        changed += context.queries.outboxChanges.sendAgain.run({ id: mail.id, at }).changes
    }
    const log = decision.to === 'taken' ? 'mails taken as sent' : 'mails sent again'
    if (changed > 0) logEvent(context, actor, log, study.id, { mails: changed, were: decision.from })
    return changed
  })
}

function mayGoAgain(context: Context, mail: OutboxListRow): boolean {
  try {
    refuseSecond(context, mail)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
