import type { MailingRow } from '../../db/queries/mailings.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { linkReach } from '../http/link-reach.ts'
import { Refusal } from '../refusal.ts'
import { closeTimeOf } from '../studies/close-time.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { studyZone } from '../studies/study-zone.ts'
import { fillOutbox, mailingToken, refuseIfSilent, refuseLocalLinks } from './queue-mail.ts'
import { type Choice, dryRun } from './recipients.ts'
import { studyTrouble } from './verdict.ts'

/** A reminder that could not go at its time is still sensible so long afterwards. */
export const lateMs = 24 * 3_600_000

/**
 * Returns the moment a local time of the study's zone means, whatever clocks do in between. Refuses a time that is
 * none, that has passed, or at which the study is closed already.
 */
export function readScheduleTime(context: Context, study: StudyRow, localTime: string): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(localTime) || Number.isNaN(Date.parse(`${localTime}:00Z`)))
    throw new Refusal('invalid', 'Enter a date and a time, such as 30 June 2026, 09:00.')
  const at = closeTimeOf(localTime, studyZone(context, study))
  if (at <= context.now()) throw new Refusal('invalid', 'This time has passed already. Enter a later one.')
  if (study.closes_at !== null && at >= study.closes_at)
    throw new Refusal(
      'invalid',
      `At that time the study is closed: it closes ${formatTime(study.closes_at, studyZone(context, study), 'en')}.`,
    )
  return at
}

/** Sets reminders for a local time of the study's zone. Who gets one is decided then. */
export function scheduleReminder(
  context: Context,
  slug: string,
  given: { choice: Choice; localTime: string; localLinks?: boolean },
  actor: string,
): void {
  const { choice, localTime, localLinks = false } = given
  if (choice.only.length > 0)
    throw new Refusal('invalid', 'Chosen addresses can be written to now, not at a later time.')
  context.transaction(() => {
    const study = requireStudy(context, slug)
    refuseIfSilent(context, study, 'reminder')
    refuseLocalLinks(context, localLinks)
    const dueAt = readScheduleTime(context, study, localTime)
    const { society, wave, language, oldDate = false } = choice
    const zone = studyZone(context, study)
    const now = context.now()
    // Sent twice, the form sets one reminder.
    const same = context.queries.mailings.list
      .all({ studyId: study.id, society, limit: 200 })
      .some(
        (one) =>
          one.state === 'waiting' &&
          one.due_at === dueAt &&
          one.society === society &&
          one.wave === wave &&
          one.only_old_date === Number(oldDate) &&
          one.language === language,
      )
    if (same) return
    context.queries.mailings.insert.run({
      studyId: study.id,
      kind: 'reminder',
      society,
      wave,
      language,
      token: mailingToken(context),
      state: 'waiting',
      localTime,
      zone,
      dueAt,
      localLinks: localLinks ? 1 : 0,
      onlyOldDate: oldDate ? 1 : 0,
      recipients: null,
      at: now,
      by: actor,
      settledAt: null,
    })
    logEvent(context, actor, 'reminder scheduled', study.id, {
      society,
      wave,
      language,
      ...(oldDate ? { only_old_date: true } : {}),
      at: localTime,
      zone,
    })
  })
}

/** Takes a scheduled reminder back. */
export function cancelMailing(
  context: Context,
  given: { slug: string; mailingId: number; onlySociety: string | null },
  actor: string,
): void {
  const { slug, mailingId, onlySociety } = given
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const mailing = context.queries.mailings.find.get(mailingId, study.id)
    if (!mailing || (onlySociety !== null && mailing.society !== onlySociety))
      throw new Refusal('not_found', 'There is no such reminder.')
    if (mailing.state === 'cancelled') return
    if (mailing.state !== 'waiting') throw new Refusal('conflict', 'This reminder has had its time already.')
    const at = context.now()
    context.queries.mailings.settle.run({
      id: mailing.id,
      state: 'cancelled',
      recipients: null,
      reason: null,
      at,
    })
    logEvent(context, actor, 'reminder cancelled', study.id, { mailing: mailing.id })
  })
}

/**
 * Queues every scheduled reminder whose time has come; runs inside a write. Whose time came while the program was
 * down, or the study or its mail paused, goes once that is over, if that is within a day and the study is open;
 * else it is recorded as missed. Each is settled exactly once.
 */
export function runDueMailings(context: Context): void {
  const now = context.now()
  for (const mailing of context.queries.mailings.listDue.all(now)) {
    const row = context.queries.studies.findById.get(mailing.study_id)!
    const study = requireStudy(context, row.slug)
    const missed = studyTrouble(study, mailing.kind, now) ?? tooLate(mailing, now)
    if (missed !== undefined) {
      settle(context, mailing, { state: 'missed', recipients: null, reason: missed })
      continue
    }
    const paused = study.paused_at ?? context.queries.mailTexts.findRule.get(study.id)?.paused_at ?? null
    if (paused !== null || !context.config.mail || !mayLeave(context, mailing)) continue
    const { kind, society, wave, language, token } = mailing
    const oldDate = mailing.only_old_date === 1
    const choice: Choice = { kind, society, wave, language, only: [], oldDate }
    const { to } = dryRun(context, study, choice, now)
    fillOutbox(context, study, { mailingId: mailing.id, token, choice, to })
    settle(context, mailing, { state: 'queued', recipients: to.length, reason: null })
  }
}

/** The program may have been started without its BASE_URL since; then nothing leaves that nobody could open. */
function mayLeave(context: Context, { local_links }: MailingRow): boolean {
  return local_links === 1 || linkReach(context.config.baseUrl) !== 'local'
}

function tooLate(mailing: MailingRow, now: number): string | undefined {
  return now - mailing.due_at > lateMs
    ? 'More than a day had passed before it could be sent (the program was down, the mail or the study paused, or links led to this machine only).'
    : undefined
}

function settle(
  context: Context,
  mailing: MailingRow,
  outcome: { state: 'queued' | 'missed'; recipients: number | null; reason: string | null },
): void {
  context.queries.mailings.settle.run({ id: mailing.id, ...outcome, at: context.now() })
  logEvent(context, 'system', `reminder ${outcome.state}`, mailing.study_id, {
    mailing: mailing.id,
    mails: outcome.recipients,
  })
}
