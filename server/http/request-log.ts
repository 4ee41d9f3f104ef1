import type { RequestHandler } from 'express'
import type { Context } from '../context.ts'

/**
 * Logs each request with its route pattern, never its address (a personal link is a secret). Survey
 * requests that went well are logged at level debug only: there are thousands of them. Who left before the answer began
 * has no status.
 */
export function requestLog({ log }: Context): RequestHandler {
  if (!log.isLevelEnabled('info')) return (_request, _response, next) => next()
  return (request, response, next) => {
    const began = performance.now()
    // Not `finish`: who leaves with the last byte of a download may be gone before it.
    response.on('close', () => {
      const survey = request.baseUrl.startsWith('/r') || request.originalUrl.startsWith('/r/')
      const level =
        response.statusCode >= 500 ? 'error' : survey && response.statusCode < 400 ? 'debug' : 'info'
      if (!log.isLevelEnabled(level)) return
      const route = (request.route as { path?: string } | undefined)?.path ?? null
      const ms = Math.round((performance.now() - began) * 10) / 10
      const status = response.headersSent ? response.statusCode : null
      log[level]({ method: request.method, route, status, ms }, 'request')
    })
    next()
  }
}
