import type { RequestHandler } from 'express'
import type { Context } from '../context.ts'

/**
 * Lets a form of the staff pages wait until no other program writes to the database, without standing still. What
 * comes after writes at once and in a commit of its own; one that is overtaken all the same answers 503.
 */
export function waitForTurn(context: Context): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === 'POST') await context.write(() => undefined)
    next()
  }
}
