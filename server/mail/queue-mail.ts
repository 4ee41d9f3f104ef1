import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { linkReach } from '../http/link-reach.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { type Choice, dryRun } from './recipients.ts'
import { studyTrouble } from './verdict.ts'

/**
 * Queues a mailing for everybody who may get it now, all in one transaction, and returns how many. The same request
 * a second time finds nobody left. Refuses when nothing may be sent, and when the number differs from what the
 * person saw before (`expected`), so that nobody is written to unseen.
 */
export function queueMailing(
  context: Context,
  slug: string,
  choice: Choice,
  actor: string,
  asked: { expected?: number; localLinks?: boolean; token?: string | undefined } = {},
): Promise<number> {
  const { expected, localLinks = false } = asked
  return context.write(() => {
    const study = requireStudy(context, slug)
    // The form that sends carries the name of its mailing, so that it may arrive twice.
    const before =
      asked.token === undefined ? undefined : context.queries.mailings.findByToken.get(asked.token)
    if (before?.study_id === study.id) return before.recipients ?? 0
    refuseIfSilent(context, study, choice.kind)
    refuseLocalLinks(context, localLinks)
    const now = context.now()
    const { to } = dryRun(context, study, choice, now)
    if (to.length === 0)
      throw new Refusal('conflict', 'Nobody is left to write to. The outbox shows what is on its way.')
    if (expected !== undefined && to.length !== expected)
      throw new Refusal(
        'conflict',
        `Things have changed: ${to.length} instead of ${expected} people would get it now. Nothing was queued; look at the list again.`,
      )
    const { kind, society, wave, language, oldDate = false } = choice
    const token = asked.token ?? mailingToken(context)
    const { lastInsertRowid } = context.queries.mailings.insert.run({
      studyId: study.id,
      kind,
      society,
      wave,
      language,
      token,
      state: 'queued',
      localTime: null,
      zone: null,
      dueAt: now,
      localLinks: localLinks ? 1 : 0,
      onlyOldDate: oldDate ? 1 : 0,
      recipients: to.length,
      at: now,
      by: actor,
      settledAt: now,
    })
    fillOutbox(context, study, { mailingId: Number(lastInsertRowid), token, choice, to })
    logEvent(context, actor, 'mail queued', study.id, {
      kind,
      society,
      wave,
      language,
      ...(oldDate ? { only_old_date: true } : {}),
      mails: to.length,
    })
    return to.length
  })
}

/** Puts the mails of a mailing into the outbox; runs inside a write. */
export function fillOutbox(
  context: Context,
  study: StudyRow,
  given: { mailingId: number; token: string; choice: Choice; to: { id: number; reminders: number }[] },
): void {
  const { mailingId, token, choice, to } = given
  const round = (member: { reminders: number }) => (choice.kind === 'reminder' ? member.reminders + 1 : 1)
  context.queries.outbox.queue.run({
    studyId: study.id,
    mailingId,
    kind: choice.kind,
    token,
    domain: context.config.mail?.from.split('@')[1] ?? 'localhost',
    at: context.now(),
    list: JSON.stringify(to.map((member) => [member.id, round(member)])),
  })
}

/** Refuses what cannot be sent from this installation, or out of this study as it stands. */
export function refuseIfSilent(context: Context, study: StudyRow, kind: Choice['kind']): void {
  if (!context.config.mail)
    throw new Refusal(
      'conflict',
      'This installation has no mail server. Download the personal links and use a mail merge.',
    )
  const trouble = studyTrouble(study, kind, context.now())
  if (trouble !== undefined) throw new Refusal('conflict', trouble)
}

/** Links that open on this machine only leave it by the word of a person who tries the program out. */
export function refuseLocalLinks(context: Context, confirmed: boolean): void {
  if (confirmed || linkReach(context.config.baseUrl) !== 'local') return
  throw new Refusal(
    'conflict',
    `Nothing was queued: the links would lead to this machine only (${context.config.baseUrl}), and nobody else could open them. Have the program started with BASE_URL set to the address that members can reach, or confirm that you are only trying it out.`,
  )
}

/** Returns what begins the Message-IDs of a mailing: hard to guess, and never used twice. */
export function mailingToken(context: Context): string {
  const parts = Array.from({ length: 3 }, () =>
    context
      .randomBelow(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  )
  return `m${parts.join('')}`
}
