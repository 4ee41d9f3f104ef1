import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { nextTurn } from '../next-turn.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { openStudy } from '../studies/study-visit.ts'
import { funnelPage } from './funnel-page.ts'
import { linkPages } from './links-csv.ts'
import { listRoutes } from './list-routes.ts'
import { memberRoutes } from './member-routes.ts'

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
      path: '/studies/:slug/links.csv',
      act: 'identities',
      handle: (request, response) => sendLinks(context, request, response),
    },
    // Before the routes of one member: `lists` is no number of a member.
    ...listRoutes(context),
    ...memberRoutes(context),
  ]
}

async function sendLinks(context: Context, request: Request, response: Response): Promise<void> {
  const { study, person } = openStudy(context, request, response)
  // Whoever only looks at the headers takes no link away.
  if (request.method !== 'HEAD')
    await context.write(() => logEvent(context, person.email, 'links downloaded', study.id, {}))
  response.attachment(`${study.slug}-links.csv`)
  response.setHeader('Cache-Control', 'no-store')
  response.type('text/csv; charset=utf-8')
  try {
    await pipeline(Readable.from(calmly(linkPages(context, study.slug, person.society))), response)
  } catch (error) {
    // Whoever stops a download half way is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Spreadsheet programs read UTF-8 only behind a byte order mark. Others have their turn between the pages. */
async function* calmly(pages: Iterable<string>): AsyncGenerator<string> {
  yield '\uFEFF'
  for (const page of pages) {
    yield page
    await nextTurn()
  }
}
