import { createHash } from 'node:crypto'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { checkPassword } from './passwords.ts'
import { seal, unseal } from './sealed-secret.ts'
import { hasFactor, takeCode } from './second-factor.ts'
import { beginSession } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

/** Time to type the code of the second factor. */
const ticketMs = 5 * 60_000
const purpose = 'ticket to the second factor'

/** Where signing in led: to a session, or to the second factor. */
export type SignedIn = { step: 'session'; token: string } | { step: 'second factor'; ticket: string }

/** Who tries to sign in from where. */
export interface Caller {
  address: string
  device: string
}

/**
 * Signs in with a password: returns a session's token, or the ticket to the second factor where that is on. Undefined
 * when address and password do not go together (which of the two is wrong is not told). Refuses after too many tries.
 */
export async function signIn(
  context: Context,
  throttle: SignInThrottle,
  given: { email: string; password: string } & Caller,
): Promise<SignedIn | undefined> {
  throttle.begin(given.email, given.address, context.now())
  const person = findActive(context, given.email)
  const hash = person && context.queries.people.findPasswordHash.get(person.id)
  if (!(await checkPassword(given.password, hash)) || !person || hash === undefined) return undefined
  throttle.succeed(given.email, given.address)
  if (hasFactor(context, person.id))
    return { step: 'second factor', ticket: ticketFor(context, person, hash) }
  const token = await context.write(() => enter(context, person, given.device, {}))
  return { step: 'session', token }
}

/**
 * Goes on from a ticket with a code of the app or a recovery code. Returns a session's token; `'expired'` when the
 * password must be given again, undefined when the code is wrong. Refuses after too many tries.
 */
export async function giveSecondFactor(
  context: Context,
  throttle: SignInThrottle,
  given: { ticket: string; code: string } & Caller,
): Promise<string | 'expired' | undefined> {
  const person = findTicketHolder(context, given.ticket)
  if (!person) return 'expired'
  const key = `code of ${person.email}`
  throttle.begin(key, given.address, context.now())
  const token = await context.write(() => {
    const factor = takeCode(context, person.id, given.code)
    return factor && enter(context, person, given.device, { secondFactor: factor })
  })
  if (token !== undefined) throttle.succeed(key, given.address)
  return token
}

function enter(context: Context, person: PersonRow, device: string, detail: Record<string, unknown>): string {
  logEvent(context, person.email, 'signed in', null, detail)
  return beginSession(context, person.id, device)
}

function findActive(context: Context, email: string): PersonRow | undefined {
  const person = context.queries.people.findByEmail.get(email.trim())
  return person?.disabled_at === null ? person : undefined
}

/** Says that this person's password was right a moment ago; worth nothing once the password changes. */
function ticketFor(context: Context, person: PersonRow, hash: string): string {
  const text = JSON.stringify([person.id, context.now() + ticketMs, fingerprint(hash)])
  return seal(context.secret, purpose, Buffer.from(text)).toString('base64url')
}

function findTicketHolder(context: Context, ticket: string): PersonRow | undefined {
  const bytes = unseal(context.secret, purpose, Buffer.from(ticket, 'base64url'))
  if (!bytes) return undefined
  const [id, until, print] = JSON.parse(bytes.toString('utf8')) as [number, number, string]
  const person = context.queries.people.find.get(id)
  const hash = context.queries.people.findPasswordHash.get(id)
  const holds = context.now() < until && hash !== undefined && fingerprint(hash) === print
  return holds && person?.disabled_at === null ? person : undefined
}

function fingerprint(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22)
}
