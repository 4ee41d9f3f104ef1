import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Act } from '../accounts/roles.ts'
import { requireRole } from './require-role.ts'

/** One address of the staff pages, with what a person must be allowed to do there. */
export interface StaffRoute {
  method: 'get' | 'post'
  path: string
  act: Act
  handle: (request: Request, response: Response) => void | Promise<void>
}

/** Returns a router in which no route can be without a guard. */
export function staffRouter(routes: readonly StaffRoute[]): Router {
  const router = Router()
  for (const { method, path, act, handle } of routes) {
    const handler: RequestHandler = (request, response) => handle(request, response)
    router[method](path, requireRole(act), handler)
  }
  return router
}

/** Returns a named part of the address. */
export function pathPart(request: Request, name: string): string {
  const part = request.params[name]
  return typeof part === 'string' ? part : ''
}

/** Returns a text of the query string, or undefined. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name]
  return typeof value === 'string' ? value : undefined
}
