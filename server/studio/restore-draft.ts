import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson } from '../studies/canonical-json.ts'
import { findDraftAt, newestDraft, writeDraft } from '../studies/draft-history.ts'
import { refreshTesting } from '../studies/drafts.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { requireOpenDraft } from './save-part.ts'

/**
 * Puts a draft back into a state it was in, as a new entry of its history: going back can itself be undone. Refuses
 * when the draft was saved after the page that asked was opened.
 */
export function restoreDraft(
  context: Context,
  slug: string,
  { to, seen }: { to: number; seen: number },
  actor: string,
): void {
  context.transaction(() => {
    const study = requireOpenDraft(context, slug)
    const now = newestDraft(context, study.id)
    const then = findDraftAt(context, study.id, to)
    if (!then) throw new Refusal('not_found', 'The history has no such entry.')
    if (now.revision !== seen)
      throw new Refusal('conflict', `${now.savedBy} saved the draft after you opened this page. Look again.`)
    const json = canonicalJson(then.written)
    if (json === canonicalJson(now.written)) return
    const when = formatTime(then.savedAt, context.config.zone, 'en')
    writeDraft(context, study.id, json, { topic: 'whole', what: `Went back to the state of ${when}` }, actor)
    logEvent(context, actor, 'draft went back', study.id, { to: then.revision })
    refreshTesting(context, study, then.written, actor)
  })
}
