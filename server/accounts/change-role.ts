import type { PersonRow, Role } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { refuseSocietyOfOthers } from './add-user.ts'

/**
 * Gives a person another role, from their next request on; API tokens are revoked where the role may no longer
 * download. Nobody changes their own role, and an owner always remains.
 */
export function changeRole(
  context: Context,
  id: number,
  given: { role: Role; society?: string | undefined },
  by: PersonRow,
): void {
  refuseSocietyOfOthers(given)
  context.transaction(() => {
    const { people, tokens } = context.queries
    const person = people.find.get(id)
    if (!person) throw new Refusal('not_found', 'There is no such person.')
    if (id === by.id) throw new Refusal('conflict', 'Another owner must change your own role.')
    if (given.role !== 'owner' && people.countOtherOwners.get(id) === 0)
      throw new Refusal('conflict', 'An installation needs an owner.')
    const society = given.society ?? null
    people.setRole.run(given.role, society, id)
    if (given.role === 'auditor' || society !== null) tokens.revokeAllOf.run(context.now(), id)
    const from = { role: person.role, society: person.society }
    logEvent(context, by.email, 'role changed', null, { user: id, from, to: { role: given.role, society } })
  })
}
