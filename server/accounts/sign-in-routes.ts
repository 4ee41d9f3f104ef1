import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { deviceOf, enterWith } from '../http/enter.ts'
import { localPath } from '../http/local-path.ts'
import type { Problem } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { queryText } from '../http/staff-router.ts'
import { secondStepPage, signInPage } from './account-pages.ts'
import { giveSecondFactor, signIn } from './sign-in.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

const signInForm = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(200),
  next: z.string().max(500).optional(),
})
const codeForm = z.strictObject({
  ticket: z.string().max(500),
  code: z.string().max(60),
  next: z.string().max(500).optional(),
})

/** Signing in: the password, then the code where the second factor is on. */
export function signInRoutes(context: Context, throttle: SignInThrottle): Router {
  const router = Router()
  router.get('/sign-in', (request, response) => {
    if (context.queries.people.count.get() === 0) return response.redirect(303, '/')
    render(response, 'accounts/form', signInPage('', localPath(queryText(request, 'next'), '')))
  })
  router.post('/sign-in', (request, response) => checkPasswordForm(context, throttle, request, response))
  // Whoever loads the page of the code anew begins again: the ticket was in a form.
  router.get('/sign-in/code', (_request, response) => response.redirect(303, '/sign-in'))
  router.post('/sign-in/code', (request, response) => checkCodeForm(context, throttle, request, response))
  return router
}

async function checkPasswordForm(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  response: Response,
): Promise<void> {
  const form = readForm(signInForm, request.body)
  const next = localPath(form.next, '')
  const caller = { address: request.ip ?? '', device: deviceOf(request) }
  const signedIn = await signIn(context, throttle, { email: form.email, password: form.password, ...caller })
  if (signedIn === undefined) {
    const problem = { field: 'email', message: 'Address and password do not go together. Check both.' }
    return render(response, 'accounts/form', signInPage(form.email, next, [problem]), 422)
  }
  if (signedIn.step === 'second factor')
    return render(response, 'accounts/form', secondStepPage(signedIn.ticket, next))
  enterWith(context, request, response, signedIn.token)
  response.redirect(303, localPath(form.next, '/studies'))
}

async function checkCodeForm(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  response: Response,
): Promise<void> {
  const form = readForm(codeForm, request.body)
  const next = localPath(form.next, '')
  const caller = { address: request.ip ?? '', device: deviceOf(request) }
  const token = await giveSecondFactor(context, throttle, { ticket: form.ticket, code: form.code, ...caller })
  if (token === 'expired') {
    const problem: Problem = { field: 'email', message: 'The time for the code is over. Sign in again.' }
    return render(response, 'accounts/form', signInPage('', next, [problem]), 422)
  }
  if (token === undefined) {
    const message = 'This code is not right, or it was used already. Wait for the next one of your app.'
    return render(
      response,
      'accounts/form',
      secondStepPage(form.ticket, next, [{ field: 'code', message }]),
      422,
    )
  }
  enterWith(context, request, response, token)
  response.redirect(303, localPath(form.next, '/studies'))
}
