import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { OutboxListRow } from '../../db/queries/outbox.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'

/** Which mail of which study, by somebody who may be limited to one society (null: all). */
export interface MailOfStudy {
  slug: string
  mailId: number
  onlySociety: string | null
}

/** Takes one queued mail back. */
export function cancelMail(context: Context, given: MailOfStudy, actor: string): void {
  change(context, given, actor, {
    from: ['queued'],
    done: 'cancelled',
    log: 'mail cancelled',
    run: (mail, at) => context.queries.outboxChanges.cancel.run({ id: mail.id, at }).changes,
  })
}

/** Sends a mail whose end is uncertain once more, or one that was refused: a person has decided so. */
export function sendAgain(context: Context, given: MailOfStudy, actor: string): void {
  change(context, given, actor, {
    from: ['uncertain', 'failed'],
    done: 'queued',
    log: 'mail sent again',
    run: (mail, at) => {
      refuseSecond(context, mail)
      return context.queries.outboxChanges.sendAgain.run({ id: mail.id, at }).changes
    },
  })
}

/** Takes a mail whose end is uncertain for sent: a person has decided so. */
export function takeAsSent(context: Context, given: MailOfStudy, actor: string): void {
  change(context, given, actor, {
    from: ['uncertain'],
    done: 'accepted',
    log: 'mail taken as sent',
    run: (mail, at) =>
      context.queries.outboxChanges.takeAsSent.run({ id: mail.id, at, reason: `taken as sent by ${actor}` })
        .changes,
  })
}

/** Which mails of a study something is done to at once; null means all. */
export interface MailsOfStudy {
  slug: string
  society: string | null
  kind: MailKind | null
}

/**
 * Takes every queued mail of a study back, of one society or kind where asked, and returns how many. Mails that were
 * queued after the one numbered `upTo` stay: nobody saw them when they asked.
 */
export function cancelAllMail(
  context: Context,
  { slug, society, kind }: MailsOfStudy,
  actor: string,
  upTo: number = Number.MAX_SAFE_INTEGER,
): number {
  return context.transaction(() => {
    const study = requireStudy(context, slug)
    const at = context.now()
    const { changes } = context.queries.outboxChanges.cancelAll.run({
      studyId: study.id,
      society,
      kind,
      upTo,
      at,
    })
    if (changes > 0)
      logEvent(context, actor, 'queued mail cancelled', study.id, { mails: changes, society, kind })
    return changes
  })
}

/** Holds all mail of a study, or lets it go on. */
export function pauseMail(context: Context, slug: string, paused: boolean, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const before = context.queries.mailTexts.findRule.get(study.id)?.paused_at ?? null
    if ((before !== null) === paused) return
    context.queries.mailTexts.setPaused.run(study.id, paused ? context.now() : null)
    logEvent(context, actor, paused ? 'mail paused' : 'mail resumed', study.id, {})
  })
}

/** Says how often a study writes to one person. */
export function saveRule(
  context: Context,
  slug: string,
  rule: { gapDays: number; mostReminders: number },
  actor: string,
): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    context.queries.mailTexts.saveRule.run(study.id, rule.gapDays, rule.mostReminders)
    logEvent(context, actor, 'reminder rule saved', study.id, {
      gap_days: rule.gapDays,
      most_reminders: rule.mostReminders,
    })
  })
}

interface Change {
  from: OutboxListRow['state'][]
  /** a form that arrives twice finds this and changes nothing */
  done: OutboxListRow['state']
  log: string
  run: (mail: OutboxListRow, at: number) => number
}

function change(context: Context, given: MailOfStudy, actor: string, wanted: Change): void {
  context.transaction(() => {
    const study = requireStudy(context, given.slug)
    const mail = context.queries.outbox.findOfStudy.get(given.mailId, study.id)
    if (!mail || (given.onlySociety !== null && mail.society !== given.onlySociety))
      throw new Refusal('not_found', 'There is no such mail.')
    if (mail.state === wanted.done) return
    if (!wanted.from.includes(mail.state))
      throw new Refusal('conflict', `This mail is ${mail.state} now; nothing was changed.`)
    wanted.run(mail, context.now())
    logEvent(context, actor, wanted.log, study.id, { mail: mail.id, invitation: mail.invitation_id })
  })
}

/** While another mail to the same person is under way, or was accepted since, this one must not go. */
export function refuseSecond(context: Context, mail: OutboxListRow): void {
  const member = context.queries.recipients.find.get({ id: mail.invitation_id })
  if (!member) throw new Refusal('not_found', 'There is no such member.')
  const others = member.waiting + member.uncertain - (mail.state === 'uncertain' ? 1 : 0)
  const had =
    (mail.kind === 'invitation' && member.invited > 0) ||
    (mail.kind === 'thanks' && member.thanked > 0) ||
    (mail.kind === 'reminder' && member.reminders >= mail.round)
  if (others > 0 || had)
    throw new Refusal(
      'conflict',
      'Another mail to this member is on its way or was accepted; nothing was changed.',
    )
}
