import type { RequestHandler } from 'express'
import { Refusal } from '../refusal.ts'

/**
 * Refuses a form that another site made the browser send. Browsers say so in Sec-Fetch-Site; where that is
 * missing, Origin must be ours. A request with neither does not come from a page (scripts, old programs).
 *
 * `Origin: null` comes from browsers and privacy settings that keep back where a form came from. A surgeon's form is
 * taken all the same: a personal link is a secret that another site does not know. Staff pages have no such secret.
 */
export function refuseOtherOrigins(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).host
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    const site = request.headers['sec-fetch-site']
    const origin = request.headers.origin
    if (site !== undefined) {
      if (site === 'same-origin' || site === 'none') return next()
    } else if (
      origin === undefined ||
      (origin === 'null' && request.path.startsWith('/r/')) ||
      hostOf(origin) === request.headers.host ||
      hostOf(origin) === ours
    ) {
      return next()
    }
    throw new Refusal('forbidden', 'This form was sent from another site and was not accepted.')
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
