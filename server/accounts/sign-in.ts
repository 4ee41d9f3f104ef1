import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { checkPassword } from './passwords.ts'
import { beginSession } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

/**
 * Returns the token of a new session, or undefined when address and password do not go together (which of the two
 * is wrong is not told). Refuses after too many tries.
 */
export async function signIn(
  context: Context,
  throttle: SignInThrottle,
  given: { email: string; password: string; address: string },
): Promise<string | undefined> {
  throttle.begin(given.email, given.address, context.now())
  const person = findActive(context, given.email)
  const hash = person && context.queries.people.findPasswordHash.get(person.id)
  if (!(await checkPassword(given.password, hash)) || !person) return undefined
  throttle.succeed(given.email, given.address)
  return context.write(() => {
    logEvent(context, person.email, 'signed in', null, {})
    return beginSession(context, person.id)
  })
}

function findActive(context: Context, email: string): PersonRow | undefined {
  const person = context.queries.people.findByEmail.get(email.trim())
  return person?.disabled_at === null ? person : undefined
}
