import { once } from 'node:events'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { requireVersions } from '../exports/snapshot.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { allowFramesInside } from '../http/security-headers.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy } from '../studies/study-visit.ts'
import { makeTestLinks } from '../studies/test-links.ts'
import { withTestData } from './test-data.ts'
import { previewPage, tryPage } from './try-page.ts'

const resolveForm = z.strictObject({ resolved: z.enum(['yes', 'no']) })

/** Trying a study: previews, test links, what testers wrote, their answers. */
export function tryRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/try'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle: (request, response) =>
        render(response, 'studio/try', tryPage(context, openStudy(context, request, response))),
    },
    {
      method: 'post',
      path: '/studies/:slug/test-links',
      act: 'steer',
      handle(request, response) {
        const { study, person, base } = openStudy(context, request, response)
        makeTestLinks(context, study.slug, person.email)
        response.redirect(303, `${base}/try?done=test-links`)
      },
    },
    {
      method: 'get',
      path: `${path}/test-data.zip`,
      act: 'export',
      handle: (request, response) => sendTestData(context, request, response),
    },
    {
      method: 'get',
      path: `${path}/:link`,
      act: 'steer',
      handle(request, response) {
        const visit = openStudy(context, request, response)
        const page = previewPage(context, visit, numberOf(request, 'link'), queryText(request, 'width') ?? '')
        allowFramesInside(response)
        render(response, 'studio/preview', page)
      },
    },
    {
      method: 'post',
      path: `${path}/comments/:comment`,
      act: 'steer',
      handle: (request, response) => resolveComment(context, request, response),
    },
  ]
}

function numberOf(request: Request, name: string): number {
  const part = pathPart(request, name)
  if (!/^[1-9]\d{0,14}$/.test(part)) throw new Refusal('not_found', 'There is no page at this address.')
  return Number(part)
}

async function sendTestData(context: Context, request: Request, response: Response): Promise<void> {
  const { study, person } = openStudy(context, request, response)
  const name = `${study.slug}-TEST-ANSWERS.zip`
  if (request.method === 'HEAD') {
    // Whoever only looks at the headers takes no answers away: nothing is made, and nothing is written in the log.
    requireVersions(context, { slug: study.slug, mode: 'test' })
    response.attachment(name).setHeader('Cache-Control', 'private, no-store')
    response.end()
    return
  }
  await withTestData(context, study.slug, person.email, async (file) => {
    // Whoever left while the files were made gets nothing; nobody would say when it was sent.
    if (response.closed) return
    response.setHeader('Cache-Control', 'private, no-store')
    const sent = once(response, 'close')
    // The data folder may lie under a folder whose name begins with a dot, as this file does.
    response.download(file, name, { dotfiles: 'allow', cacheControl: false })
    await sent
  })
}

function resolveComment(context: Context, request: Request, response: Response): void {
  const { study, person, base, now } = openStudy(context, request, response)
  const isResolved = readForm(resolveForm, request.body).resolved === 'yes'
  const [at, by] = isResolved ? [now, person.email] : [null, null]
  const { changes } = context.queries.testComments.setResolved.run(
    at,
    by,
    numberOf(request, 'comment'),
    study.id,
  )
  if (changes === 0) throw new Refusal('not_found', 'There is no such comment.')
  response.redirect(303, `${base}/try?done=comment-resolved#comments`)
}
