import type { RequestHandler, Response } from 'express'
import type { PersonRow, Role } from '../../db/queries/people.ts'
import { Refusal } from '../refusal.ts'

/*
 * Who may do what on staff pages, all of it. Every staff route names one of these acts.
 * Analysts and auditors never see identities; auditors read only. A coordinator of one society works on that
 * society's members, and does not steer the study.
 */
const rolesFor = {
  read: ['owner', 'coordinator', 'analyst', 'auditor'],
  identities: ['owner', 'coordinator'],
  steer: ['owner', 'coordinator'],
  export: ['owner', 'coordinator', 'analyst'],
  accounts: ['owner'],
} as const satisfies Record<string, readonly Role[]>

export type Act = keyof typeof rolesFor

/** Tells whether a person may do something; pages offer only what is allowed. */
export function mayDo(person: PersonRow, act: Act): boolean {
  if (act === 'steer' && person.society !== null) return false
  return (rolesFor[act] as readonly Role[]).includes(person.role)
}

/** Returns the guard of a route: lets those through who may do the act. */
export function requireRole(act: Act): RequestHandler {
  return (_request, response, next) => {
    const person = findPerson(response)
    if (!person) throw new Refusal('signed_out', 'Sign in to see this page.')
    if (!mayDo(person, act)) throw new Refusal('forbidden', 'Your role does not include this.')
    next()
  }
}

/** Returns who is signed in. Behind requireRole there is always somebody. */
export function requirePerson(response: Response): PersonRow {
  const person = findPerson(response)
  if (!person) throw new Refusal('signed_out', 'Sign in to see this page.')
  return person
}

/** Returns who is signed in, if anybody. */
export function findPerson(response: Response): PersonRow | undefined {
  return response.locals.person as PersonRow | undefined
}
