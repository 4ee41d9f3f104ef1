import { type Request, type RequestHandler, type Response, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { openApi } from './openapi.ts'
import { requireToken, tokenRow } from './read-token.ts'
import { type ApiRoute, apiRouteTable } from './route-table.ts'
import { sendJson } from './send-answer.ts'

/** Requests of one token in a minute; a script that reads every file of a study needs some twenty. */
export const requestsPerMinute = 120

/** The read-only interface for programs. */
export function apiRoutes(context: Context): Router {
  const router = Router()
  const table = apiRouteTable(context)
  const description = openApi(context, table)
  router.use(refuseWrites)
  router.get('/openapi.json', (request, response) => sendJson(request, response, description))
  const guards = [requireToken(context), limitPerToken()]
  for (const route of table) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    router.get(path, guards, (request: Request, response: Response) =>
      route.handle(asked(route, request) as never, request, response),
    )
  }
  router.use(() => {
    throw new Refusal('not_found', 'There is nothing at this address; /api/openapi.json describes them all.')
  })
  return router
}

const refuseWrites: RequestHandler = (request, _response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Refusal('read_only', 'This interface only reads: ask with GET or HEAD.')
  next()
}

/** By token, not by address: a hospital has one address, and a program may have many. */
function limitPerToken(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    keyGenerator: (_request, response) => String(tokenRow(response as Response).id),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(
        new Refusal(
          'too_many',
          `This token was used more than ${requestsPerMinute} times within a minute. Retry-After says when to go on.`,
        ),
      ),
  })
}

/** Returns what a request asks for: the parts of its path and its query, each by its schema. */
function asked(route: ApiRoute, request: Request): Record<string, unknown> {
  const parts = route.parts.safeParse(request.params)
  if (!parts.success) throw new Refusal('not_found', 'There is no such study or file.')
  const { token: _, ...query } = request.query
  const read = route.query.safeParse(query)
  if (!read.success)
    throw new Refusal(
      'bad_request',
      'The parameters are not as expected.',
      read.error.issues.map((issue) => [...issue.path, issue.message].join(': ')),
    )
  return { ...parts.data, ...read.data }
}
