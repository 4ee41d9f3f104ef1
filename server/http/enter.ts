import type { Request, Response } from 'express'
import { deviceName } from '../accounts/device-name.ts'
import { beginSession, endSession } from '../accounts/sessions.ts'
import type { Context } from '../context.ts'
import { sessionToken, setSessionCookie } from './session.ts'

/** Gives the browser a fresh session of a person; one that it had before ends. */
export function enterAs(context: Context, request: Request, response: Response, personId: number): void {
  enterWith(context, request, response, beginSession(context, personId, deviceOf(request)))
}

/** Gives the browser a session by its token; one that it had before ends. */
export function enterWith(context: Context, request: Request, response: Response, token: string): void {
  const before = sessionToken(context, request)
  if (before !== undefined) endSession(context, before)
  setSessionCookie(context, response, token)
}

/** Returns the kind of browser a request comes from, in plain words. */
export function deviceOf(request: Request): string {
  return deviceName(request.get('user-agent'))
}
