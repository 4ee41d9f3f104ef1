import type { HeldCounts, RetentionRow } from '../../db/queries/retention.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { closeTimeOf } from '../studies/close-time.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { cutNow } from './cut-identity.ts'
import { recordErasure } from './erasure-record.ts'
import { funnelOf } from './funnel.ts'
import { settleErasures } from './settle-erasures.ts'

/** What retention dates are about. */
export type Held = 'identities' | 'answers'

/** What applying the retention dates would remove now; nothing is removed by itself. */
export interface RetentionPlan {
  dates: RetentionRow | undefined
  held: HeldCounts
  /** which dates have come */
  due: Held[]
}

/** Sets until which day (`2026-12-31`, inclusive, in a zone) addresses and answers of a study are kept; '' sets none. */
export function setRetention(
  context: Context,
  slug: string,
  given: { identities: string; answers: string; zone: string },
  actor: string,
): void {
  const endOf = (day: string) => (day === '' ? null : closeTimeOf(`${day}T23:59`, given.zone) + 60_000)
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const [identities, answers] = [endOf(given.identities), endOf(given.answers)]
    const save = { studyId: study.id, identities, answers, zone: given.zone, at: context.now(), by: actor }
    context.queries.retention.save.run(save)
    logEvent(context, actor, 'retention set', study.id, {
      identities: given.identities,
      answers: given.answers,
    })
  })
}

/** Returns what the dates of a study mean at this moment. */
export function planRetention(context: Context, study: StudyRow): RetentionPlan {
  const dates = context.queries.retention.find.get(study.id)
  const held = context.queries.retention.held.get({ studyId: study.id })!
  const hasCome = (at: number | null | undefined) => at !== null && at !== undefined && context.now() >= at
  return {
    dates,
    held,
    due: [
      ...(hasCome(dates?.identities_until) && held.members + held.reserve + held.wishes > 0
        ? (['identities'] as const)
        : []),
      ...(hasCome(dates?.answers_until) && held.respondents > 0 ? (['answers'] as const) : []),
    ],
  }
}

/**
 * Removes for good what is due; whoever asks types the study's short name. Returns what was removed: nothing where all
 * that the person was shown as due (`shown`) is removed already, as when the form arrives twice.
 */
export function applyRetention(
  context: Context,
  slug: string,
  typed: string,
  actor: string,
  shown: readonly Held[] = [],
): Held[] {
  const due = context.transaction(() => {
    const study = requireStudy(context, slug)
    const { due, held, dates } = planRetention(context, study)
    const gone = { identities: dates?.identities_removed_at, answers: dates?.answers_removed_at }
    if (due.length === 0 && shown.length > 0 && shown.every((kind) => gone[kind] != null)) return []
    if (due.length === 0)
      throw new Refusal('conflict', 'Nothing is due: no date has come, or all is removed.')
    if (study.state !== 'closed' && study.state !== 'archived')
      throw new Refusal('conflict', 'Close the study first. Nothing was removed.')
    if (typed.trim() !== slug)
      throw new Refusal('invalid', `Type the short name of the study, ${slug}, to confirm.`)
    for (const kind of due)
      recordErasure(context, { kind, study: slug, made: study.created_at, at: context.now() })
    // Counts come from the frozen funnel from now on.
    if (!context.queries.erasure.findCut.get(study.id)) {
      const funnel = funnelOf(context, study.id)
      recordErasure(context, { kind: 'cut', study: slug, made: study.created_at, funnel, at: context.now() })
      cutNow(context, study, funnel, actor)
    }
    if (due.includes('identities')) removeIdentities(context, study)
    if (due.includes('answers')) removeAnswers(context, study)
    context.queries.erasure.askForWipe.run('pages')
    logEvent(context, actor, 'retention applied', study.id, { due, ...held })
    return due
  })
  settleErasures(context)
  return due
}

/** Deletes every address and name of a study; must run inside a write. */
export function removeIdentities(context: Context, study: StudyRow): void {
  const { erasure, retention } = context.queries
  erasure.deleteMembers.run(study.id)
  erasure.deleteReserve.run(study.id)
  erasure.deleteUploads.run(study.id)
  retention.deleteWishes.run(study.id)
  retention.setIdentitiesRemoved.run(context.now(), study.id)
}

/** Deletes every answer of a study; definition, frozen funnel and log stay. Must run inside a write. */
export function removeAnswers(context: Context, study: StudyRow): void {
  const { erasure, retention } = context.queries
  erasure.markAllErasing.run(study.id)
  erasure.deleteMarked.run()
  erasure.clearErasing.run()
  retention.setAnswersRemoved.run(context.now(), study.id)
}
