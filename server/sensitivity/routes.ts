import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { sendPicture } from '../figures/send-picture.ts'
import { refuseWhileBlind } from '../findings/blinding.ts'
import { render } from '../http/render.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { jobPath } from '../jobs/jobs.ts'
import { Refusal } from '../refusal.ts'
import { noticeOf } from '../studies/simulated.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { packOf, startPack } from './kept-pack.ts'
import type { TargetSensitivity } from './pack.ts'
import { sensitivityCsv } from './sensitivity-csv.ts'
import { sensitivityPage } from './sensitivity-page.ts'
import { sensitivityPictures } from './sensitivity-pictures.ts'

/** The page of a study's sensitivity analyses, its table and its pictures. */
export function sensitivityRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/sensitivity',
      act: 'read',
      handle: (request, response) =>
        render(
          response,
          'sensitivity/sensitivity',
          sensitivityPage(context, openStudy(context, request, response)),
        ),
    },
    {
      method: 'post',
      path: '/studies/:slug/sensitivity',
      act: 'export',
      handle: (request, response) => {
        const { study } = openStudy(context, request, response)
        refuseWhileBlind(study)
        response.redirect(303, jobPath(startPack(context, study)))
      },
    },
    {
      method: 'get',
      path: '/studies/:slug/sensitivity.csv',
      act: 'read',
      handle: (request, response) => sendTable(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/sensitivity/:picture',
      act: 'read',
      handle: (request, response) => sendOnePicture(context, request, response),
    },
  ]
}

function sendTable(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const csv = sensitivityCsv(requirePack(context, visit))
  response.attachment(`${visit.study.slug}-sensitivity.csv`)
  response.setHeader('Content-Type', 'text/csv; charset=utf-8')
  response.setHeader('Cache-Control', 'private, no-cache')
  response.end(csv)
}

function sendOnePicture(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const [name = '', ending = ''] = pathPart(request, 'picture').split('.')
  const kind = requirePictureKind(ending)
  const picture = requirePack(context, visit)
    .map(sensitivityPictures)
    .flatMap(({ forest, comparators, respondents }) => [forest, comparators, respondents])
    .find((one) => one?.name === name)
  if (!picture) throw new Refusal('not_found', 'There is no such picture.')
  return sendPicture(request, response, picture, {
    kind,
    saveAs: `${visit.study.slug}-${name}`,
    simulated: noticeOf(visit),
  })
}

/** Returns the analyses of a closed study, or refuses while there are none yet. */
function requirePack(context: Context, { study }: StudyVisit): TargetSensitivity[] {
  refuseWhileBlind(study)
  const found = packOf(context, study)
  if (found.state === 'ready') return found.targets
  throw new Refusal('conflict', 'The analyses are being computed. Look again in a moment.')
}
