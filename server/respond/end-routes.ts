import type { Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { confirmPage, donePage, messagePage } from './end-pages.ts'
import { finish, withdraw } from './finish.ts'
import { endOf, nextStep } from './next-step.ts'
import { openLink, type StartedVisit } from './open-link.ts'
import { goOn, hasStarted, type Outcome, send, switchLanguage, tokenOf } from './page-flow.ts'
import { mayOpen } from './reachable.ts'
import { reviewPage } from './review-page.ts'
import { stepToCorrect } from './step-to-correct.ts'
import { wishResults } from './wish-results.ts'

const emptyForm = z.strictObject({})
const resultsForm = z.strictObject({ email: z.string().trim().max(300) })
const finishForm = z.strictObject({ language: z.string().max(10).optional() })

/** Check your answers, finish, the pages at the end, stopping and withdrawing. */
export function addEndRoutes(router: Router, context: Context): void {
  router.get('/:token/review', (request, response) => {
    const visit = openLink(context, tokenOf(request))
    if (!hasStarted(visit)) return send(response, { go: visit.base })
    if (!mayOpen(context, visit, 'review')) return send(response, goOn(context, visit))
    render(response, 'respond/review', reviewPage(context, visit))
  })

  router.post('/:token/finish', async (request, response) => {
    const form = readForm(finishForm, request.body)
    const outcome = await context.write(() => {
      const visit = openLink(context, tokenOf(request))
      if (!hasStarted(visit)) return { go: visit.base }
      if (form.language !== undefined) {
        switchLanguage(context, visit, form.language)
        return { go: `${visit.base}/review` }
      }
      if (mayOpen(context, visit, 'review')) finish(context, visit.respondent, visit.definition)
      return goOn(context, again(context, visit))
    })
    send(response, outcome)
  })

  router.get('/:token/done', (request, response) => {
    const visit = openLink(context, tokenOf(request), undefined, true)
    if (!isAt(context, visit, 'done')) return send(response, toNext(context, visit))
    const { results } = request.query
    render(response, 'respond/done', donePage(context, visit as StartedVisit, { sent: results === 'yes' }))
  })

  router.post('/:token/results', async (request, response) => {
    const { email } = readForm(resultsForm, request.body)
    const outcome = await context.write((): Outcome => {
      const visit = openLink(context, tokenOf(request), undefined, true)
      if (!isAt(context, visit, 'done')) return toNext(context, visit)
      if (wishResults(context, visit, email)) return { go: `${visit.base}/done?results=yes#results` }
      const model = donePage(context, visit as StartedVisit, { sent: false, wrong: email })
      return { page: { template: 'respond/done', model }, status: 422 }
    })
    send(response, outcome)
  })

  for (const name of ['refused', 'not-eligible', 'withdrawn'] as const) {
    router.get(`/:token/${name}`, (request, response) => {
      const visit = openLink(context, tokenOf(request), undefined, true)
      if (!isAt(context, visit, name)) return send(response, toNext(context, visit))
      const correct = name === 'not-eligible' ? stepToCorrect(context, visit as StartedVisit) : undefined
      render(response, 'respond/message', messagePage(visit, name, correct))
    })
  }

  router.get('/:token/stopped', (request, response) => {
    const visit = openLink(context, tokenOf(request))
    // Nobody is told that answers were saved who gave none, or whose way has ended.
    if (!hasStarted(visit) || endOf(visit.respondent)) return send(response, toNext(context, visit))
    render(response, 'respond/message', messagePage(visit, 'stopped'))
  })

  router.get('/:token/withdraw', (request, response) => {
    const visit = openLink(context, tokenOf(request), undefined, true)
    if (!hasStarted(visit) || visit.respondent.withdrawn_at !== null)
      return send(response, toNext(context, visit))
    render(response, 'respond/confirm', confirmPage(visit, 'withdraw'))
  })

  router.post('/:token/withdraw', async (request, response) => {
    readForm(emptyForm, request.body)
    const outcome = await context.write(() => {
      const visit = openLink(context, tokenOf(request), undefined, true)
      if (!hasStarted(visit)) return { go: visit.base }
      withdraw(context, visit.respondent)
      return goOn(context, again(context, visit))
    })
    send(response, outcome)
  })
}

/** The visit as it stands after a write. */
function again(context: Context, visit: StartedVisit): StartedVisit {
  return { ...visit, respondent: context.queries.respondents.findByInvitation.get(visit.invitation.id)! }
}

function isAt(context: Context, visit: ReturnType<typeof openLink>, step: string): boolean {
  return hasStarted(visit) && nextStep(context, visit.respondent, visit.definition) === step
}

function toNext(
  context: Context,
  visit: ReturnType<typeof openLink>,
): { go: string } | ReturnType<typeof goOn> {
  return hasStarted(visit) ? goOn(context, visit) : { go: visit.base }
}
