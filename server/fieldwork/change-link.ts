import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'

/** The generation is one byte of the link. */
const lastGeneration = 255

/** Makes a member's link stop working. */
export function revokeLink(context: Context, given: MemberOfStudy, actor: string): void {
  context.transaction(() => {
    const { study, member } = requireMember(context, given)
    context.queries.invitations.setRevoked.run(context.now(), member.id)
    logEvent(context, actor, 'link revoked', study.id, { invitation: member.id })
  })
}

/** Gives a member the next link; the one before stops working, and a revoked member can answer again. */
export function replaceLink(context: Context, given: MemberOfStudy, actor: string): void {
  context.transaction(() => {
    const { study, member } = requireMember(context, given)
    if (member.generation === lastGeneration)
      throw new Refusal('conflict', 'This link was replaced as often as is possible.')
    context.queries.invitations.replaceLink.run(member.id)
    logEvent(context, actor, 'link replaced', study.id, {
      invitation: member.id,
      generation: member.generation + 1,
    })
  })
}

export interface MemberOfStudy {
  slug: string
  invitationId: number
  /** A coordinator of one society changes that society's links only; null: all. */
  onlySociety: string | null
}

/** Returns a member that may be changed by who asks, with the study; refuses when there is none, or when it is closed. */
export function requireMember(
  context: Context,
  { slug, invitationId, onlySociety }: MemberOfStudy,
): { study: StudyRow; member: InvitationRow } {
  const study = requireStudy(context, slug)
  const member = context.queries.invitations.findOfStudy.get(invitationId, study.id)
  const theirs = onlySociety === null || member?.society === onlySociety
  if (member?.kind !== 'member' || !theirs) throw new Refusal('not_found', 'There is no such member.')
  if (study.state === 'closed' || study.state === 'archived')
    throw new Refusal('conflict', 'This study is closed; its links can no longer change.')
  return { study, member }
}
