import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from './lifecycle.ts'
import { asItStands, endOfGrace } from './study-state.ts'
import { setTimes } from './study-times.ts'

/** Stops taking answers for a while; links say that the study is paused. A second time changes nothing. */
export function pauseStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.paused_at !== null) return
    if (study.state !== 'live') throw new Refusal('conflict', 'Only a live study can be paused.')
    context.queries.studies.setPaused.run(context.now(), study.id)
    context.queries.studies.insertTransition.run(study.id, 'paused', context.now(), actor)
    logEvent(context, actor, 'study paused', study.id, {})
  })
}

/** Takes answers again after a pause. A second time changes nothing. */
export function resumeStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state === 'live' && study.paused_at === null) return
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
    if (study.state === 'archived') return
    if (study.state !== 'closed') throw new Refusal('conflict', 'Only a closed study can be archived.')
    context.queries.studies.setState.run('archived', study.id)
    context.queries.studies.insertTransition.run(study.id, 'archived', context.now(), actor)
    logEvent(context, actor, 'study archived', study.id, {})
  })
}

/** Sets the closing time alone, without a grace; undefined: the study closes by hand only. */
export function setCloseTime(
  context: Context,
  slug: string,
  close: { at: string; zone: string } | undefined,
  actor: string,
): void {
  const zone = close?.zone ?? context.config.zone
  const times = { opens: undefined, closes: close?.at, zone, graceMinutes: 0, reason: 'set by a command' }
  setTimes(context, slug, times, actor)
}

/** Admits no new starts from now on; those who began may finish within a grace. A second time changes nothing. */
export function beginClosing(context: Context, slug: string, graceMinutes: number, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state === 'closing') return
    if (study.state !== 'live' || study.paused_at !== null)
      throw new Refusal('conflict', 'Only a live study that is not paused can begin to close.')
    const { studies } = context.queries
    const now = context.now()
    studies.setCloseTime.run(now, study.close_zone ?? context.config.zone, study.id)
    studies.setGrace.run(graceMinutes, study.id)
    studies.setState.run('closing', study.id)
    studies.insertTransition.run(study.id, 'closing', now, actor)
    logEvent(context, actor, 'study closing', study.id, { grace_minutes: graceMinutes })
  })
}

/**
 * Records the closing and the end of every study whose times have passed; the program calls it now and then. Surgeons
 * and staff meet the study as it stands from those times on, whether or not it has run.
 */
export function closeDueStudies(context: Context): void {
  const { studies } = context.queries
  for (const study of studies.list.all()) {
    const { state } = asItStands(study, context.now())
    if (state === study.state || (state !== 'closing' && state !== 'closed')) continue
    if (state === 'closed' && study.state === 'live' && study.grace_minutes > 0)
      studies.insertTransition.run(study.id, 'closing', study.closes_at!, 'system')
    const at = state === 'closing' ? study.closes_at! : endOfGrace(study)!
    studies.setState.run(state, study.id)
    studies.insertTransition.run(study.id, state, at, 'system')
    logEvent(context, 'system', `study ${state}`, study.id, { closing_time: true })
  }
}
