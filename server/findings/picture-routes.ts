import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { sendPicture } from '../figures/send-picture.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { noticeOf } from '../studies/simulated.ts'
import { openStudy } from '../studies/study-visit.ts'
import { keptResult } from './kept-results.ts'
import { recordFirstLook } from './opening.ts'
import { readRun } from './run-query.ts'
import { requireStudyPicture } from './study-pictures.ts'

/** The files of a study's pictures; like every result they are there only after it has closed. */
export function pictureRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/pictures/:picture.:kind',
      act: 'read',
      handle: (request, response) => sendOnePicture(context, request, response),
    },
  ]
}

async function sendOnePicture(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const kind = requirePictureKind(pathPart(request, 'kind'))
  const run = readRun(request.query, visit.definition.plan)
  const result = keptResult(context, visit.study, { run })
  // A picture shows the result, too; whoever only looks at the headers has not looked.
  if (request.method !== 'HEAD') await recordFirstLook(context, visit.study, visit.person.email)
  const picture = requireStudyPicture(result, pathPart(request, 'picture'))
  await sendPicture(request, response, picture, {
    kind,
    saveAs: `${visit.study.slug}-${picture.name}`,
    simulated: noticeOf(visit),
  })
}
