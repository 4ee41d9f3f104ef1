import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { localPath } from '../http/local-path.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm, readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { findPerson } from '../http/require-role.ts'
import { sessionToken, setSessionCookie } from '../http/session.ts'
import { pathPart, queryText, staffRouter } from '../http/staff-router.ts'
import { staffShell } from '../http/staff-shell.ts'
import { Refusal } from '../refusal.ts'
import { setupPage, signInPage } from './account-pages.ts'
import { addFirstOwner, newUserFields } from './add-user.ts'
import { passwordRoutes } from './password-routes.ts'
import { beginSession, endSession } from './sessions.ts'
import { isSetupToken } from './setup.ts'
import { signIn } from './sign-in.ts'
import { signInThrottle } from './sign-in-throttle.ts'

const setupForm = z.strictObject(newUserFields)
const signInForm = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(200),
  next: z.string().max(500).optional(),
})

/** The pages for people without a session: the first account, signing in and out. */
export function accountRoutes(context: Context): Router {
  const router = Router()
  const throttle = signInThrottle()
  router.use(staffRouter(passwordRoutes(context, throttle)))
  router.get('/', (_request, response) => showStart(context, response))
  router.get('/setup/:token', (request, response) => {
    refuseUsedUp(context, request)
    render(response, 'accounts/setup', setupPage(request.path, { email: '', name: '' }))
  })
  router.post('/setup/:token', (request, response) => makeFirstOwner(context, request, response))
  router.get('/sign-in', (request, response) => {
    if (context.queries.people.count.get() === 0) return response.redirect(303, '/')
    render(response, 'accounts/sign-in', signInPage('', localPath(queryText(request, 'next'), '')))
  })
  router.post('/sign-in', async (request, response) => {
    const form = readForm(signInForm, request.body)
    const given = { email: form.email, password: form.password, address: request.ip ?? '' }
    const token = await signIn(context, throttle, given)
    if (token !== undefined) return enter(context, request, response, token, localPath(form.next, '/studies'))
    const problem = { field: 'email', message: 'Address and password do not go together. Check both.' }
    render(response, 'accounts/sign-in', signInPage(form.email, localPath(form.next, ''), [problem]), 422)
  })
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
  if (!read.success)
    return render(response, 'accounts/setup', setupPage(request.path, values, fieldProblems(read.error)), 422)
  try {
    const owner = await addFirstOwner(context, read.data)
    enter(context, request, response, beginSession(context, owner.id), '/studies')
  } catch (error) {
    const problems = refusedProblems(error, 'email')
    render(response, 'accounts/setup', setupPage(request.path, values, problems), 422)
  }
}

/** Goes on with a fresh session; one that the browser had before ends. */
function enter(context: Context, request: Request, response: Response, token: string, path: string): void {
  const before = sessionToken(context, request)
  if (before !== undefined) endSession(context, before)
  setSessionCookie(context, response, token)
  response.redirect(303, path)
}
