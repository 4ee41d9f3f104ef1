import { isForeignKey } from '../../db/foreign-key.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from './lifecycle.ts'

/** Returns why a study cannot be deleted, or undefined when it can: only one that was never published. */
export function whyNotDeleted(context: Context, study: StudyRow): string | undefined {
  const { studies } = context.queries
  const isPublished = studies.listVersions.all(study.id).some(({ number }) => number > 0)
  if ((study.state !== 'draft' && study.state !== 'testing') || isPublished)
    return 'This study was published. Published studies and their answers are kept; archive it when it is closed.'
  if (studies.countLiveRespondents.get(study.id)! > 0)
    return 'This study has answers of members, which are never deleted here.'
  return undefined
}

/**
 * Deletes a draft for good, with its history, its members and everything that was tried; the log keeps a line.
 * Refuses unless its short name was typed, and whatever was published or answered.
 */
export function deleteDraft(context: Context, slug: string, typed: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const why = whyNotDeleted(context, study)
    if (why !== undefined) throw new Refusal('conflict', why)
    if (typed !== slug)
      throw new Refusal('invalid', `Type the short name ${slug} to confirm that this draft may go.`)
    const { studies, invitations } = context.queries
    const detail = {
      slug,
      saves: context.queries.drafts.newestRevision.get(study.id),
      members: invitations.countBySociety.all(study.id).reduce((sum, row) => sum + row.members, 0),
      tests: context.queries.respondents.countTest.get(study.id),
    }
    try {
      studies.deleteEverything(study.id)
    } catch (error) {
      if (!isForeignKey(error)) throw error
      throw new Refusal('conflict', 'Something was done with this study that is kept, so it is not deleted.')
    }
    logEvent(context, actor, 'draft deleted', study.id, detail)
  })
}
