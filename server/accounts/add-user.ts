import { z } from 'zod'
import type { PersonRow, Role } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { newUserFields, roleFields } from './user-fields.ts'

export interface NewUser {
  email: string
  name: string
  password: string
  role: Role
  /** The only society a coordinator works for; left out: all. */
  society?: string | undefined
}

const newUser = z.strictObject({ ...newUserFields, ...roleFields })

/** Makes an account; refuses with what is expected, or when the address has one already. */
export async function addUser(context: Context, input: NewUser, actor: string): Promise<PersonRow> {
  const { user, hash } = await prepareUser(input)
  return context.write(() => insertUser(context, user, hash, actor))
}

/** Makes the first account, an owner; refuses when there is any account. */
export async function addFirstOwner(context: Context, input: Omit<NewUser, 'role'>): Promise<PersonRow> {
  const { user, hash } = await prepareUser({ ...input, role: 'owner' })
  return context.write(() => {
    if (context.queries.people.count.get()! > 0)
      throw new Refusal('not_found', 'This address was for making the first account and is used up.')
    return insertUser(context, user, hash, user.email)
  })
}

/** Returns a checked new person and the hash of their password; refuses what cannot be taken. */
export async function prepareUser(input: NewUser): Promise<{ user: NewUser; hash: string }> {
  const read = newUser.safeParse(input)
  if (!read.success)
    throw new Refusal(
      'invalid',
      'The account was not made.',
      read.error.issues.map((issue) => issue.message),
    )
  refuseSocietyOfOthers(read.data)
  await refuseWeakPassword(read.data.password, [read.data.email, read.data.name])
  return { user: read.data, hash: await hashPassword(read.data.password) }
}

/** Refuses a society for anybody but a coordinator. */
export function refuseSocietyOfOthers(given: { role: Role; society?: string | undefined }): void {
  if (given.society !== undefined && given.role !== 'coordinator')
    throw new Refusal('invalid', 'Only a coordinator can be limited to one society.')
}

/** Keeps a new person; runs inside a write. Refuses an address that has an account. */
export function insertUser(context: Context, user: NewUser, hash: string, actor: string): PersonRow {
  const { people } = context.queries
  if (people.findByEmail.get(user.email))
    throw new Refusal('conflict', `There is already an account for ${user.email}.`)
  const { lastInsertRowid } = people.insert.run(
    user.email,
    user.name,
    hash,
    user.role,
    user.society ?? null,
    context.now(),
  )
  logEvent(context, actor, 'account made', null, { user: Number(lastInsertRowid), role: user.role })
  return people.find.get(Number(lastInsertRowid))!
}
