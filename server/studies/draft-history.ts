import type { Context } from '../context.ts'
import type { Definition } from './definition.ts'
import { completeDraft, type DefinitionDraft } from './definition-draft.ts'

/** A draft as one save left it. */
export interface SavedDraft {
  /** counts the saves of this draft */
  revision: number
  /** as it was saved: what is missing is left out */
  written: DefinitionDraft
  /** the same with empty values in the place of missing ones, for pages that show it */
  shown: Definition
  topic: string
  what: string
  savedAt: number
  savedBy: string
}

/** Returns the draft of a study as it was last saved. */
export function newestDraft(context: Context, studyId: number): SavedDraft {
  const draft = findDraftAt(context, studyId, context.queries.drafts.newestRevision.get(studyId) ?? 0)
  if (!draft) throw new Error(`Study ${studyId} has no draft`)
  return draft
}

/** Returns the draft as one of its saves left it, or undefined. */
export function findDraftAt(context: Context, studyId: number, revision: number): SavedDraft | undefined {
  const row = context.queries.drafts.find.get(studyId, revision)
  if (!row) return undefined
  const written = JSON.parse(row.definition) as DefinitionDraft
  return {
    revision: row.revision,
    written,
    shown: completeDraft(written),
    topic: row.topic,
    what: row.what,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
  }
}

/**
 * Saves a draft, which is canonical JSON, and its place in the history; returns the new revision. Every change of a
 * draft goes through here. Must run inside a write.
 */
export function writeDraft(
  context: Context,
  studyId: number,
  json: string,
  saved: { topic: string; what: string },
  actor: string,
): number {
  const { drafts, studies } = context.queries
  const now = context.now()
  const revision = (drafts.newestRevision.get(studyId) ?? 0) + 1
  studies.saveDraft.run(studyId, json, now, actor)
  drafts.insert.run(studyId, revision, saved.topic, saved.what, json, now, actor)
  return revision
}
