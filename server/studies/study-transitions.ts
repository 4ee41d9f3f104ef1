import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { closeTimeOf } from './close-time.ts'
import { logEvent, requireStudy } from './lifecycle.ts'
import { asItStands } from './study-state.ts'

/** Stops taking answers for a while; links say that the study is paused. */
export function pauseStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state !== 'live' || study.paused_at !== null)
      throw new Refusal('conflict', 'Only a live study that is not paused can be paused.')
    context.queries.studies.setPaused.run(context.now(), study.id)
    context.queries.studies.insertTransition.run(study.id, 'paused', context.now(), actor)
    logEvent(context, actor, 'study paused', study.id, {})
  })
}

/** Takes answers again after a pause. */
export function resumeStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.paused_at === null) throw new Refusal('conflict', 'This study is not paused.')
    context.queries.studies.setPaused.run(null, study.id)
    context.queries.studies.insertTransition.run(study.id, 'resumed', context.now(), actor)
    logEvent(context, actor, 'study resumed', study.id, {})
  })
}

/** Puts a closed study away: it stays readable, in a list of its own, and nothing changes any more. */
export function archiveStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state !== 'closed') throw new Refusal('conflict', 'Only a closed study can be archived.')
    context.queries.studies.setState.run('archived', study.id)
    context.queries.studies.insertTransition.run(study.id, 'archived', context.now(), actor)
    logEvent(context, actor, 'study archived', study.id, {})
  })
}

/**
 * Sets when a study closes by itself: a date and time as the clock on the wall of a named zone shows it
 * (`2026-06-30T23:59` in Europe/Madrid). Without one it closes by hand only.
 */
export function setCloseTime(
  context: Context,
  slug: string,
  close: { at: string; zone: string } | undefined,
  actor: string,
): void {
  const at = close && closeTimeOf(close.at, close.zone)
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const now = context.now()
    if (!['draft', 'testing', 'live'].includes(study.state))
      throw new Refusal('conflict', 'This study is closed; its closing time can no longer change.')
    if (at !== undefined && at <= now)
      throw new Refusal('invalid', 'This closing time has passed already. Enter a later one.')
    context.queries.studies.setCloseTime.run(at ?? null, close?.zone ?? null, study.id)
    logEvent(context, actor, 'closing time set', study.id, {
      at: at === undefined ? null : new Date(at).toISOString(),
      zone: close?.zone ?? null,
    })
  })
}

/**
 * Records the end of every study whose closing time has passed; the program calls it now and then. Surgeons and staff
 * meet a closed study from that time on whether or not it has run.
 */
export function closeDueStudies(context: Context): void {
  const { studies } = context.queries
  for (const study of studies.list.all()) {
    if (study.state === 'closed' || asItStands(study, context.now()).state !== 'closed') continue
    studies.setState.run('closed', study.id)
    studies.insertTransition.run(study.id, 'closed', study.closes_at!, 'system')
    logEvent(context, 'system', 'study closed', study.id, { closing_time: true })
  }
}
