import type { RequestHandler, Response } from 'express'
import type { PersonRow } from '../../db/queries/people.ts'
import { type Act, mayDo } from '../accounts/roles.ts'
import { Refusal } from '../refusal.ts'

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
