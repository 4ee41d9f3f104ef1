import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { enterAs } from '../http/enter.ts'
import { fieldProblems, type Problem, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart } from '../http/staff-router.ts'
import { requireAccountLink, useAccountLink } from './account-links.ts'
import { joinPage } from './account-pages.ts'
import { passwordFault } from './password-rules.ts'
import { newUserFields } from './user-fields.ts'

const { name, password } = newUserFields
const forms = { join: z.strictObject({ name, password }), password: z.strictObject({ password }) }

/** Where an account link leads: looking changes nothing, the form uses the link up. */
export function joinRoutes(context: Context): Router {
  const router = Router()
  router.get('/join/:token', (request, response) => {
    const link = requireAccountLink(context, pathPart(request, 'token'))
    render(response, 'accounts/form', joinPage(request.path, link, { name: link.name }))
  })
  router.post('/join/:token', (request, response) => join(context, request, response))
  return router
}

async function join(context: Context, request: Request, response: Response): Promise<void> {
  const token = pathPart(request, 'token')
  const link = requireAccountLink(context, token)
  const raw = rawForm(request.body)
  const given = { name: String(raw.name ?? '') }
  const again = (problems: Problem[]) =>
    render(response, 'accounts/form', joinPage(request.path, link, given, problems), 422)
  const read = forms[link.purpose].safeParse(raw)
  if (!read.success) return again(fieldProblems(read.error))
  const fault = await passwordFault(read.data.password, [link.email, given.name])
  if (fault !== undefined) return again([{ field: 'password', message: fault }])
  try {
    const person = await useAccountLink(context, token, { ...given, password: read.data.password })
    // A new password does not stand in for the second factor.
    if (link.purpose === 'password') return response.redirect(303, '/sign-in')
    enterAs(context, request, response, person.id)
    response.redirect(303, '/studies?done=joined')
  } catch (error) {
    again(refusedProblems(error, 'password'))
  }
}
