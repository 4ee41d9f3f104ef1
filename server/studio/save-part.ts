import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson } from '../studies/canonical-json.ts'
import type { Definition } from '../studies/definition.ts'
import { type DefinitionDraft, readDraft, withEmptyParts } from '../studies/definition-draft.ts'
import { findDraftAt, newestDraft, type SavedDraft, writeDraft } from '../studies/draft-history.ts'
import { refreshTesting } from '../studies/drafts.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { type Editable, toEditable } from './editable.ts'
import { editedAt, toDotted } from './missing.ts'

/** A change of one part of a draft, made on a page that showed an earlier save of it. */
export interface PartChange {
  /** the save that the page was made from */
  revision: number
  topic: string
  /** Returns the part that the page shows; when it differs between then and now, somebody else changed it. */
  part: (draft: DefinitionDraft) => unknown
  /** Changes the draft in place and returns what was done, in words, or what must be corrected. */
  change: (draft: Editable) => string | Problem[]
}

/** Somebody else changed the same part since the page was opened; nothing was saved. */
export class PartChanged extends Refusal {
  /** the draft that the page was made from */
  readonly before: SavedDraft
  /** the draft as it stands now */
  readonly now: SavedDraft

  constructor(before: SavedDraft, now: SavedDraft) {
    super('conflict', `${now.savedBy} changed this page after you opened it.`)
    this.before = before
    this.now = now
  }
}

/** What must be corrected before a part can be saved; nothing was saved. */
export class PartWrong extends Refusal {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super('invalid', 'Some values must be corrected.')
    this.problems = problems
  }
}

/**
 * Changes a part of a draft. A change by somebody else of another part stays: both are in the draft afterwards.
 * Throws PartChanged when the same part was changed, PartWrong when a value is impossible; refuses a published study.
 * Saving what is there already adds nothing to the history. Returns the revision the draft has now.
 */
export function savePart(context: Context, slug: string, save: PartChange, actor: string): number {
  return context.transaction(() => {
    const study = requireOpenDraft(context, slug)
    const now = newestDraft(context, study.id)
    refuseOverwriting(context, study, now, save)
    const draft = toEditable(now.written)
    const what = save.change(draft)
    if (typeof what !== 'string') throw new PartWrong(what)
    refuseWrongValues(draft, now.shown)
    const json = canonicalJson(withEmptyParts(draft))
    if (json === canonicalJson(withEmptyParts(now.written))) return now.revision
    const revision = writeDraft(context, study.id, json, { topic: save.topic, what }, actor)
    logEvent(context, actor, 'draft saved', study.id, { page: save.topic, revision })
    refreshTesting(context, study, draft, actor)
    return revision
  })
}

/** Returns the study when its definition can still be edited. */
export function requireOpenDraft(context: Context, slug: string): StudyRow {
  const study = requireStudy(context, slug)
  if (study.state !== 'draft' && study.state !== 'testing')
    throw new Refusal(
      'conflict',
      'This study is published, and a published definition stays as it is. Its wording can be corrected as a minor version; for anything else copy the study.',
    )
  return study
}

function refuseOverwriting(context: Context, study: StudyRow, now: SavedDraft, save: PartChange): void {
  if (save.revision === now.revision) return
  const before = findDraftAt(context, study.id, save.revision)
  if (!before) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  const partOf = ({ written }: SavedDraft) => canonicalJson(save.part(written) ?? null)
  if (partOf(before) !== partOf(now)) throw new PartChanged(before, now)
}

/** A draft may lack anything, but what is there must be possible; each problem leads to its field. */
function refuseWrongValues(draft: Editable, shown: Definition): void {
  const read = readDraft(draft)
  if (read.ok) return
  throw new PartWrong(
    read.problems.map(({ path, expected }) => {
      const place = editedAt(shown, toDotted(path))
      return {
        field: place?.id,
        message: place?.field ? `${place.field.label}: ${expected}` : `${path}: ${expected}`,
      }
    }),
  )
}
