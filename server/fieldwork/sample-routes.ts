import type { Request } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { sendCsv } from '../http/send-csv.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { openStudy } from '../studies/study-visit.ts'
import { sampleCsv } from './sample-csv.ts'
import { requireSample, samplePage } from './sample-page.ts'

/** A random sample of a list, and its file. */
export function sampleRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/members/samples/:sample',
      act: 'identities',
      handle: (request, response) =>
        render(
          response,
          'fieldwork/sample',
          samplePage(context, openStudy(context, request, response), numberOf(request)),
        ),
    },
    {
      method: 'get',
      path: '/studies/:slug/members/samples/:sample/draw.csv',
      act: 'identities',
      async handle(request, response) {
        const visit = openStudy(context, request, response)
        const { study, person } = visit
        const { sample } = requireSample(context, visit, numberOf(request))
        // Whoever only looks at the headers takes no address away.
        if (request.method !== 'HEAD')
          await context.write(() =>
            logEvent(context, person.email, 'sample downloaded', study.id, { sample: sample.id }),
          )
        const csv = sampleCsv(context, sample, person.society)
        await sendCsv(response, `${study.slug}-sample-${sample.id}.csv`, [csv])
      },
    },
  ]
}

function numberOf(request: Request): number {
  return Number(pathPart(request, 'sample'))
}
