import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Visit } from './open-link.ts'

const address = z.email().max(254)
/** One person needs one address, and may mistype it; more would let a link fill the list. */
const mostPerLink = 3
const taken = new WeakMap<Context, Map<number, number>>()

/**
 * Keeps an address that the results are sent to; false when it is no address. It is stored with the study and the
 * language only: no time, no link, nothing that leads to who answered what. How many came by one link is counted in
 * memory, for the same reason. Must run inside a write.
 */
export function wishResults(
  context: Context,
  { study, invitation, language }: Visit,
  email: string,
): boolean {
  if (!address.safeParse(email).success) return false
  const counts = taken.get(context) ?? new Map<number, number>()
  taken.set(context, counts)
  const count = counts.get(invitation.id) ?? 0
  if (count >= mostPerLink || invitation.kind === 'test') return true
  counts.set(invitation.id, count + 1)
  context.queries.retention.insertWish.run(study.id, email, language)
  return true
}
