import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Failure, showErrors } from '../http/errors.ts'

/** What a program is told when a request was not done: a problem document (RFC 9457). */
export const problemDocument = z.object({
  type: z.literal('about:blank').describe('The status says what kind of problem it is.'),
  title: z.string().describe('The name of the status.'),
  status: z.int(),
  detail: z.string().describe('What went wrong, for people.'),
  errors: z.array(z.string()).optional().describe('One line for each parameter that is wrong.'),
})

/** Answers failures of the interface for programs with a problem document; never with a page. */
export function apiErrors(context: Context): ErrorRequestHandler {
  return showErrors(context, sendProblem)
}

function sendProblem(request: Request, response: Response, failure: Failure): void {
  const { status, sentence, details } = failure
  const problem: z.infer<typeof problemDocument> = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: sentence ?? 'This was our fault, not yours; the log says more. Try again.',
    ...(details.length > 0 ? { errors: details } : {}),
  }
  if (status === 401) response.setHeader('WWW-Authenticate', challenges(request))
  if (status === 405) response.setHeader('Allow', 'GET, HEAD')
  response.status(status)
  response.setHeader('Cache-Control', 'no-store')
  // The address may hold a token.
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Content-Type', 'application/problem+json')
  response.end(request.method === 'HEAD' ? undefined : `${JSON.stringify(problem)}\n`)
}

/** RFC 6750: a token that was sent and is not accepted is named as the reason. */
function challenges(request: Request): string[] {
  const sent = request.headers.authorization !== undefined || 'token' in request.query
  return [
    `Bearer realm="Comparand"${sent ? ', error="invalid_token"' : ''}`,
    'Basic realm="Comparand: any name, the token as password", charset="UTF-8"',
  ]
}
