import { z } from 'zod'
import type { PersonRow, Role } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { hashPassword } from './passwords.ts'

export interface NewUser {
  email: string
  name: string
  password: string
  role: Role
  /** The only society a coordinator works for; left out: all. */
  society?: string | undefined
}

/** What is expected of a new person, field by field; the setup page, the people page and the command line share it. */
export const newUserFields = {
  email: z
    .string()
    .trim()
    .pipe(z.email('Enter an e-mail address, such as name@society.org'))
    .pipe(z.string().max(254)),
  name: z.string().trim().min(1, 'Enter a name').max(200, 'Enter a name of at most 200 characters'),
  password: z
    .string()
    .min(12, 'Enter a password of at least 12 characters')
    .max(200, 'Enter a password of at most 200 characters'),
}

const newUser = z.strictObject({
  ...newUserFields,
  role: z.enum(['owner', 'coordinator', 'analyst', 'auditor'], 'Choose a role'),
  society: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, 'Enter the short name of a society as the study has it, such as isass')
    .optional(),
})

/** Makes an account; refuses with what is expected, or when the address has one already. */
export async function addUser(context: Context, input: NewUser, actor: string): Promise<PersonRow> {
  const user = requireNewUser(input)
  const hash = await hashPassword(user.password)
  return context.write(() => insertUser(context, user, hash, actor))
}

/** Makes the first account, an owner; refuses when there is any account. */
export async function addFirstOwner(context: Context, input: Omit<NewUser, 'role'>): Promise<PersonRow> {
  const user = requireNewUser({ ...input, role: 'owner' })
  const hash = await hashPassword(user.password)
  return context.write(() => {
    if (context.queries.people.count.get()! > 0)
      throw new Refusal('not_found', 'This address was for making the first account and is used up.')
    return insertUser(context, user, hash, user.email)
  })
}

function requireNewUser(input: NewUser): NewUser {
  const read = newUser.safeParse(input)
  if (!read.success)
    throw new Refusal(
      'invalid',
      'The account was not made.',
      read.error.issues.map((issue) => issue.message),
    )
  if (read.data.society !== undefined && read.data.role !== 'coordinator')
    throw new Refusal('invalid', 'Only a coordinator can be limited to one society.')
  return read.data
}

function insertUser(context: Context, user: NewUser, hash: string, actor: string): PersonRow {
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
