import type { Request, RequestHandler, Response } from 'express'
import { absoluteMs, findSessionPerson } from '../accounts/sessions.ts'
import type { Context } from '../context.ts'

/** Finds out who is signed in, from the session's cookie. */
export function readSession(context: Context): RequestHandler {
  return (request, response, next) => {
    const token = sessionToken(context, request)
    if (token !== undefined) response.locals.person = findSessionPerson(context, token)
    next()
  }
}

/** Returns the token in the session's cookie, if there is one. */
export function sessionToken(context: Context, request: Request): string | undefined {
  const { name } = cookie(context)
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}

/** Gives the browser the token of a session; undefined takes it away. */
export function setSessionCookie(context: Context, response: Response, token: string | undefined): void {
  const { name, secure } = cookie(context)
  const settings = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  if (token === undefined) response.clearCookie(name, settings)
  else response.cookie(name, token, { ...settings, maxAge: absoluteMs })
}

/** Behind TLS the name's prefix makes browsers refuse the cookie from anywhere but this very host. */
function cookie(context: Context): { name: string; secure: boolean } {
  const secure = context.config.baseUrl.startsWith('https:')
  return { name: secure ? '__Host-comparand' : 'comparand', secure }
}
