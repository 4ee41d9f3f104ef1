import type { Request, Response } from 'express'
import { z } from 'zod'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { jobPath } from '../jobs/jobs.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { keepPlan } from './keep-plan.ts'
import { planForm } from './plan-form.ts'
import { findExpectations, startSimulation } from './simulated-plans.ts'
import { simulatorPage } from './simulator-page.ts'

const keepForm = z.object({
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  stoppingRule: z
    .string()
    .trim()
    .min(1, 'Say when collecting answers ends')
    .max(1000, 'Use at most 1,000 characters'),
})

/** Planning a study before anybody is asked: the simulator. */
export function planningRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/simulator'
  return [
    { method: 'get', path, act: 'read', handle: (request, response) => show(context, request, response) },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => simulate(context, request, response),
    },
    {
      method: 'post',
      path: `${path}/keep`,
      act: 'steer',
      handle: (request, response) => keep(context, request, response),
    },
  ]
}

/** A plan stands in the address, so that it can be sent to a colleague; showing it simulates nothing. */
function show(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const { done: _done, ...fields } = rawForm(request.query)
  const read = planForm.safeParse(fields)
  if (Object.keys(fields).length === 0) showPage(context, visit, response, {})
  else if (read.success)
    showPage(context, visit, response, { fields: texts(fields), found: findExpectations(context, read.data) })
  else showWrong(context, visit, response, { fields: texts(fields), problems: fieldProblems(read.error) })
}

function simulate(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const fields = rawForm(request.body)
  const read = planForm.safeParse(fields)
  const result = `${visit.base}/simulator?${new URLSearchParams(texts(fields))}`
  if (!read.success)
    showWrong(context, visit, response, { fields: texts(fields), problems: fieldProblems(read.error) })
  else if (findExpectations(context, read.data)) response.redirect(303, result)
  else response.redirect(303, jobPath(startSimulation(context, visit, read.data, result)))
}

const forgotten =
  'The program was restarted since. Simulate the plan again, then keep it; the same seed gives the same result.'

function keep(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const { revision, stoppingRule, ...raw } = rawForm(request.body)
  const fields = texts(raw)
  const plan = planForm.safeParse(raw)
  const kept = keepForm.safeParse({ revision, stoppingRule })
  const found = plan.success ? findExpectations(context, plan.data) : undefined
  if (!plan.success || !kept.success || !found) {
    const wrong = plan.error ?? kept.error
    const problems = wrong ? fieldProblems(wrong) : [{ field: 'surgeons', message: forgotten }]
    showWrong(context, visit, response, { fields, problems, found })
    return
  }
  try {
    keepPlan(context, visit.study.slug, { ...kept.data, found }, visit.person.email)
    response.redirect(303, `${visit.base}/simulator?done=plan-kept`)
  } catch (error) {
    showWrong(context, visit, response, { fields, problems: refusedProblems(error, 'stoppingRule'), found })
  }
}

function showWrong(
  context: Context,
  visit: StudyVisit,
  response: Response,
  given: Omit<Parameters<typeof simulatorPage>[2], 'maySimulate'>,
): void {
  showPage(context, visit, response, given, 422)
}

function showPage(
  context: Context,
  visit: StudyVisit,
  response: Response,
  given: Omit<Parameters<typeof simulatorPage>[2], 'maySimulate'>,
  status = 200,
): void {
  const maySimulate = mayDo(visit.person, 'steer')
  render(response, 'planning/simulator', simulatorPage(context, visit, { ...given, maySimulate }), status)
}

function texts(fields: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}
