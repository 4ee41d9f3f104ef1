import type { Request, Response } from 'express'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { forgottenJobPage, jobPage } from './job-page.ts'

/** The pages on which people watch what takes long. */
export function jobRoutes(context: Context): StaffRoute[] {
  const handle: StaffRoute['handle'] = (request, response) => showJob(context, request, response)
  return [
    { method: 'get', path: '/studies/:slug/jobs/:job', act: 'read', handle },
    { method: 'get', path: '/jobs/:job', act: 'read', handle },
  ]
}

function showJob(context: Context, request: Request, response: Response): void {
  const person = requirePerson(response)
  const slug = pathPart(request, 'slug') || undefined
  const id = pathPart(request, 'job')
  const job = context.jobs.byId.get(id)
  if (!job || job.slug !== slug) {
    if (!/^[0-9a-f]{16}$/.test(id)) throw new Refusal('not_found', 'There is no page at this address.')
    render(response, 'jobs/job', forgottenJobPage(context, person, request.path, slug), 410)
    return
  }
  if (!mayDo(person, job.act)) throw new Refusal('forbidden', 'Your role does not include this.')
  if (job.result !== undefined) response.redirect(303, job.result)
  else render(response, 'jobs/job', jobPage(context, person, job))
}
