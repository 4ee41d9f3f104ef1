import { createHash, randomBytes } from 'node:crypto'
import { isBusy } from '../../db/busy.ts'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'

const hour = 3_600_000
/** A session ends after this long without a request … */
export const idleMs = 8 * hour
/** … and after this long in any case. */
export const absoluteMs = 7 * 24 * hour
/** The last request is noted this often at most: a note on every page would be a write on every page. */
const noteEveryMs = 60_000

/** Begins a session and returns its token, which only the browser keeps. */
export function beginSession(context: Context, userId: number, device = ''): string {
  const token = randomBytes(32).toString('base64url')
  const now = context.now()
  context.transaction(() => {
    context.queries.people.deleteExpired.run(now, now - idleMs)
    context.queries.people.insertSession.run(hashOf(token), userId, now, now, now + absoluteMs, device)
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

/** A session as its owner sees it. */
export interface OwnSession {
  /** enough of the token's hash to tell sessions apart; it opens nothing */
  id: string
  device: string
  beganAt: number
  seenAt: number
  isThisOne: boolean
}

/** Returns a person's sessions that are not over, the latest used first. */
export function listSessions(context: Context, userId: number, token: string | undefined): OwnSession[] {
  const now = context.now()
  const own = token === undefined ? undefined : idOf(hashOf(token))
  return context.queries.people.listSessionsOf
    .all(userId)
    .filter((row) => now < row.expires_at && now < row.last_seen_at + idleMs)
    .map((row) => ({
      id: idOf(row.token_hash),
      device: row.device === '' ? 'Unknown browser' : row.device,
      beganAt: row.created_at,
      seenAt: row.last_seen_at,
      isThisOne: idOf(row.token_hash) === own,
    }))
}

/** Ends one of a person's sessions; one that is over already stays over. */
export function endSessionOf(context: Context, person: PersonRow, id: string): void {
  const row = context.queries.people.listSessionsOf.all(person.id).find((one) => idOf(one.token_hash) === id)
  if (!row) return
  context.transaction(() => {
    context.queries.people.deleteSession.run(row.token_hash)
    logEvent(context, person.email, 'session ended', null, { device: row.device })
  })
}

/** Ends every session of a person but the one whose token is given. */
export function endOtherSessions(context: Context, person: PersonRow, token: string): void {
  context.transaction(() => {
    const { changes } = context.queries.people.deleteSessionsBut.run(person.id, hashOf(token))
    if (changes > 0) logEvent(context, person.email, 'other sessions ended', null, { sessions: changes })
  })
}

function idOf(hash: Buffer): string {
  return hash.toString('hex').slice(0, 16)
}

/** Ends a session for good. */
export function endSession(context: Context, token: string): void {
  context.queries.people.deleteSession.run(hashOf(token))
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
