import { Router } from 'express'
import type { Context } from '../context.ts'

/** The surgeon's pages. */
export function respondRoutes(_context: Context): Router {
  return Router({ mergeParams: true })
}
