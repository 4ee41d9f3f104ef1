import type { Request, Response } from 'express'
import { z } from 'zod'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { fieldProblems, type Problem, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { offerNewPassword } from './account-links.ts'
import { changeRole } from './change-role.ts'
import { madeLink, personPage } from './people-page.ts'
import { turnOffFactor } from './second-factor.ts'
import { signOutEverywhere, switchPerson } from './switch-person.ts'
import { roleFields } from './user-fields.ts'

const roleForm = z.strictObject(roleFields)

/** What an owner does about one person. */
export function personRoutes(context: Context): StaffRoute[] {
  const act = (
    path: string,
    done: string,
    run: (id: number, by: PersonRow) => void,
    back = (id: number) => `/people/${id}`,
  ): StaffRoute => ({
    method: 'post',
    path: `/people/:id/${path}`,
    act: 'accounts',
    handle: (request, response) => {
      const { id } = requireRow(context, request)
      run(id, requirePerson(response))
      response.redirect(303, `${back(id)}?done=${done}`)
    },
  })
  const toList = () => '/people'
  return [
    {
      method: 'get',
      path: '/people/:id',
      act: 'accounts',
      handle: (request, response) => {
        const row = requireRow(context, request)
        const done = queryText(request, 'done')
        render(response, 'accounts/person', personPage(context, requirePerson(response), row, { done }))
      },
    },
    {
      method: 'post',
      path: '/people/:id/role',
      act: 'accounts',
      handle: (request, response) => giveRole(context, request, response),
    },
    {
      method: 'post',
      path: '/people/:id/password-link',
      act: 'accounts',
      handle: (request, response) => {
        const row = requireRow(context, request)
        const by = requirePerson(response)
        const path = offerNewPassword(context, row.id, by.email)
        const made = madeLink(context, path, row.email, 'password')
        render(response, 'accounts/person', personPage(context, by, row, { made }))
      },
    },
    act('sign-out', 'person-signed-out', (id, by) => signOutEverywhere(context, id, by)),
    act('second-factor-off', 'person-factor-off', (id, by) => turnOffFactor(context, id, by.email)),
    act('off', 'person-off', (id, by) => switchPerson(context, id, 'off', by), toList),
    act('on', 'person-on', (id, by) => switchPerson(context, id, 'on', by), toList),
  ]
}

function giveRole(context: Context, request: Request, response: Response): void {
  const row = requireRow(context, request)
  const by = requirePerson(response)
  const again = (problems: Problem[]) =>
    render(response, 'accounts/person', personPage(context, by, row, { problems }), 422)
  const read = roleForm.safeParse(rawForm(request.body))
  if (!read.success) {
    again(fieldProblems(read.error))
    return
  }
  try {
    changeRole(context, row.id, read.data, by)
    response.redirect(303, `/people/${row.id}?done=role-changed`)
  } catch (error) {
    again(refusedProblems(error, 'role'))
  }
}

function requireRow(context: Context, request: Request): PersonRow {
  const row = context.queries.people.find.get(Number(pathPart(request, 'id')))
  if (!row) throw new Refusal('not_found', 'There is no such person.')
  return row
}
