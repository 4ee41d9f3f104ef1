import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { makeToken, revokeToken, tokenName } from './api-tokens.ts'
import { tokensPage } from './tokens-page.ts'

const tokenForm = z.strictObject({ name: tokenName })

/** Everybody's own read-only tokens: who may download data may let a program do it. */
export function tokenRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/tokens',
      act: 'export',
      handle: (request, response) => {
        const page = tokensPage(context, requirePerson(response), { done: queryText(request, 'done') })
        render(response, 'accounts/tokens', page)
      },
    },
    {
      method: 'post',
      path: '/tokens',
      act: 'export',
      handle: (request, response) => addToken(context, request, response),
    },
    {
      method: 'post',
      path: '/tokens/:id/revoke',
      act: 'export',
      handle: async (request, response) => {
        await revokeToken(context, requirePerson(response), Number(pathPart(request, 'id')))
        response.redirect(303, '/tokens?done=token-revoked')
      },
    },
  ]
}

/** The answer itself shows the token: a redirect would have to keep it somewhere on the way. */
async function addToken(context: Context, request: Request, response: Response): Promise<void> {
  const person = requirePerson(response)
  const raw = rawForm(request.body)
  const given = String(raw.name ?? '')
  const read = tokenForm.safeParse(raw)
  if (!read.success) {
    const problems = fieldProblems(read.error)
    return render(response, 'accounts/tokens', tokensPage(context, person, { given, problems }), 422)
  }
  const { name } = read.data
  try {
    const token = await makeToken(context, person, name)
    render(response, 'accounts/tokens', tokensPage(context, person, { made: { name, token } }))
  } catch (error) {
    const problems = refusedProblems(error, 'name')
    render(response, 'accounts/tokens', tokensPage(context, person, { given, problems }), 422)
  }
}
