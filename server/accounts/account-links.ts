import { createHash, randomBytes } from 'node:crypto'
import type { AccountLinkRow } from '../../db/queries/account-links.ts'
import type { PersonRow, Role } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { insertUser, prepareUser, refuseSocietyOfOthers } from './add-user.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'

/** An account link works once, for three days. */
export const accountLinkDays = 3
const validMs = accountLinkDays * 24 * 3_600_000

/** Makes a link by which a new person joins; one that waits for the same address is revoked. Returns its path. */
export function inviteToJoin(
  context: Context,
  given: { email: string; name: string; role: Role; society?: string | undefined },
  actor: string,
): string {
  refuseSocietyOfOthers(given)
  return context.transaction(() => {
    if (context.queries.people.findByEmail.get(given.email))
      throw new Refusal('conflict', `There is already an account for ${given.email}.`)
    logEvent(context, actor, 'person invited', null, { role: given.role, society: given.society })
    return keepLink(context, 'join', null, { ...given, society: given.society ?? null }, actor)
  })
}

/** Makes a link by which a person chooses a new password; the present one works until then. Returns its path. */
export function offerNewPassword(context: Context, id: number, actor: string): string {
  return context.transaction(() => {
    const person = context.queries.people.find.get(id)
    if (!person) throw new Refusal('not_found', 'There is no such person.')
    logEvent(context, actor, 'new password offered', null, { user: id })
    return keepLink(context, 'password', id, person, actor)
  })
}

/** Revokes a link that waits; one that was used or revoked before stays as it is. */
export function revokeAccountLink(context: Context, id: number, actor: string): void {
  context.transaction(() => {
    const { accountLinks } = context.queries
    const link = accountLinks.find.get(id)
    if (!link) throw new Refusal('not_found', 'There is no such link.')
    if (link.used_at !== null) throw new Refusal('conflict', 'This link was used already.')
    if (accountLinks.revokeOf.run(context.now(), link.email).changes > 0)
      logEvent(context, actor, 'account link revoked', null, { link: id })
  })
}

/** Returns the link behind a token; refuses one that is unknown, used, revoked or past its time. */
export function requireAccountLink(context: Context, token: string): AccountLinkRow {
  const link = context.queries.accountLinks.findByHash.get(hashOf(token))
  if (!link) throw new Refusal('not_found', 'There is no page at this address.')
  if (link.used_at !== null) throw new Refusal('gone', 'This link was used already. Sign in instead.')
  if (link.revoked_at !== null || context.now() >= link.expires_at)
    throw new Refusal('gone', 'This link no longer works. Ask the owner of this installation for a new one.')
  return link
}

/**
 * Uses a link: makes the account, or gives it the new password and signs it out everywhere. Returns the person.
 * A link works once, also when its form arrives twice at the same moment.
 */
export async function useAccountLink(
  context: Context,
  token: string,
  given: { name: string; password: string },
): Promise<PersonRow> {
  const { purpose, email, role, society } = requireAccountLink(context, token)
  if (purpose === 'join') {
    const { user, hash } = await prepareUser({ ...given, email, role, society: society ?? undefined })
    return context.write(() => {
      const link = requireAccountLink(context, token)
      context.queries.accountLinks.use.run(context.now(), link.id)
      return insertUser(context, user, hash, email)
    })
  }
  await refuseWeakPassword(given.password, [email])
  const hash = await hashPassword(given.password)
  return context.write(() => {
    const link = requireAccountLink(context, token)
    context.queries.accountLinks.use.run(context.now(), link.id)
    return setPassword(context, link.user_id!, hash)
  })
}

function setPassword(context: Context, id: number, hash: string): PersonRow {
  const { people } = context.queries
  people.setPasswordHash.run(hash, id)
  people.deleteSessionsOf.run(id)
  const person = people.find.get(id)!
  logEvent(context, person.email, 'password changed', null, { by: 'link' })
  return person
}

function keepLink(
  context: Context,
  purpose: 'join' | 'password',
  userId: number | null,
  of: { email: string; name: string; role: Role; society: string | null },
  actor: string,
): string {
  const { accountLinks } = context.queries
  const token = randomBytes(32).toString('base64url')
  const now = context.now()
  accountLinks.revokeOf.run(now, of.email)
  const { email, name, role, society } = of
  accountLinks.insert.run(
    purpose,
    userId,
    email,
    name,
    role,
    society,
    hashOf(token),
    now,
    actor,
    now + validMs,
  )
  return `/join/${token}`
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
