import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, requireStudy } from '../studies/lifecycle.ts'
import { recordErasure } from './erasure-record.ts'
import { type FunnelRow, funnelOf } from './funnel.ts'
import { settleErasures } from './settle-erasures.ts'
import { smallCellThresholdOf } from './small-cells.ts'

/**
 * Deletes for good what links addresses to answers, after the study has closed. The funnel is frozen first. With the
 * link go the mails (when somebody was reminded tells when they had not finished), the reserve, the invitations of
 * people of open links, and the addresses of groups below the small-cell threshold, where an answer could be guessed.
 * Whoever asks types the study's short name. A second time changes nothing.
 */
export function cutIdentity(context: Context, slug: string, typed: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (context.queries.erasure.findCut.get(study.id)) return
    if (study.state !== 'closed' && study.state !== 'archived')
      throw new Refusal('conflict', 'Close the study first: until then people go on with their links.')
    if (typed.trim() !== slug)
      throw new Refusal('invalid', `Type the short name of the study, ${slug}, to confirm.`)
    const waiting = context.queries.erasure.countMailWaiting.get(study.id)!
    if (waiting > 0)
      throw new Refusal(
        'conflict',
        `${waiting} mails are still on their way. Wait until they are sent, or cancel them.`,
      )
    const funnel = funnelOf(context, study.id)
    recordErasure(context, { kind: 'cut', study: slug, made: study.created_at, funnel, at: context.now() })
    cutNow(context, study, funnel, actor)
  })
  settleErasures(context)
}

/** Freezes the funnel and deletes; must run inside a write. */
export function cutNow(context: Context, study: StudyRow, funnel: readonly FunnelRow[], actor: string): void {
  const { erasure, funnel: funnelQueries } = context.queries
  const now = context.now()
  for (const row of funnel) funnelQueries.freeze.run({ studyId: study.id, ...row, at: now })
  const links = erasure.deleteLinks.run(study.id).changes
  erasure.deleteMail.run(study.id)
  erasure.deleteOpenStarts.run(study.id)
  const threshold = smallCellThresholdOf(currentDefinition(context, study))
  const addresses = erasure.deleteSmallGroups.run({ studyId: study.id, threshold }).changes
  erasure.deleteReserve.run(study.id)
  erasure.deleteUploads.run(study.id)
  erasure.insertCut.run(study.id, now, actor, links, addresses)
  erasure.setAnonymous.run(study.id)
  logEvent(context, actor, 'identity link cut', study.id, { links, addresses })
}
