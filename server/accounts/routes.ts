import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { enterAs } from '../http/enter.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { findPerson } from '../http/require-role.ts'
import { sessionToken, setSessionCookie } from '../http/session.ts'
import { pathPart, staffRouter } from '../http/staff-router.ts'
import { staffShell } from '../http/staff-shell.ts'
import { Refusal } from '../refusal.ts'
import { setupPage } from './account-pages.ts'
import { accountPageRoutes } from './account-routes.ts'
import { addFirstOwner } from './add-user.ts'

import { joinRoutes } from './join-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { passwordFault } from './password-rules.ts'
import { endSession } from './sessions.ts'
import { isSetupToken } from './setup.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signInThrottle } from './sign-in-throttle.ts'
import { newUserFields } from './user-fields.ts'

const setupForm = z.strictObject(newUserFields)

/** Everything about one's own account: making the first one, joining, signing in and out, password, second factor. */
export function accountRoutes(context: Context): Router {
  const router = Router()
  const throttle = signInThrottle()
  router.use(staffRouter(passwordRoutes(context, throttle)))
  router.use(staffRouter(accountPageRoutes(context, throttle)))
  router.use(signInRoutes(context, throttle))
  router.use(joinRoutes(context))
  router.get('/', (_request, response) => showStart(context, response))
  router.get('/setup/:token', (request, response) => {
    refuseUsedUp(context, request)
    render(response, 'accounts/form', setupPage(request.path, { email: '', name: '' }))
  })
  router.post('/setup/:token', (request, response) => makeFirstOwner(context, request, response))
  router.post('/sign-out', (request, response) => {
    const token = sessionToken(context, request)
    if (token !== undefined) endSession(context, token)
    setSessionCookie(context, response, undefined)
    response.redirect(303, '/sign-in')
  })
  return router
}

function showStart(context: Context, response: Response): void {
  if (context.queries.people.count.get() === 0)
    render(response, 'accounts/first-start', staffShell({ title: 'Welcome to Comparand' }))
  else response.redirect(303, findPerson(response) ? '/studies' : '/sign-in')
}

function refuseUsedUp(context: Context, request: Request): void {
  if (!isSetupToken(context, pathPart(request, 'token')))
    throw new Refusal('not_found', 'There is no page at this address, or it was used already.')
}

async function makeFirstOwner(context: Context, request: Request, response: Response): Promise<void> {
  refuseUsedUp(context, request)
  const raw = rawForm(request.body)
  const values = { email: String(raw.email ?? ''), name: String(raw.name ?? '') }
  const read = setupForm.safeParse(raw)
  const again = (problems: Parameters<typeof setupPage>[2]) =>
    render(response, 'accounts/form', setupPage(request.path, values, problems), 422)
  if (!read.success) return again(fieldProblems(read.error))
  const fault = await passwordFault(read.data.password, [values.email, values.name])
  if (fault !== undefined) return again([{ field: 'password', message: fault }])
  try {
    const owner = await addFirstOwner(context, read.data)
    enterAs(context, request, response, owner.id)
    response.redirect(303, '/studies')
  } catch (error) {
    again(refusedProblems(error, 'email'))
  }
}
