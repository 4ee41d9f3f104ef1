import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { deviceOf } from '../http/enter.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { setSessionCookie } from '../http/session.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { passwordPage } from './account-pages.ts'
import { changePassword } from './change-password.ts'
import { passwordFault } from './password-rules.ts'
import { beginSession } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

const passwordForm = z.strictObject({
  present: z.string().max(200),
  password: z.string().max(1000),
})

/** Everybody's page to change their own password. */
export function passwordRoutes(context: Context, throttle: SignInThrottle): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/password',
      act: 'read',
      handle: (_request, response) =>
        render(response, 'accounts/form', passwordPage(requirePerson(response))),
    },
    {
      method: 'post',
      path: '/password',
      act: 'read',
      handle: (request, response) => change(context, throttle, request, response),
    },
  ]
}

async function change(
  context: Context,
  throttle: SignInThrottle,
  request: Request,
  response: Response,
): Promise<void> {
  const person = requirePerson(response)
  const form = readForm(passwordForm, request.body)
  const address = request.ip ?? ''
  const fault = await passwordFault(form.password, [person.email, person.name])
  if (fault !== undefined) {
    const problem = { field: 'password', message: fault }
    return render(response, 'accounts/form', passwordPage(person, [problem]), 422)
  }
  // Whoever finds a screen unlocked must not guess the password here instead.
  throttle.begin(person.email, address, context.now())
  try {
    await changePassword(context, person, { present: form.present, next: form.password })
  } catch (error) {
    render(response, 'accounts/form', passwordPage(person, refusedProblems(error, 'present')), 422)
    return
  }
  throttle.succeed(person.email, address)
  setSessionCookie(context, response, beginSession(context, person.id, deviceOf(request)))
  response.redirect(303, '/studies?done=password')
}
