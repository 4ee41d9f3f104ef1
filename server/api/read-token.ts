import type { Request, RequestHandler, Response } from 'express'
import type { TokenRow } from '../../db/queries/tokens.ts'
import { findTokenPerson, noteUse } from '../accounts/api-tokens.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'

/**
 * Lets those through whose token may read data: the same act that guards downloads on the Data page. A request that
 * began before its token was revoked is finished; the next one is refused.
 */
export function requireToken(context: Context): RequestHandler {
  return (request, response, next) => {
    const sent = tokenOf(request)
    if (sent === undefined)
      throw new Refusal('signed_out', 'Send an API token: "Authorization: Bearer cmp_…".')
    const found = findTokenPerson(context, sent)
    if (!found) throw new Refusal('signed_out', 'This token is not known, was revoked, or is not complete.')
    if (!mayDo(found.person, 'export'))
      throw new Refusal('forbidden', 'The role of the person behind this token does not include the data.')
    response.locals.token = found.token
    // The note is for people; where it cannot be written, reading goes on.
    noteUse(context, found.token).catch((error: unknown) =>
      context.log.error({ err: error }, 'the use of a token could not be noted'),
    )
    next()
  }
}

/** Returns the token a request came with; behind requireToken there always is one. */
export function tokenRow(response: Response): TokenRow {
  return response.locals.token as TokenRow
}

/** Returns the one token that was sent: as Bearer, as the password of Basic, or in the address. */
function tokenOf(request: Request): string | undefined {
  const header = request.headers.authorization
  const query = request.query.token
  if (header !== undefined && query !== undefined)
    throw new Refusal('bad_request', 'Send the token once: in the header or in the address.')
  if (query !== undefined) return typeof query === 'string' ? query : ''
  if (header === undefined) return undefined
  const [, scheme, value] = /^(bearer|basic) +(\S+)$/i.exec(header) ?? []
  if (value === undefined) return ''
  if (scheme!.toLowerCase() === 'bearer') return value
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
}
