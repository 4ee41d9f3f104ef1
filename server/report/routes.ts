import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { sendPicture } from '../figures/send-picture.ts'
import { render } from '../http/render.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { noticeOf } from '../studies/simulated.ts'
import { openStudy } from '../studies/study-visit.ts'
import type { ReportDocument } from './document.ts'
import { openReport } from './open-report.ts'
import { reportPage } from './report-page.ts'
import { toMarkdown } from './to-markdown.ts'

/** The report of a study: a page for paper, Markdown for a manuscript, and its pictures. */
export function reportRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/report',
      act: 'read',
      handle: (request, response) =>
        render(response, 'report/report', reportPage(context, openStudy(context, request, response))),
    },
    {
      method: 'get',
      path: '/studies/:slug/report.md',
      act: 'read',
      handle: (request, response) => sendMarkdown(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/report/:picture',
      act: 'read',
      handle: (request, response) => sendOnePicture(context, request, response),
    },
  ]
}

function sendMarkdown(context: Context, request: Request, response: Response): void {
  const { slug } = openStudy(context, request, response).study
  const report = requireReport(context, request, response)
  response.attachment(`${slug}-report.md`)
  response.setHeader('Content-Type', 'text/markdown; charset=utf-8')
  response.setHeader('Cache-Control', 'private, no-cache')
  response.end(toMarkdown(report, (name) => `${slug}-${name}.svg`))
}

function sendOnePicture(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { slug } = visit.study
  const [name = '', ending = ''] = pathPart(request, 'picture').split('.')
  const kind = requirePictureKind(ending)
  const { blocks } = requireReport(context, request, response)
  const found = blocks.find((block) => block.kind === 'picture' && block.picture.name === name)
  if (found?.kind !== 'picture') throw new Refusal('not_found', 'There is no such picture.')
  return sendPicture(request, response, found.picture, {
    kind,
    saveAs: `${slug}-${name}`,
    simulated: noticeOf(visit),
  })
}

function requireReport(context: Context, request: Request, response: Response): ReportDocument {
  const opened = openReport(context, openStudy(context, request, response))
  if (opened.state === 'written') return opened.report
  if (opened.state === 'blind') throw new Refusal('conflict', opened.sentence)
  throw new Refusal('conflict', 'The sensitivity analyses are being computed. Look again in a moment.')
}
