import { z } from 'zod'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { isPlainAddress } from './one-line.ts'

/** A member of a study, by somebody who may be limited to one society (null: all). */
export interface MemberToFix {
  slug: string
  invitationId: number
  onlySociety: string | null
}

/** Returns a member whose address is to be looked at; refuses when there is none. */
export function requireRecipient(context: Context, given: MemberToFix): RecipientRow {
  const study = requireStudy(context, given.slug)
  const member = context.queries.recipients.find.get({ id: given.invitationId })
  const theirs = given.onlySociety === null || member?.society === given.onlySociety
  if (member?.study_id !== study.id || !theirs) throw new Refusal('not_found', 'There is no such member.')
  return member
}

/**
 * Corrects a member's address. Their link stays; mail that came back from the old address no longer stands in the
 * way, and they can be written to again. Refuses an address that another member of the study has.
 */
export function fixAddress(context: Context, given: MemberToFix, typed: string, actor: string): void {
  const email = typed.trim()
  if (!z.email().safeParse(email).success || !isPlainAddress(email))
    throw new Refusal('invalid', 'Enter an e-mail address, such as ana@society.example.')
  context.transaction(() => {
    const member = requireRecipient(context, given)
    if (member.email === email) return
    if (member.waiting > 0)
      throw new Refusal('conflict', 'A mail to the old address is waiting. Cancel it in the outbox first.')
    const other = context.queries.invitations.findByEmail.get(member.study_id, email)
    if (other && other.id !== member.id)
      throw new Refusal('conflict', 'Another member of this study has this address.')
    context.queries.recipients.setEmail.run({ email, id: member.id })
    logEvent(context, actor, 'address corrected', member.study_id, { invitation: member.id })
  })
}
