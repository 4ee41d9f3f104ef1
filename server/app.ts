import express, { type Express } from 'express'
import type { Context } from './context.ts'
import { serveAssets } from './http/assets.ts'
import { health } from './http/health.ts'
import { requestLog } from './http/request-log.ts'
import { refuseOtherOrigins } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { respondRoutes, surveyErrors } from './respond/routes.ts'

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
  app.use(refuseOtherOrigins(context.config.baseUrl))
  app.use('/r', respondRoutes(context), surveyErrors(context))
  return app
}
