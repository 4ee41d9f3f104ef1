import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, requireStudy } from '../studies/lifecycle.ts'
import { drawSample } from './draw-sample.ts'
import { keepSample } from './keep-sample.ts'
import { problemList } from './problem-list.ts'
import { columnProblems, type ReadingChoices, type ReadList, readMembers } from './read-members.ts'
import { type SortedMembers, sortMembers } from './sort-members.ts'

/** A list that was read and compared with what is known; nothing is changed yet. */
export interface PreparedImport {
  list: ReadList
  sorted: SortedMembers
}

/** What to do with the new members of a list. */
export interface ImportWishes {
  /** what the list's file was called; empty where it was pasted */
  listName?: string
  /** which wave of invitations they belong to */
  wave: number
  /** draw so many at random and keep the others in reserve; undefined: invite all */
  sampleSize?: number | undefined
  /** the seed of the draw, as where an earlier one is repeated; undefined: a fresh one */
  seed?: number | undefined
  /** add the right rows although others are wrong */
  leaveOutWrong: boolean
}

/** What became of a list. */
export interface ImportedMembers {
  added: number
  changed: number
  reserve: number
}

/** Reads a list for a study and finds out what it would do. Others have their turn meanwhile. */
export async function prepareImport(
  context: Context,
  study: StudyRow,
  content: Uint8Array,
  choices: ReadingChoices,
  onlySociety: string | null,
): Promise<PreparedImport> {
  const definition = currentDefinition(context, study)
  const own = onlySociety === null ? choices : { ...choices, society: onlySociety }
  const list = await readMembers(content, definition, own)
  return { list, sorted: await sortMembers(context, study, list.members, onlySociety) }
}

/**
 * Adds and updates the members of a prepared list, all or none. What takes long has happened before, so that surgeons
 * answer meanwhile: what is left is a statement each for who is new, who changed and who waits in reserve. Must run
 * inside a write. Refuses when somebody else changed the list of members since.
 */
export function confirmImport(
  context: Context,
  slug: string,
  { list, sorted }: PreparedImport,
  wishes: ImportWishes,
  actor: string,
): ImportedMembers {
  const study = requireOpenStudy(context, slug)
  refuseProblems(list, sorted, wishes.leaveOutWrong)
  const { invitations, memberLists } = context.queries
  const now = context.now()
  const sample =
    wishes.sampleSize === undefined
      ? undefined
      : drawSample(context, sorted.fresh, wishes.sampleSize, wishes.seed)
  const chosen = sample?.drawn.map(({ member }) => member) ?? sorted.fresh
  const rows = JSON.stringify(chosen.map((one) => [one.email, one.name, one.language, one.society]))
  const added = invitations.insertMembers.run(study.id, wishes.wave, now, rows).changes
  if (added !== chosen.length) throw changedMeanwhile()
  const changes = JSON.stringify(sorted.changed.map((one) => [one.invitationId, one.name, one.language]))
  const changed = memberLists.updateMembers.run(changes).changes
  const from = { name: wishes.listName ?? '', members: list.members.length }
  const kept = sample && keepSample(context, { studyId: study.id, wave: wishes.wave, from, actor }, sample)
  if (kept && kept.reserve !== sample.reserve.length) throw changedMeanwhile()
  const reserve = sample?.reserve.length ?? 0
  logEvent(context, actor, 'members added', study.id, {
    added,
    changed,
    wave: wishes.wave,
    ...(kept ? { reserve, sample: kept.log } : {}),
    duplicates: sorted.duplicates.length,
    two_societies: sorted.twoSocieties.length,
    opted_out: sorted.optedOut.length,
    left_out: list.problems.length + sorted.others.length,
  })
  return { added, changed, reserve }
}

/** Reads and adds a list at one go, every row right or none added: for the command line. */
export async function importMembers(
  context: Context,
  slug: string,
  content: Uint8Array,
  actor: string,
): Promise<ImportedMembers & { sorted: SortedMembers }> {
  const study = requireOpenStudy(context, slug)
  const prepared = await prepareImport(context, study, content, {}, null)
  const wishes = { wave: 1, leaveOutWrong: false }
  const done = context.transaction(() => confirmImport(context, slug, prepared, wishes, actor))
  return { ...done, sorted: prepared.sorted }
}

/** Returns a study that takes members now; refuses otherwise. */
export function requireOpenStudy(context: Context, slug: string): StudyRow {
  const study = requireStudy(context, slug)
  if (!['draft', 'testing', 'live'].includes(study.state))
    throw new Refusal('conflict', 'This study is closed; members can no longer be added.')
  return study
}

function refuseProblems(list: ReadList, sorted: SortedMembers, leaveOutWrong: boolean): void {
  const columns = columnProblems(list.reading)
  if (columns.length > 0)
    throw new Refusal('invalid', 'The list cannot be read yet. No member was added.', columns)
  if (leaveOutWrong) return
  const problems = problemList()
  for (const { sentence } of list.problems) problems.say(sentence)
  for (const { row, society } of sorted.others)
    problems.say(`Row ${row}: belongs to ${society}, which you do not work for.`)
  problems.refuse((count) => {
    const entries = count === 1 ? 'One entry' : `${count} entries`
    return `${entries} of the list must be corrected. No member was added.`
  })
}

function changedMeanwhile(): Refusal {
  return new Refusal(
    'conflict',
    'Somebody else added members just now. Nothing was added; look at the preview again.',
  )
}
