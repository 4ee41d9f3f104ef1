import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { type Failure, showErrors } from './errors.ts'
import { render } from './render.ts'
import { findPerson } from './require-role.ts'
import { staffShell } from './staff-shell.ts'

const titles: Record<number, string> = {
  400: 'The form was not accepted',
  403: 'Not allowed',
  404: 'Page not found',
  409: 'This cannot be done now',
  410: 'No longer there',
  413: 'Too large',
  422: 'There is a problem',
  429: 'Too many tries',
  503: 'Busy just now',
}

/** Says that there is no page; comes after every router. */
export function noSuchPage(): RequestHandler {
  return () => {
    throw new Refusal('not_found', 'There is no page at this address.')
  }
}

/** Shows on staff pages what was not done; a person who is not signed in is asked to sign in first. */
export function staffErrors(context: Context): ErrorRequestHandler {
  return showErrors(context, showFailure)
}

function showFailure(request: Request, response: Response, failure: Failure): void {
  if (failure.status === 401) {
    response.redirect(303, signInPath(request))
    return
  }
  const title = titles[failure.status] ?? 'Something went wrong'
  const person = findPerson(response)
  const page = {
    ...staffShell({ title, person }),
    sentence:
      failure.sentence ?? 'This was our fault, not yours. Nothing was saved; the log says more. Try again.',
    details: failure.details,
    next: person ? wayBack(request, failure.status) : { href: '/', label: 'To the start page' },
  }
  render(response, 'staff/trouble', page, failure.status)
}

/** What was refused in a study leads back to it; what was not there may be the study itself. */
function wayBack({ originalUrl }: Request, status: number): { href: string; label: string } {
  const study = /^\/studies\/(?!new\b)[a-z0-9-]+(?=\/)/.exec(originalUrl)?.[0]
  if (study === undefined || status === 404) return { href: '/studies', label: 'To the studies' }
  return { href: study, label: 'Back to the study' }
}

/** A form cannot be sent again after signing in, so only pages are come back to. */
function signInPath(request: Request): string {
  if (request.method !== 'GET' || request.originalUrl === '/') return '/sign-in'
  return `/sign-in?next=${encodeURIComponent(request.originalUrl)}`
}
