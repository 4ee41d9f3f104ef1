import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { sendPicture } from '../figures/send-picture.ts'
import { render } from '../http/render.ts'
import { sendCsv } from '../http/send-csv.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { noticeOf } from '../studies/simulated.ts'
import { openStudy } from '../studies/study-visit.ts'
import { fieldworkCsv } from './fieldwork-csv.ts'
import { flowPicture, funnelPage } from './funnel-page.ts'
import { linkPages } from './links-csv.ts'
import { listRoutes } from './list-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { openLinkRoutes } from './open-link-routes.ts'
import { privacyRoutes } from './privacy-routes.ts'
import { sampleRoutes } from './sample-routes.ts'

/** The pages of members, links and the funnel. */
export function fieldworkRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/fieldwork',
      act: 'read',
      handle: (request, response) =>
        render(response, 'fieldwork/funnel', funnelPage(context, openStudy(context, request, response))),
    },
    {
      method: 'get',
      path: '/studies/:slug/fieldwork/flow.:kind',
      act: 'read',
      handle: (request, response) => sendFlow(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/fieldwork.csv',
      act: 'read',
      handle: (request, response) => sendTable(context, request, response, 'to-hand-on'),
    },
    {
      method: 'get',
      path: '/studies/:slug/fieldwork-all-counts.csv',
      act: 'identities',
      handle: (request, response) => sendTable(context, request, response, 'all-counts'),
    },
    {
      method: 'get',
      path: '/studies/:slug/links.csv',
      act: 'identities',
      handle: (request, response) => sendLinks(context, request, response, 'all'),
    },
    {
      method: 'get',
      path: '/studies/:slug/links-unfinished.csv',
      act: 'identities',
      handle: (request, response) => sendLinks(context, request, response, 'unfinished'),
    },
    // Before the routes of one member: `lists` and `samples` are no number of a member.
    ...listRoutes(context),
    ...sampleRoutes(context),
    ...memberRoutes(context),
    ...openLinkRoutes(context),
    ...privacyRoutes(context),
  ]
}

async function sendFlow(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const kind = requirePictureKind(pathPart(request, 'kind'))
  const picture = flowPicture(context, visit)
  await sendPicture(request, response, picture, {
    kind,
    saveAs: `${visit.study.slug}-${picture.name}`,
    simulated: noticeOf(visit),
  })
}

function sendTable(
  context: Context,
  request: Request,
  response: Response,
  counts: 'to-hand-on' | 'all-counts',
): Promise<void> {
  const visit = openStudy(context, request, response)
  const name = counts === 'all-counts' ? 'fieldwork-all-counts' : 'fieldwork'
  return sendCsv(response, `${visit.study.slug}-${name}.csv`, [fieldworkCsv(context, visit, counts)])
}

async function sendLinks(
  context: Context,
  request: Request,
  response: Response,
  who: 'all' | 'unfinished',
): Promise<void> {
  const { study, person } = openStudy(context, request, response)
  const pages = linkPages(context, study.slug, person.society, who)
  // Whoever only looks at the headers takes no link away.
  if (request.method !== 'HEAD')
    await context.write(() => logEvent(context, person.email, 'links downloaded', study.id, { who }))
  await sendCsv(response, `${study.slug}-links${who === 'all' ? '' : '-unfinished'}.csv`, pages)
}
