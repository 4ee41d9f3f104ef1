import express, { type Express } from 'express'
import { peopleRoutes } from './accounts/people-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { tokenRoutes } from './accounts/token-routes.ts'
import { apiErrors } from './api/problem.ts'
import { apiRoutes } from './api/routes.ts'
import type { Context } from './context.ts'
import { dataRoutes } from './exports/routes.ts'
import { feeRoutes } from './fees/routes.ts'
import { fieldworkRoutes } from './fieldwork/routes.ts'
import { findingsRoutes } from './findings/routes.ts'
import { serveAssets } from './http/assets.ts'
import { health } from './http/health.ts'
import { onePageATurn } from './http/one-page-a-turn.ts'
import { readStaffForm } from './http/read-staff-form.ts'
import { requestLog } from './http/request-log.ts'
import { refuseOtherOrigins } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { readSession } from './http/session.ts'
import { staffRouter } from './http/staff-router.ts'
import { noSuchPage, staffErrors } from './http/staff-trouble.ts'
import { waitForTurn } from './http/wait-for-turn.ts'
import { jobRoutes } from './jobs/routes.ts'
import { logRoutes } from './log/routes.ts'
import { bounceHookRoutes } from './mail/bounce-hook-routes.ts'
import { optOutRoutes } from './mail/opt-out-routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { planningRoutes } from './planning/routes.ts'
import { recomputeRoutes } from './recompute/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { respondRoutes, surveyErrors } from './respond/routes.ts'
import { sensitivityRoutes } from './sensitivity/routes.ts'
import { studyRoutes } from './studies/routes.ts'
import { studioRoutes } from './studio/routes.ts'
import { tryRoutes } from './studio/try-routes.ts'
/** Builds the whole site around a context, one line per concern. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', context.config.trustProxy)
  app.use(securityHeaders({ https: context.config.baseUrl.startsWith('https:') }))
  app.use(requestLog(context))
  app.use(serveAssets())
  app.get('/healthz', health(context))
  app.use('/api', apiRoutes(context), apiErrors(context))
  app.use('/hooks/bounces', bounceHookRoutes(context), apiErrors(context))
  app.use('/optout', optOutRoutes(context), surveyErrors(context))
  app.use(refuseOtherOrigins(context.config.baseUrl))
  app.use('/r', respondRoutes(context), surveyErrors(context))
  app.use(onePageATurn())
  app.use(readSession(context))
  app.use(readStaffForm())
  app.use(waitForTurn(context))
  app.use(accountRoutes(context))
  app.use(staffRouter(peopleRoutes(context)))
  app.use(staffRouter(tokenRoutes(context)))
  app.use(staffRouter(logRoutes(context)))
  app.use(staffRouter(planningRoutes(context)))
  app.use(staffRouter(feeRoutes(context)))
  app.use(staffRouter(studyRoutes(context)))
  app.use(staffRouter(tryRoutes(context)))
  app.use(staffRouter(studioRoutes(context)))
  app.use(staffRouter(fieldworkRoutes(context)))
  app.use(staffRouter(mailRoutes(context)))
  app.use(staffRouter(dataRoutes(context)))
  app.use(staffRouter(findingsRoutes(context)))
  app.use(staffRouter(sensitivityRoutes(context)))
  app.use(staffRouter(reportRoutes(context)))
  app.use(staffRouter(jobRoutes(context)))
  app.use(staffRouter(recomputeRoutes()))
  app.use(noSuchPage())
  app.use(staffErrors(context))
  return app
}
