import type { Request, Response } from 'express'
import { z } from 'zod'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { sessionToken } from '../http/session.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { accountPage, recoveryCodesPage, secondFactorPage } from './account-page.ts'
import { passwordPage } from './account-pages.ts'
import { checkPassword } from './passwords.ts'
import { hasFactor, offerFactor, readOffer, turnOffFactor, turnOnFactor } from './second-factor.ts'
import { endOtherSessions, endSessionOf } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

const turnOnForm = z.strictObject({
  sealed: z.string().max(500),
  code: z.string().max(60),
  present: z.string().max(200),
})
const turnOffForm = z.strictObject({ present: z.string().max(200) })
const wrongPassword: Problem = { field: 'present', message: 'The present password is not right.' }

/** Everybody's own account: second factor and sessions. */
export function accountPageRoutes(context: Context, throttle: SignInThrottle): StaffRoute[] {
  const page = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path,
    act: 'read',
    handle,
  })
  return [
    page('get', '/account', (request, response) => {
      const token = sessionToken(context, request)
      const shown = accountPage(context, requirePerson(response), token, queryText(request, 'done'))
      render(response, 'accounts/account', shown)
    }),
    page('post', '/account/sessions/:id/end', (request, response) => {
      endSessionOf(context, requirePerson(response), pathPart(request, 'id'))
      response.redirect(303, '/account?done=session-ended')
    }),
    page('post', '/account/sessions/end-others', (request, response) => {
      endOtherSessions(context, requirePerson(response), sessionToken(context, request)!)
      response.redirect(303, '/account?done=sessions-ended')
    }),
    page('get', '/account/second-factor', (_request, response) => {
      const person = requirePerson(response)
      if (hasFactor(context, person.id)) return response.redirect(303, '/account')
      render(response, 'accounts/second-factor', secondFactorPage(person, offerFactor(context, person)))
    }),
    page('post', '/account/second-factor', (request, response) =>
      turnOn(context, throttle, request, response),
    ),
    page('get', '/account/second-factor/off', (_request, response) =>
      render(response, 'accounts/form', turnOffPage(requirePerson(response))),
    ),
    page('post', '/account/second-factor/off', (request, response) =>
      turnOff(context, throttle, request, response),
    ),
  ]
}

async function turnOn(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  response: Response,
): Promise<void> {
  const person = requirePerson(response)
  const form = readForm(turnOnForm, request.body)
  const offer = readOffer(context, person, form.sealed)
  const again = (problem: Problem) =>
    render(response, 'accounts/second-factor', secondFactorPage(person, offer, [problem]), 422)
  if (!(await isOwnPassword(context, throttle, request, person, form.present))) return again(wrongPassword)
  const codes = await turnOnFactor(context, person, offer, form.code)
  if (codes === undefined) {
    const message =
      'This code is not right. Check that the telephone’s clock is, and enter the code it shows now.'
    return again({ field: 'code', message })
  }
  // The answer itself shows the codes: a redirect would have to keep them somewhere on the way.
  render(response, 'accounts/recovery-codes', recoveryCodesPage(person, codes))
}

async function turnOff(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  response: Response,
): Promise<void> {
  const person = requirePerson(response)
  const form = readForm(turnOffForm, request.body)
  if (!(await isOwnPassword(context, throttle, request, person, form.present)))
    return render(response, 'accounts/form', turnOffPage(person, [wrongPassword]), 422)
  turnOffFactor(context, person.id, person.email)
  response.redirect(303, '/account?done=factor-off')
}

function turnOffPage(person: PersonRow, problems: Problem[] = []) {
  const [present] = passwordPage(person, problems).fields
  return {
    ...passwordPage(person, problems),
    title: 'Turn off the second factor',
    lead: 'From then on your password alone signs you in. The recovery codes stop working.',
    action: '/account/second-factor/off',
    button: 'Turn it off',
    fields: [present!],
  }
}

/** Whoever finds a screen unlocked must not guess the password here. */
async function isOwnPassword(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  person: PersonRow,
  password: string,
): Promise<boolean> {
  const address = request.ip ?? ''
  throttle.begin(person.email, address, context.now())
  const isRight = await checkPassword(password, context.queries.people.findPasswordHash.get(person.id))
  if (isRight) throttle.succeed(person.email, address)
  return isRight
}
