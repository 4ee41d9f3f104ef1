import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { closeTimeOf } from './close-time.ts'
import { logEvent, requireStudy } from './lifecycle.ts'

/** When a study opens and closes, as the clock on the wall of a named zone shows it (`2026-06-30T23:59`). */
export interface StatedTimes {
  /** undefined: as soon as it is published */
  opens: string | undefined
  /** undefined: it closes by hand only */
  closes: string | undefined
  zone: string
  /** how long those who began may finish after it closes */
  graceMinutes: number
  /** needed where a published study had a closing time before */
  reason: string
}

/** A time that a person must correct, with the field it stands in. */
export class WrongTime extends Refusal {
  readonly field: string

  constructor(field: string, sentence: string) {
    super('invalid', sentence)
    this.field = field
  }
}

/**
 * Sets when a study opens and closes. The opening time of a study that has opened stays. A published study's closing
 * time may be moved, also while those who began finish, for a reason that is logged and shown.
 */
export function setTimes(context: Context, slug: string, given: StatedTimes, actor: string): void {
  const closes = given.closes === undefined ? undefined : closeTimeOf(given.closes, given.zone)
  const opens = given.opens === undefined ? undefined : closeTimeOf(given.opens, given.zone)
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const now = context.now()
    const isDraft = study.state === 'draft' || study.state === 'testing'
    if (!isDraft && study.state !== 'live' && study.state !== 'closing')
      throw new Refusal('conflict', 'This study is closed; its closing time can no longer change.')
    if (closes !== undefined && closes <= now)
      throw new WrongTime('date', 'This closing time has passed already. Enter a later one.')
    const mayOpenLater = isDraft || (study.opens_at !== null && now < study.opens_at)
    const opening = mayOpenLater ? (opens ?? null) : study.opens_at
    if (mayOpenLater && opens !== undefined && opens <= now)
      throw new WrongTime(
        'open_date',
        'This opening time has passed already. Leave it empty to open at once.',
      )
    if (opening !== null && closes !== undefined && closes <= opening)
      throw new WrongTime('date', 'The study would close before it opens.')
    if (!isDraft) recordChange(context, study, { ...given, closes }, actor)
    const { studies } = context.queries
    studies.setCloseTime.run(closes ?? null, closes === undefined ? null : given.zone, study.id)
    studies.setGrace.run(closes === undefined ? 0 : given.graceMinutes, study.id)
    studies.setOpenTime.run(opening, opening === null ? null : given.zone, study.id)
    reopen(context, study, actor)
    logEvent(context, actor, 'closing time set', study.id, {
      at: isoOf(closes),
      zone: closes === undefined ? null : given.zone,
      grace_minutes: given.graceMinutes,
      opens: isoOf(opening ?? undefined),
      ...(given.reason === '' ? {} : { reason: given.reason }),
    })
  })
}

function recordChange(
  context: Context,
  study: StudyRow,
  given: Omit<StatedTimes, 'closes'> & { closes: number | undefined },
  actor: string,
): void {
  const same = (given.closes ?? null) === study.closes_at && given.graceMinutes === study.grace_minutes
  if (study.closes_at === null || same) return
  if (given.reason === '')
    throw new WrongTime('reason', 'Say why the closing time changes: it is logged, and shown with the study.')
  context.queries.studies.insertClosingChange.run({
    studyId: study.id,
    closed_at_before: study.closes_at,
    closes_at: given.closes ?? null,
    close_zone: given.closes === undefined ? null : given.zone,
    grace_minutes: given.graceMinutes,
    reason: given.reason,
    at: context.now(),
    actor,
  })
}

/** Extended while those who began finish: the study takes starts again. */
function reopen(context: Context, study: StudyRow, actor: string): void {
  const { studies } = context.queries
  if (studies.findById.get(study.id)!.state !== 'closing') return
  studies.setState.run('live', study.id)
  studies.insertTransition.run(study.id, 'live', context.now(), actor)
}

function isoOf(moment: number | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString()
}
