import type { Context } from '../context.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { bouncesRoutes } from './bounces-routes.ts'
import { outboxRoutes } from './outbox-routes.ts'
import { textRoutes } from './text-routes.ts'
import { writeRoutes } from './write-routes.ts'

/** The pages of a study's mail: texts, sending, reminders, the outbox and what came back. */
export function mailRoutes(context: Context): StaffRoute[] {
  return [
    ...outboxRoutes(context),
    ...writeRoutes(context),
    ...textRoutes(context),
    ...bouncesRoutes(context),
  ]
}
