import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { startDataset } from '../exports/dataset-job.ts'
import { fieldProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy } from '../studies/study-visit.ts'
import { blindPage } from './blind-page.ts'
import { refuseWhileBlind, resultsAreOpen } from './blinding.ts'
import { type DecisionSubject, decide } from './decide.ts'
import { decidePage } from './decide-page.ts'
import { recordFirstLook } from './opening.ts'
import { qualityPage } from './quality-page.ts'

const decideForm = z.strictObject({
  excluded: z.enum(['yes', 'no']),
  reason: z
    .string()
    .trim()
    .min(1, 'Give the reason: it stands in the files and in the report.')
    .max(500, 'Give the reason in at most 500 characters.'),
})

/** The quality page of a study, and the decisions taken on it. */
export function qualityRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/quality/:kind/:name'
  return [
    {
      method: 'get',
      path: '/studies/:slug/quality',
      act: 'read',
      handle: (request, response) => showQuality(context, request, response),
    },
    {
      method: 'get',
      path,
      act: 'export',
      handle: (request, response) => {
        const visit = openStudy(context, request, response)
        refuseWhileBlind(visit.study)
        render(response, 'findings/decide', decidePage(context, visit, subjectOf(request)))
      },
    },
    {
      method: 'post',
      path,
      act: 'export',
      handle: (request, response) => takeDecision(context, request, response),
    },
  ]
}

async function showQuality(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  if (!resultsAreOpen(visit.study))
    return render(response, 'findings/blind', blindPage(context, visit, 'Quality'))
  if (request.method !== 'HEAD') await recordFirstLook(context, visit.study, visit.person.email)
  const choice = {
    analysis: queryText(request, 'analysis'),
    sort: queryText(request, 'sort'),
    order: queryText(request, 'order'),
    page: queryText(request, 'page'),
  }
  render(response, 'findings/quality', qualityPage(context, visit, choice))
}

async function takeDecision(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { study, definition, person, base } = visit
  const subject = subjectOf(request)
  refuseWhileBlind(study)
  const form = rawForm(request.body)
  const found = decideForm.safeParse(form)
  if (!found.success) {
    const reason = typeof form.reason === 'string' ? form.reason : ''
    const page = decidePage(context, visit, subject, { reason, problems: fieldProblems(found.error) })
    return render(response, 'findings/decide', page, 422)
  }
  const { reason, excluded } = found.data
  const decision = { ...subject, excluded: excluded === 'yes', reason }
  const isNew = await context.write(() => decide(context, study, definition, decision, person))
  // A decision makes a new dataset, from all it changes; the one before stays as it was frozen.
  if (isNew) {
    const include = definition.plan.include ?? 'completed'
    startDataset(context, { slug: study.slug, include, mode: 'live', flavour: 'script' }, person.email)
  }
  response.redirect(303, `${base}/quality?done=${decision.excluded ? 'left-out' : 'taken-back'}#decisions`)
}

function subjectOf(request: Request): DecisionSubject {
  const kind = pathPart(request, 'kind')
  if (kind !== 'respondent' && kind !== 'item') throw new Refusal('not_found', 'There is no such page.')
  return { kind, name: pathPart(request, 'name') }
}
