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

/** The table each router was made of. */
const tables = new WeakMap<object, readonly StaffRoute[]>()

/** Returns a router in which no route can be without a guard. */
export function staffRouter(routes: readonly StaffRoute[]): Router {
  const router = Router()
  tables.set(router, routes)
  for (const { method, path, act, handle } of routes) {
    const handler: RequestHandler = (request, response) => handle(request, response)
    router[method](path, requireRole(act), handler)
  }
  return router
}

interface RouterLike {
  stack?: { handle: RouterLike }[]
}

/** Returns every staff route of a site, wherever its router hangs; tests visit them all. */
export function staffRoutesOf(site: { router: unknown }): StaffRoute[] {
  const below = (router: RouterLike): StaffRoute[] => [
    ...(tables.get(router) ?? []),
    ...(router.stack ?? []).flatMap(({ handle }) => below(handle)),
  ]
  return below(site.router as RouterLike)
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
