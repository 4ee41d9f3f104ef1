import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { inviteToJoin, revokeAccountLink } from './account-links.ts'
import { madeLink, peoplePage } from './people-page.ts'
import { personRoutes } from './person-routes.ts'
import { newUserFields, roleFields } from './user-fields.ts'

const personForm = z.strictObject({ name: newUserFields.name, email: newUserFields.email, ...roleFields })

/** The owner's pages of people. */
export function peopleRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/people',
      act: 'accounts',
      handle: (request, response) => {
        const page = peoplePage(context, requirePerson(response), { done: queryText(request, 'done') })
        render(response, 'accounts/people', page)
      },
    },
    {
      method: 'post',
      path: '/people',
      act: 'accounts',
      handle: (request, response) => invitePerson(context, request, response),
    },
    {
      method: 'post',
      path: '/people/links/:id/revoke',
      act: 'accounts',
      handle: (request, response) => {
        revokeAccountLink(context, Number(pathPart(request, 'id')), requirePerson(response).email)
        response.redirect(303, '/people?done=account-link-revoked')
      },
    },
    ...personRoutes(context),
  ]
}

function invitePerson(context: Context, request: Request, response: Response): void {
  const person = requirePerson(response)
  const raw = rawForm(request.body)
  const text = (name: string) => String(raw[name] ?? '')
  const values = { name: text('name'), email: text('email'), role: text('role'), society: text('society') }
  const read = personForm.safeParse(raw)
  if (!read.success) {
    const problems = fieldProblems(read.error)
    render(response, 'accounts/people', peoplePage(context, person, { values, problems }), 422)
    return
  }
  try {
    const path = inviteToJoin(context, read.data, person.email)
    const made = madeLink(context, path, read.data.email, 'join')
    render(response, 'accounts/people', peoplePage(context, person, { made }))
  } catch (error) {
    const field = read.data.society === undefined ? 'email' : 'society'
    const problems = refusedProblems(error, field)
    render(response, 'accounts/people', peoplePage(context, person, { values, problems }), 422)
  }
}
