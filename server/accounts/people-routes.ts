import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { addUser, newUserFields } from './add-user.ts'
import { peoplePage } from './people-page.ts'
import { switchPerson } from './switch-person.ts'

const personForm = z.strictObject({
  ...newUserFields,
  role: z.enum(['owner', 'coordinator', 'analyst', 'auditor'], 'Choose a role'),
  society: z
    .string()
    .trim()
    .transform((slug) => (slug === '' ? undefined : slug)),
})

/** The owner's page of people. */
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
      handle: (request, response) => addPerson(context, request, response),
    },
    ...(['off', 'on'] as const).map(
      (way): StaffRoute => ({
        method: 'post',
        path: `/people/:id/${way}`,
        act: 'accounts',
        handle: (request, response) => {
          switchPerson(context, Number(pathPart(request, 'id')), way, requirePerson(response))
          response.redirect(303, `/people?done=person-${way}`)
        },
      }),
    ),
  ]
}

async function addPerson(context: Context, request: Request, response: Response): Promise<void> {
  const person = requirePerson(response)
  const raw = rawForm(request.body)
  const text = (name: string) => String(raw[name] ?? '')
  const values = { name: text('name'), email: text('email'), role: text('role'), society: text('society') }
  const read = personForm.safeParse(raw)
  if (!read.success) {
    const problems = fieldProblems(read.error)
    return render(response, 'accounts/people', peoplePage(context, person, { values, problems }), 422)
  }
  try {
    await addUser(context, read.data, person.email)
    response.redirect(303, '/people?done=person-added')
  } catch (error) {
    const problems = refusedProblems(error, 'email')
    render(response, 'accounts/people', peoplePage(context, person, { values, problems }), 422)
  }
}
