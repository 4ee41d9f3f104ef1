import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from './canonical-json.ts'
import { type Definition, readDefinition } from './definition.ts'
import { completeDraft, type DefinitionDraft } from './definition-draft.ts'
import { missingTexts } from './definition-text.ts'
import { writeDraft } from './draft-history.ts'
import { missingMedia } from './media/media-files.ts'
import { missingParts } from './missing-parts.ts'
import { requireStudy } from './require-study.ts'

export { requireStudy }

/** Makes a draft study from a definition as it arrived (a file, a template); refuses with every problem in it. */
export function createStudy(context: Context, slug: string, input: unknown, actor: string): StudyRow {
  return insertStudy(context, slug, canonicalJson(requireDefinition(input)), actor)
}

/** Makes a study with a draft, which is canonical JSON; refuses a short name that is impossible or taken. */
export function insertStudy(context: Context, slug: string, draft: string, actor: string): StudyRow {
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(slug))
    throw new Refusal(
      'invalid',
      'The short name of a study is lower-case letters, digits and -, at most 60, such as "endo".',
    )
  return context.transaction(() => {
    const { studies } = context.queries
    if (studies.findBySlug.get(slug)) throw new Refusal('conflict', `There is already a study "${slug}".`)
    const now = context.now()
    const { lastInsertRowid } = studies.insert.run(slug, context.randomBelow(2 ** 31), now)
    const id = Number(lastInsertRowid)
    writeDraft(context, id, draft, { topic: 'whole', what: 'The study was made' }, actor)
    studies.insertTransition.run(id, 'draft', now, actor)
    logEvent(context, actor, 'study created', id, { slug })
    return studies.findById.get(id)!
  })
}

/** Replaces the draft of a study that is not published yet. */
export function replaceDraft(context: Context, slug: string, input: unknown, actor: string): void {
  const definition = requireDefinition(input)
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state !== 'draft' && study.state !== 'testing')
      throw new Refusal(
        'conflict',
        'A published study keeps its definition; make a new study for another one.',
      )
    const what = 'The whole definition was replaced'
    writeDraft(context, study.id, canonicalJson(definition), { topic: 'whole', what }, actor)
    logEvent(context, actor, 'draft replaced', study.id, {})
    // Whoever opens a test link next must meet the new draft.
    if (study.state === 'testing') openTesting(context, slug, actor)
  })
}

/** Returns the definition that counts now: the newest published one, else the draft, completed where it is unfinished. */
export function currentDefinition(context: Context, study: StudyRow): Definition {
  const { studies } = context.queries
  const newest = studies.findNewestVersion.get(study.id)
  if (newest && newest.number > 0) return JSON.parse(newest.definition) as Definition
  return completeDraft(JSON.parse(studies.findDraft.get(study.id)!.definition) as DefinitionDraft)
}

/** Returns what stands in the way of publishing a definition, one sentence each. */
export function publishObstacles(definition: Definition): string[] {
  if (!readDefinition(definition).ok) return missingParts(definition).map((part) => part.sentence)
  const obstacles: string[] = []
  const missing = missingTexts(definition)
  if (missing.length > 0)
    obstacles.push(
      `${missing.length} texts are missing in a language of the study: ${missing.slice(0, 5).join(', ')}`,
    )
  if (definition.targets.length > 0 && !definition.licenceStatement)
    obstacles.push('The licence statement for CPT codes is missing.')
  return obstacles
}

/**
 * Publishes a study's draft as version 1 and opens it: test answers are wiped (counted in the log), the definition
 * and its analysis plan are frozen with their SHA-256. Refuses with every obstacle.
 */
export function publishStudy(
  context: Context,
  slug: string,
  actor: string,
): { version: number; sha256: string; testsWiped: number } {
  return context.transaction(() => {
    const { studies } = context.queries
    const study = requireStudy(context, slug)
    if (study.state !== 'draft' && study.state !== 'testing')
      throw new Refusal('conflict', 'This study is published already.')
    const now = context.now()
    if (study.closes_at !== null && study.closes_at <= now)
      throw new Refusal('invalid', 'The closing time has passed already. Set a later one first.')
    const json = studies.findDraft.get(study.id)!.definition
    const definition = requireDefinition(JSON.parse(json))
    const lost = missingMedia(context, definition).map((part) => part.sentence)
    const obstacles = [...publishObstacles(definition), ...lost]
    if (obstacles.length > 0) throw new Refusal('invalid', 'This study cannot be published yet.', obstacles)
    const hash = saveVersion(context, study, 1, 0, json, actor)
    const testsWiped = wipeTests(context, study.id)
    studies.setState.run('live', study.id)
    studies.insertTransition.run(study.id, 'live', now, actor)
    logEvent(context, actor, 'study published', study.id, { sha256: hash, tests_wiped: testsWiped })
    return { version: 1, sha256: hash, testsWiped }
  })
}

/** Freezes the draft as a version for testing, so that test answers know what they answered; refuses unfinished ones. */
export function openTesting(context: Context, slug: string, actor: string): StudyRow {
  return context.transaction(() => {
    const { studies } = context.queries
    const study = requireStudy(context, slug)
    if (study.state !== 'draft' && study.state !== 'testing') return study
    const draft = studies.findDraft.get(study.id)!.definition
    requireDefinition(JSON.parse(draft))
    const newest = studies.findNewestVersion.get(study.id)
    // Versions that nobody has answered are of no use to anybody; a draft is saved often.
    studies.deleteUnansweredTestVersions.run(study.id)
    if (newest?.definition !== draft) saveVersion(context, study, 0, (newest?.minor ?? 0) + 1, draft, actor)
    if (study.state === 'draft') {
      studies.setState.run('testing', study.id)
      studies.insertTransition.run(study.id, 'testing', context.now(), actor)
    }
    return studies.findById.get(study.id)!
  })
}

/** Closes a study for good: nothing changes after closing. Whoever closes it a second time finds it closed. */
export function closeStudy(context: Context, slug: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    if (study.state === 'closed' || study.state === 'archived') return
    if (['draft', 'testing'].includes(study.state)) throw new Refusal('conflict', 'A draft cannot be closed.')
    context.queries.studies.setState.run('closed', study.id)
    context.queries.studies.insertTransition.run(study.id, 'closed', context.now(), actor)
    logEvent(context, actor, 'study closed', study.id, {})
  })
}

/** Appends a line to the log. Details never hold an answer or a member's address. */
export function logEvent(
  context: Context,
  actor: string,
  action: string,
  studyId: number | null,
  detail: Record<string, unknown>,
): void {
  context.queries.audit.insert.run(context.now(), actor, action, studyId, JSON.stringify(detail))
}

function requireDefinition(input: unknown): Definition {
  const result = readDefinition(input)
  if (result.ok) return result.definition
  throw new Refusal(
    'invalid',
    'The study definition has problems.',
    result.problems.map((problem) => `${problem.path}: ${problem.expected}`),
  )
}

function saveVersion(
  context: Context,
  study: StudyRow,
  number: number,
  minor: number,
  json: string,
  actor: string,
): string {
  const hash = sha256(json)
  const planHash = sha256(canonicalJson((JSON.parse(json) as Definition).plan))
  context.queries.studies.insertVersion.run(
    study.id,
    number,
    minor,
    json,
    hash,
    planHash,
    context.now(),
    actor,
  )
  return hash
}

function wipeTests(context: Context, studyId: number): number {
  const { respondents, invitations, studies } = context.queries
  const wiped = respondents.countTest.get(studyId)!
  respondents.deleteTest.run(studyId)
  invitations.deleteTest.run(studyId)
  studies.deleteTestVersions.run(studyId)
  return wiped
}
