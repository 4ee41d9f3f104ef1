import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { readUpload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { openStudy } from '../studies/study-visit.ts'
import { readBounceFile } from './bounce-file.ts'
import { type BounceCounts, markBounces } from './bounces.ts'
import { bouncesPage } from './bounces-page.ts'

/** What came back. */
export function bouncesRoutes(context: Context): StaffRoute[] {
  const route = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path: `/studies/:slug/mail${path}`,
    act: 'identities',
    handle,
  })
  return [
    route('get', '/bounces', (request, response) =>
      render(response, 'mail/bounces', bouncesPage(context, openStudy(context, request, response))),
    ),
    route('post', '/bounces', (request, response) => takeBounces(context, request, response)),
  ]
}

async function takeBounces(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { study, person } = visit
  const { file } = await readUpload(request)
  if (!file) {
    const problems = [{ field: 'file', message: 'Choose a file.' }]
    return render(response, 'mail/bounces', bouncesPage(context, visit, { problems }), 422)
  }
  const { reports, others } = readBounceFile(file)
  if (reports.length === 0) {
    const message =
      'No report of a failed delivery was found in this file. Export the folder with the bounces as mbox, or one of them as eml.'
    const problems = [{ field: 'file', message }]
    return render(response, 'mail/bounces', bouncesPage(context, visit, { problems }), 422)
  }
  const scope = { studyId: study.id, society: person.society }
  const counts = await markBounces(context, reports, scope, person.email)
  render(response, 'mail/bounces', bouncesPage(context, visit, { said: saidOf(counts, others) }))
}

function saidOf({ marked, known, unknown }: BounceCounts, others: number): string {
  const parts = [
    marked === 1 ? '1 mail was marked as bounced.' : `${marked} mails were marked as bounced.`,
    ...(known > 0 ? [`${known} were known already.`] : []),
    ...(unknown > 0 ? [`${unknown} reports are about no mail of this study.`] : []),
    ...(others > 0 ? [`${others} other mails in the file were left alone.`] : []),
  ]
  return parts.join(' ')
}
