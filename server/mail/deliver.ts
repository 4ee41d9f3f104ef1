import type { OutboxRow } from '../../db/queries/outbox.ts'
import type { Context } from '../context.ts'
import { linkReach } from '../http/link-reach.ts'
import { noteMail } from '../mail-rate.ts'
import type { MailSender, OutgoingMail, SendOutcome } from '../send-mail.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { studyZone } from '../studies/study-zone.ts'
import { compose, toOutgoing } from './compose.ts'
import { ruleOf } from './recipients.ts'
import { reasons, studyTrouble, verdictOf } from './verdict.ts'

const minute = 60_000
/** When a server that says "not now" is asked again: greylisting lets through after some minutes. */
const pauses = [5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * minute)

/** What a step of the outbox came to. `held`: nothing can be sent at present, to nobody. */
export type Step = { step: 'idle' | 'skipped' | 'tried' } | { step: 'held'; reason: string }

/** The mail was cancelled, or something else changed, between choosing it and sending it. */
class NoLongerQueued extends Error {}

/**
 * Sends the mail whose turn it is. The row says `sending` on disk before the first byte of the message leaves; so a
 * process that dies in between leaves either `queued` (the server cannot have it) or `sending` (it may have it, and
 * nobody sends it again without a person's word).
 */
export async function deliverNext(context: Context, sender: MailSender): Promise<Step> {
  const local = linkReach(context.config.baseUrl) === 'local' ? 1 : 0
  const row = context.queries.outbox.nextQueued.get({ now: context.now(), local })
  if (!row) return { step: 'idle' }
  const ready = prepare(context, row)
  if ('skip' in ready) {
    const at = context.now()
    await context.write(() =>
      context.queries.outboxChanges.markSkipped.run({ id: row.id, reason: ready.skip, at }),
    )
    return { step: 'skipped' }
  }
  const { mail, namedClose } = ready
  const address = mail.to.address
  let outcome: SendOutcome
  noteMail(context)
  try {
    outcome = await sender.send(mail, () =>
      context.write(() => {
        const { changes } = context.queries.outboxChanges.markSending.run({ id: row.id, address, namedClose })
        if (changes === 0) throw new NoLongerQueued()
      }),
    )
  } catch (error) {
    if (error instanceof NoLongerQueued) return { step: 'skipped' }
    await context.write(() => putAside(context, row, address))
    throw error
  }
  await context.write(() => record(context, row, address, outcome))
  return outcome.end === 'unreachable' ? { step: 'held', reason: outcome.reason } : { step: 'tried' }
}

/** Looks once more at whether the mail may go, and writes it. Nothing is awaited in between. */
function prepare(
  context: Context,
  row: OutboxRow,
): { skip: string } | { mail: OutgoingMail; namedClose: number | null } {
  const { slug } = context.queries.studies.findById.get(row.study_id)!
  const study = requireStudy(context, slug)
  const trouble = studyTrouble(study, row.kind, context.now())
  if (trouble !== undefined) return { skip: trouble }
  const member = context.queries.recipients.find.get({ id: row.invitation_id })
  if (!member) return { skip: 'no longer a member' }
  const asked = {
    kind: row.kind,
    state: study.state,
    rule: ruleOf(context, study.id),
    at: context.now(),
    zone: studyZone(context, study),
  }
  // This very mail is among those that wait; what failed before was sent on by a person.
  const reason = verdictOf({ ...member, waiting: member.waiting - 1 }, asked)
  if (reason !== undefined) return { skip: reasons[reason] }
  const definition = currentDefinition(context, study)
  const composed = compose(context, { study, definition, kind: row.kind, addressee: member })
  const given = { from: context.config.mail?.from ?? '', to: member, messageId: row.message_id }
  // Thanks name no closing time.
  return { mail: toOutgoing(composed, given), namedClose: row.kind === 'thanks' ? null : study.closes_at }
}

/** A fault of ours with one mail, before any of it left: the others must not wait for it. */
function putAside(context: Context, row: OutboxRow, address: string): void {
  if (context.queries.outbox.find.get(row.id)?.state !== 'queued') return
  const reason = 'a fault of this program; its log says more'
  record(context, row, address, { end: 'refused', forGood: false, reason })
}

function record(context: Context, row: OutboxRow, address: string, outcome: SendOutcome): void {
  const { outboxChanges } = context.queries
  const { id } = row
  const at = context.now()
  if (outcome.end === 'accepted') outboxChanges.markAccepted.run({ id, at })
  else if (outcome.end === 'unknown') outboxChanges.markUncertain.run({ id, reason: outcome.reason, at })
  else if (outcome.end === 'unreachable') {
    // Not a try of this mail; but another one goes first next time, lest one recipient holds up everybody.
    const { reason } = outcome
    outboxChanges.tryLater.run({ id, nextAttemptAt: at, attempts: row.attempts, reason })
  } else if (outcome.forGood) outboxChanges.markFailed.run({ id, address, reason: outcome.reason, at })
  else {
    const pause = pauses[row.attempts]
    const { reason } = outcome
    if (pause === undefined) {
      const gaveUp = `gave up after ${row.attempts + 1} tries: ${reason}`
      outboxChanges.markFailed.run({ id, address, reason: gaveUp, at })
    } else {
      outboxChanges.tryLater.run({ id, nextAttemptAt: at + pause, attempts: row.attempts + 1, reason })
    }
  }
}
