import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy } from '../studies/study-visit.ts'
import { blindPage } from './blind-page.ts'
import { resultsAreOpen } from './blinding.ts'
import { recordFirstLook } from './opening.ts'
import { pictureRoutes } from './picture-routes.ts'
import { qualityRoutes } from './quality-routes.ts'
import { ratingsPage } from './ratings-page.ts'
import { resultPage } from './result-page.ts'
import type { ResultVisit } from './result-shell.ts'
import { readRun } from './run-query.ts'
import { targetsPage } from './targets-page.ts'

/** The pages of a study's results and of their quality. */
export function findingsRoutes(context: Context): StaffRoute[] {
  return [
    ...qualityRoutes(context),
    {
      method: 'get',
      path: '/studies/:slug/results',
      act: 'read',
      handle: (request, response) => showResults(context, request, response, undefined),
    },
    {
      method: 'get',
      path: '/studies/:slug/results/:target',
      act: 'read',
      handle: (request, response) => showResults(context, request, response, pathPart(request, 'target')),
    },
    ...pictureRoutes(context),
  ]
}

async function showResults(
  context: Context,
  request: Request,
  response: Response,
  target: string | undefined,
): Promise<void> {
  const study = openStudy(context, request, response)
  if (!resultsAreOpen(study.study))
    return render(response, 'findings/blind', blindPage(context, study, 'Result'))
  // Whoever only looks at the headers has not looked at the results.
  if (request.method !== 'HEAD') await recordFirstLook(context, study.study, study.person.email)
  const visit: ResultVisit = { ...study, changes: readRun(request.query, study.definition.plan) }
  const { targets, ratingItems } = study.definition
  if (targets.length === 0 || target === 'ratings') {
    if (ratingItems.length === 0 || (target !== undefined && target !== 'ratings'))
      throw new Refusal('not_found', 'There is no such result.')
    return render(response, 'findings/ratings', ratingsPage(context, visit))
  }
  const only = targets.length === 1 ? targets[0]!.id : undefined
  const shown = target ?? only
  if (shown === undefined) return render(response, 'findings/targets', targetsPage(context, visit))
  const asked = { target: shown, construct: queryText(request, 'construct') }
  render(response, 'findings/result', resultPage(context, visit, asked))
}
