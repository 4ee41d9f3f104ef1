import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { nextTurn } from '../next-turn.ts'
import { personKey } from './erasure-record.ts'
import type { ListedMember } from './read-members.ts'

/** A member whose name or language the list changes. */
export interface ChangedMember extends ListedMember {
  invitationId: number
}

/** What a list would do to a study. Every row stands in one place. */
export interface SortedMembers {
  fresh: ListedMember[]
  /** members before, with another name or language; the language of who has started stays */
  changed: ChangedMember[]
  unchanged: ListedMember[]
  /** the same address further up in the list, of the same society */
  duplicates: ListedMember[]
  /** the same address, invited by another society first: one invitation, and that society keeps it */
  twoSocieties: ListedMember[]
  /** asked this installation not to be written to */
  optedOut: ListedMember[]
  /** erased from this study at their request */
  erased: ListedMember[]
  /** on the reserve of a sample already */
  inReserve: ListedMember[]
  /** of societies that a coordinator of one society does not work for */
  others: ListedMember[]
}

/** Members looked up between two turns of everybody else. */
const slice = 500

/** Returns what a list would do; changes nothing. A coordinator of one society adds and changes that society's only. */
export async function sortMembers(
  context: Context,
  study: StudyRow,
  members: readonly ListedMember[],
  onlySociety: string | null,
): Promise<SortedMembers> {
  const sorted: SortedMembers = {
    fresh: [],
    changed: [],
    unchanged: [],
    duplicates: [],
    twoSocieties: [],
    optedOut: [],
    erased: [],
    inReserve: [],
    others: [],
  }
  const seen = new Map<string, string>()
  for (const [index, member] of members.entries()) {
    if (index % slice === slice - 1) await nextTurn()
    if (onlySociety !== null && member.society !== onlySociety) {
      sorted.others.push(member)
      continue
    }
    const address = member.email.toLowerCase()
    const before = seen.get(address)
    if (before === undefined) seen.set(address, member.society)
    if (before !== undefined) sorted[before === member.society ? 'duplicates' : 'twoSocieties'].push(member)
    else sortOne(context, study, member, sorted)
  }
  return sorted
}

function sortOne(context: Context, study: StudyRow, member: ListedMember, sorted: SortedMembers): void {
  const { invitations, memberLists } = context.queries
  const known = invitations.findByEmail.get(study.id, member.email)
  if (known) {
    if (known.society !== member.society) sorted.twoSocieties.push(member)
    else sortKnown(context, known, member, sorted)
  } else if (isErased(context, study, member.email)) sorted.erased.push(member)
  else if (memberLists.hasOptedOut.get(member.email) === 1) sorted.optedOut.push(member)
  else if (memberLists.inReserve.get(study.id, member.email) === 1) sorted.inReserve.push(member)
  else sorted.fresh.push(member)
}

function isErased(context: Context, study: StudyRow, email: string): boolean {
  const { erasure } = context.queries
  if (erasure.hasKeys.get(study.id) === undefined) return false
  return erasure.hasKey.get(study.id, personKey(context, study.slug, { email })) === 1
}

/** An empty name takes none away; answers know the language of the invitation, so it stays once they began. */
function sortKnown(
  context: Context,
  known: InvitationRow,
  member: ListedMember,
  sorted: SortedMembers,
): void {
  const started = context.queries.respondents.findByInvitation.get(known.id) !== undefined
  const name = member.name === '' ? known.name : member.name
  const language = started ? known.language : member.language
  if (name === known.name && language === known.language) sorted.unchanged.push(member)
  else sorted.changed.push({ ...member, name, language, invitationId: known.id })
}
