import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { requireOpenStudy } from './import-members.ts'

/** Who can be replaced in one society, and by how many. */
export interface Replaceable {
  society: string
  declined: number
  unreached: number
  reserve: number
}

/** Returns, by society, who declined or could not be reached and was not replaced yet, and who waits in reserve. */
export function listReplaceable(
  context: Context,
  studyId: number,
  onlySociety: string | null,
): Replaceable[] {
  return context.queries.memberLists.countReplaceable
    .all({ studyId })
    .filter((one) => onlySociety === null || one.society === onlySociety)
}

/**
 * Asks members of the reserve instead of those who declined or could not be reached: of the same society, in the order
 * of the draw, as a new wave. Who has opted out since is passed over. Returns the wave and how many were asked. A form
 * that arrives twice names the wave that was the last when it was shown, and asks once.
 */
export function replaceMembers(
  context: Context,
  slug: string,
  onlySociety: string | null,
  actor: string,
  lastWave?: number | undefined,
): { wave: number; added: number } {
  return context.transaction(() => {
    const study = requireOpenStudy(context, slug)
    const { memberLists, invitations } = context.queries
    const last = memberLists.lastWave.get(study.id)!
    if (lastWave !== undefined && lastWave < last)
      return { wave: last, added: memberLists.countReplacements.get(study.id, last)! }
    const wave = last + 1
    const now = context.now()
    let added = 0
    for (const gone of memberLists.listReplaceable.all({ studyId: study.id, society: onlySociety })) {
      const next = memberLists.nextOfReserve.get(study.id, gone.society)
      if (!next) continue
      memberLists.deleteReserve.run(next.id)
      const { lastInsertRowid } = invitations.insert.run(
        study.id,
        'member',
        next.email,
        next.name,
        next.language,
        next.society,
        wave,
        now,
      )
      if (next.position !== null) {
        const place = context.queries.samples.sizeOf.get(next.sample_id)! + next.place
        context.queries.samples.insertLater.run(Number(lastInsertRowid), next.sample_id, next.position, place)
      }
      memberLists.insertReplacement.run(gone.id, Number(lastInsertRowid), now)
      added += 1
    }
    if (added === 0)
      throw new Refusal('conflict', 'Nobody was added: nobody needs replacing, or the reserve is used up.')
    logEvent(context, actor, 'members replaced', study.id, { added, wave })
    return { wave, added }
  })
}
