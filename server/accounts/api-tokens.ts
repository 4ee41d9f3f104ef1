import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { PersonRow } from '../../db/queries/people.ts'
import type { TokenRow } from '../../db/queries/tokens.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'

/** A use is noted this often at most: a note on every request would be a write on every request. */
const noteEveryMs = 60_000
/** More tokens that work than anybody can keep apart. */
const mostTokens = 20

/** What a person calls a token, such as the computer or the script that uses it. */
export const tokenName = z
  .string()
  .trim()
  .min(1, 'Enter a name, such as the script that will use the token')
  .max(60, 'Enter a name of at most 60 characters')

/**
 * Makes a read-only token of a person and returns it: 256 random bits behind a prefix that scanners of published code
 * recognise. Only its SHA-256 is kept, so this is the one moment at which it can be read. A name that is in use is
 * refused, so that a form sent twice makes one token.
 */
export function makeToken(context: Context, person: PersonRow, name: string): Promise<string> {
  const token = `cmp_${randomBytes(32).toString('base64url')}`
  return context.write(() => {
    const { tokens } = context.queries
    const working = tokens.listOf.all(person.id).filter((row) => row.revoked_at === null)
    if (working.some((row) => row.name === name))
      throw new Refusal(
        'conflict',
        'You have a token of this name already. Take another name, or revoke that one first.',
      )
    if (working.length >= mostTokens)
      throw new Refusal('conflict', `You have ${mostTokens} tokens already. Revoke one that is not used.`)
    const made = tokens.insert.run(person.id, name, hashOf(token), context.now())
    logEvent(context, person.email, 'API token made', null, { token: Number(made.lastInsertRowid) })
    return token
  })
}

/** Revokes one of a person's own tokens for good; one that is revoked already stays as it is. */
export function revokeToken(context: Context, person: PersonRow, id: number): Promise<void> {
  return context.write(() => {
    const { tokens } = context.queries
    if (!tokens.find.get(id, person.id)) throw new Refusal('not_found', 'There is no such token.')
    const { changes } = tokens.revoke.run(context.now(), id)
    if (changes > 0) logEvent(context, person.email, 'API token revoked', null, { token: id })
  })
}

/** Returns whose token it is; undefined when it is unknown or revoked, or its person was switched off. */
export function findTokenPerson(
  context: Context,
  token: string,
): { token: TokenRow; person: PersonRow } | undefined {
  if (!/^cmp_[\w-]{43}$/.test(token)) return undefined
  const row = context.queries.tokens.findByHash.get(hashOf(token))
  if (!row || row.revoked_at !== null) return undefined
  const person = context.queries.people.find.get(row.user_id)
  return person && person.disabled_at === null ? { token: row, person } : undefined
}

/** Notes that a token was used, in a shared commit, unless that was noted within the last minute. */
export async function noteUse(context: Context, token: TokenRow): Promise<void> {
  const now = context.now()
  const notedBefore = now - noteEveryMs
  if (token.last_used_at !== null && token.last_used_at > notedBefore) return
  await context.write(() => context.queries.tokens.touch.run(now, token.id, notedBefore))
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
