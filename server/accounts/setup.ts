import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { keyFor } from '../secret.ts'

/** Returns the path where the first account is made, or undefined once there is an account. */
export function setupPath(context: Context): string | undefined {
  return context.queries.people.count.get()! > 0 ? undefined : `/setup/${setupToken(context)}`
}

/** True while there is no account and the token is the one that was printed at start. */
export function isSetupToken(context: Context, token: string): boolean {
  if (context.queries.people.count.get()! > 0) return false
  const given = Buffer.from(token)
  const expected = Buffer.from(setupToken(context))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function setupToken(context: Context): string {
  return createHmac('sha256', keyFor(context.secret, 'setup')).update('owner account').digest('hex')
}
