import { z } from 'zod'
import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'

/** The generation is one byte of the link. */
const lastGeneration = 255

/** The forms that revoke and replace carry along which generation of the link they were shown for. */
export const generationForm = z.strictObject({
  generation: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .optional(),
})

/** Makes a member's link stop working; a second time, or of a link that was replaced since, changes nothing. */
export function revokeLink(
  context: Context,
  given: MemberOfStudy,
  actor: string,
  generation?: number | undefined,
): void {
  context.transaction(() => {
    const { study, member } = requireMember(context, given)
    if (member.revoked_at !== null || (generation ?? member.generation) !== member.generation) return
    context.queries.invitations.setRevoked.run(context.now(), member.id)
    logEvent(context, actor, 'link revoked', study.id, { invitation: member.id })
  })
}

/**
 * Gives a member the next link; the one before stops working, and a revoked member can answer again. A form that
 * arrives twice names the generation it replaces, and uses up one.
 */
export function replaceLink(
  context: Context,
  given: MemberOfStudy,
  actor: string,
  generation?: number | undefined,
): void {
  context.transaction(() => {
    const { study, member } = requireMember(context, given)
    if ((generation ?? member.generation) !== member.generation) return
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
