import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, requireStudy } from '../studies/lifecycle.ts'
import { type ListedMember, readMembers } from './read-members.ts'

/** What became of a list. */
export interface ImportedMembers {
  added: number
  /** members of the study before; they keep their link, name, society and language */
  already: ListedMember[]
  /** rows whose address stands further up in the same list */
  duplicates: ListedMember[]
}

/**
 * Adds the members of a CSV (columns email, name, society, language) to a study: every row is right, or none is
 * added. An address that is listed twice, or a member already, gets one invitation and counts once.
 */
export function importMembers(
  context: Context,
  slug: string,
  content: Buffer | string,
  actor: string,
  /** A coordinator of one society adds that society's members only. */
  onlySociety: string | null = null,
): ImportedMembers {
  return context.transaction(() => {
    const study = requireStudy(context, slug)
    if (!['draft', 'testing', 'live'].includes(study.state))
      throw new Refusal('conflict', 'This study is closed; members can no longer be added.')
    const members = readMembers(content, currentDefinition(context, study))
    refuseOthers(members, onlySociety)
    const { invitations } = context.queries
    const seen = new Set<string>()
    const result: ImportedMembers = { added: 0, already: [], duplicates: [] }
    for (const member of members) {
      const address = member.email.toLowerCase()
      if (seen.has(address)) result.duplicates.push(member)
      else if (invitations.findByEmail.get(study.id, member.email)) result.already.push(member)
      else {
        const { email, name, language, society } = member
        invitations.insert.run(study.id, 'member', email, name, language, society, 1, context.now())
        result.added += 1
      }
      seen.add(address)
    }
    logEvent(context, actor, 'members added', study.id, {
      added: result.added,
      already: result.already.length,
      duplicates: result.duplicates.length,
    })
    return result
  })
}

function refuseOthers(members: ListedMember[], onlySociety: string | null): void {
  if (onlySociety === null) return
  const others = members.filter((member) => member.society !== onlySociety)
  if (others.length > 0)
    throw new Refusal(
      'invalid',
      `You work for ${onlySociety} only. No member was added.`,
      others.map((member) => `Row ${member.row}: belongs to ${member.society}.`),
    )
}
