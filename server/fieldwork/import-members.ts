import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, requireStudy } from '../studies/lifecycle.ts'
import { problemList } from './problem-list.ts'
import { type ListedMember, readMembers } from './read-members.ts'

/** What became of a list. */
export interface ImportedMembers {
  added: number
  /** members of the study before; they keep their link, name, society and language */
  already: ListedMember[]
  /** rows whose address stands further up in the same list */
  duplicates: ListedMember[]
}

/** Members looked up between two turns of everybody else. */
const slice = 500

/**
 * Adds the members of a CSV (columns email, name, society, language) to a study: every row is right, or none is
 * added. An address that is listed twice, or a member already, gets one invitation and counts once.
 *
 * Surgeons answer meanwhile, so everything that takes long happens before the transaction and in slices: reading,
 * checking, looking up who is a member already. What is left for it is one statement, which keeps "all or none"
 * also when the process is killed; 20,000 members take it about 0.1 s. If somebody else added one of them in
 * between, nothing is added and the list must be sent again.
 */
export async function importMembers(
  context: Context,
  slug: string,
  content: Buffer | string,
  actor: string,
  /** A coordinator of one society adds that society's members only. */
  onlySociety: string | null = null,
): Promise<ImportedMembers> {
  const study = requireOpenStudy(context, slug)
  const definition = currentDefinition(context, study)
  const members = await readMembers(content, definition)
  refuseOthers(members, onlySociety)
  const { fresh, already, duplicates } = await sortOut(context, study, members)
  const list = JSON.stringify(fresh.map((one) => [one.email, one.name, one.language, one.society]))
  await context.write(() => {
    requireOpenStudy(context, slug)
    const { changes } = context.queries.invitations.insertMembers.run(study.id, context.now(), list)
    if (changes !== fresh.length)
      throw new Refusal(
        'conflict',
        'Somebody else added members just now. No member was added; send it again.',
      )
    logEvent(context, actor, 'members added', study.id, {
      added: fresh.length,
      already: already.length,
      duplicates: duplicates.length,
    })
  })
  return { added: fresh.length, already, duplicates }
}

function requireOpenStudy(context: Context, slug: string): StudyRow {
  const study = requireStudy(context, slug)
  if (!['draft', 'testing', 'live'].includes(study.state))
    throw new Refusal('conflict', 'This study is closed; members can no longer be added.')
  return study
}

async function sortOut(context: Context, study: StudyRow, members: ListedMember[]) {
  const { findByEmail } = context.queries.invitations
  const seen = new Set<string>()
  const fresh: ListedMember[] = []
  const already: ListedMember[] = []
  const duplicates: ListedMember[] = []
  for (const [index, member] of members.entries()) {
    if (index % slice === slice - 1) await nextTurn()
    const address = member.email.toLowerCase()
    if (seen.has(address)) duplicates.push(member)
    else if (findByEmail.get(study.id, member.email)) already.push(member)
    else fresh.push(member)
    seen.add(address)
  }
  return { fresh, already, duplicates }
}

function refuseOthers(members: ListedMember[], onlySociety: string | null): void {
  if (onlySociety === null) return
  const problems = problemList()
  for (const { row, society } of members)
    if (society !== onlySociety) problems.say(`Row ${row}: belongs to ${society}.`)
  problems.refuse(() => `You work for ${onlySociety} only. No member was added.`)
}
