import type { RequestHandler } from 'express'
import type { Context } from '../context.ts'

/**
 * Logs each finished request with its route pattern, never its address (a personal link is a secret). Survey
 * requests that went well are logged at level debug only: there are thousands of them.
 */
export function requestLog({ log }: Context): RequestHandler {
  if (!log.isLevelEnabled('info')) return (_request, _response, next) => next()
  return (request, response, next) => {
    const began = performance.now()
    response.on('finish', () => {
      const survey = request.baseUrl.startsWith('/r') || request.originalUrl.startsWith('/r/')
      const level =
        response.statusCode >= 500 ? 'error' : survey && response.statusCode < 400 ? 'debug' : 'info'
      if (!log.isLevelEnabled(level)) return
      const route = (request.route as { path?: string } | undefined)?.path ?? null
      const ms = Math.round((performance.now() - began) * 10) / 10
      log[level]({ method: request.method, route, status: response.statusCode, ms }, 'request')
    })
    next()
  }
}
