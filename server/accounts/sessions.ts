import { createHash, randomBytes } from 'node:crypto'
import { isBusy } from '../../db/busy.ts'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'

const hour = 3_600_000
/** A session ends after this long without a request … */
export const idleMs = 8 * hour
/** … and after this long in any case. */
export const absoluteMs = 7 * 24 * hour
/** The last request is noted this often at most: a note on every page would be a write on every page. */
const noteEveryMs = 60_000

/** Begins a session and returns its token, which only the browser keeps. */
export function beginSession(context: Context, userId: number): string {
  const token = randomBytes(32).toString('base64url')
  const now = context.now()
  context.transaction(() => {
    context.queries.people.deleteExpired.run(now, now - idleMs)
    context.queries.people.insertSession.run(hashOf(token), userId, now, now, now + absoluteMs)
  })
  return token
}

/** Returns whose session a token is; undefined when it is unknown, over, or its person was switched off. */
export function findSessionPerson(context: Context, token: string): PersonRow | undefined {
  const { people } = context.queries
  const hash = hashOf(token)
  const session = people.findSession.get(hash)
  const now = context.now()
  if (!session || now >= session.expires_at || now >= session.last_seen_at + idleMs) return undefined
  const person = people.find.get(session.user_id)
  if (!person || person.disabled_at !== null) return undefined
  if (now >= session.last_seen_at + noteEveryMs) noteRequest(context, hash)
  return person
}

/** While another program writes, the note waits for the next request: a page must not fail for it. */
function noteRequest(context: Context, hash: Buffer): void {
  try {
    context.queries.people.touchSession.run(context.now(), hash)
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}

/** Ends a session for good. */
export function endSession(context: Context, token: string): void {
  context.queries.people.deleteSession.run(hashOf(token))
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
