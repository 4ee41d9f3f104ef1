import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { checkPassword, hashPassword } from './passwords.ts'

/** Changes a person's own password and signs them out everywhere; refuses when the present one is wrong. */
export async function changePassword(
  context: Context,
  person: PersonRow,
  given: { present: string; next: string },
): Promise<void> {
  const { people } = context.queries
  if (!(await checkPassword(given.present, people.findPasswordHash.get(person.id))))
    throw new Refusal('invalid', 'The present password is not right.')
  await refuseWeakPassword(given.next, [person.email, person.name])
  const hash = await hashPassword(given.next)
  await context.write(() => {
    people.setPasswordHash.run(hash, person.id)
    people.deleteSessionsOf.run(person.id)
    logEvent(context, person.email, 'password changed', null, {})
  })
}
