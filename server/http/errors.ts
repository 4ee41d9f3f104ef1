import type { ErrorRequestHandler, Request, Response } from 'express'
import { isBusy } from '../../db/busy.ts'
import type { Context } from '../context.ts'
import { type Reason, Refusal } from '../refusal.ts'

const statusOf: Record<Reason, number> = {
  bad_request: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  read_only: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  invalid: 422,
  too_many: 429,
  no_room: 507,
}

const busySentence =
  'Another program is writing to the database at this moment. Nothing was saved; wait a few seconds and try again.'

/** What a visitor is told when a request was not done. */
export interface Failure {
  status: number
  /** A sentence a visitor may read; undefined for faults, which are logged instead. */
  sentence: string | undefined
  details: string[]
}

/** Returns the error handler of a part of the site: it logs faults and shows the failure as that part does. */
export function showErrors(
  context: Context,
  show: (request: Request, response: Response, failure: Failure) => void,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const failure = failureOf(error)
    if (failure.status >= 500) {
      // The route's pattern, never its address: that holds a personal link.
      const route = (request.route as { path?: string } | undefined)?.path ?? 'no route'
      context.log.error({ err: error, method: request.method, route }, 'a request failed')
    }
    if (response.headersSent) return next(error)
    show(request, response, failure)
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Refusal)
    return { status: statusOf[error.reason], sentence: error.message, details: error.details }
  if (isBusy(error)) return { status: 503, sentence: busySentence, details: [] }
  // body-parser and the router mark what the visitor did wrong with a 4xx status
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (status === 413) return { status, sentence: 'This is larger than what can be accepted.', details: [] }
  if (status >= 400 && status < 500)
    return { status, sentence: 'The request did not arrive as expected.', details: [] }
  return { status: 500, sentence: undefined, details: [] }
}
