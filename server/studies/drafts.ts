import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson } from './canonical-json.ts'
import { readDefinition } from './definition.ts'
import { type DefinitionDraft, readDraft, withEmptyParts } from './definition-draft.ts'
import { writeDraft } from './draft-history.ts'
import { insertStudy, logEvent, openTesting, requireStudy } from './lifecycle.ts'

/** Makes a study whose definition may be unfinished; refuses only what has no place in a definition. */
export function createDraft(context: Context, slug: string, input: unknown, actor: string): StudyRow {
  return insertStudy(context, slug, canonicalJson(requireDraft(input)), actor)
}

/** Makes a study with the definition of another one, as it counts now; nothing else of it is copied. */
export function copyStudy(context: Context, from: string, slug: string, actor: string): StudyRow {
  const source = requireStudy(context, from)
  const newest = context.queries.studies.findNewestVersion.get(source.id)
  const isPublished = newest !== undefined && newest.number > 0
  return context.transaction(() => {
    const definition = isPublished ? (JSON.parse(newest.definition) as unknown) : findDraft(context, source)
    const study = createDraft(context, slug, definition, actor)
    logEvent(context, actor, 'study copied', study.id, { from })
    return study
  })
}

/** Returns the definition of a study as a file: the published one, else the draft, finished or not; canonical JSON. */
export function definitionFile(context: Context, study: StudyRow): string {
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  if (newest && newest.number > 0) return newest.definition
  return canonicalJson(findDraft(context, study))
}

/** Returns the draft of a study as it was saved; lists, groups and texts are there, if only empty. */
export function findDraft(context: Context, study: StudyRow): DefinitionDraft {
  return JSON.parse(context.queries.studies.findDraft.get(study.id)!.definition) as DefinitionDraft
}

/**
 * Saves the draft of a study that is not published yet, finished or not. While the study is tested, a finished draft
 * is what test links open from now on; an unfinished one leaves them the version before it.
 */
export function saveDraft(context: Context, slug: string, input: unknown, actor: string): void {
  const draft = requireDraft(input)
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state !== 'draft' && study.state !== 'testing')
      throw new Refusal(
        'conflict',
        'A published study keeps its definition. Typing errors are corrected as a minor version; for anything else copy the study and publish the copy.',
      )
    const what = 'The whole definition was replaced'
    writeDraft(context, study.id, canonicalJson(draft), { topic: 'whole', what }, actor)
    logEvent(context, actor, 'draft saved', study.id, {})
    refreshTesting(context, study, draft, actor)
  })
}

/**
 * Lets the test links of a study open its draft as it stands, when it is a whole one; an unfinished draft leaves them
 * the version before it.
 */
export function refreshTesting(context: Context, study: StudyRow, draft: unknown, actor: string): void {
  if (study.state === 'testing' && readDefinition(draft).ok) openTesting(context, study.slug, actor)
}

function requireDraft(input: unknown): DefinitionDraft {
  const result = readDraft(input)
  if (result.ok) return withEmptyParts(result.draft)
  throw new Refusal(
    'invalid',
    'The study definition has problems.',
    result.problems.map((problem) => `${problem.path}: ${problem.expected}`),
  )
}
