import type { Request, Router } from 'express'
import { z } from 'zod'
import type { Device } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { confirmPage, messagePage } from './end-pages.ts'
import { endOf, nextStep } from './next-step.ts'
import { openLink } from './open-link.ts'
import { goOn, hasStarted, send, showNext, switchLanguage, tokenOf } from './page-flow.ts'
import { startRespondent } from './start-respondent.ts'
import { welcomePage } from './welcome-page.ts'

const emptyForm = z.strictObject({})
const languageForm = z.strictObject({ language: z.string().max(10) })

/** Where a change of language comes back to: pages whose own form does not take it along. */
const pagesWithoutForm = ['done', 'refused', 'not-eligible', 'withdrawn', 'stopped', 'withdraw', 'keep']

/** Welcome, start, "this is not for me", and the change of language outside the forms. */
export function addStartRoutes(router: Router, context: Context): void {
  router.get('/:token', (request, response) => {
    const visit = openLink(context, tokenOf(request), request.query.lang, true)
    if (hasStarted(visit) && endOf(visit.respondent)) return send(response, goOn(context, visit))
    // Who declined is told what they told us; from there they may open the survey again.
    if (!hasStarted(visit) && visit.invitation.declined_at !== null && request.query.again === undefined)
      return send(response, { go: `${visit.base}/declined?lang=${visit.language}` })
    render(response, 'respond/welcome', welcomePage(context, visit))
  })

  router.post('/:token/start', async (request, response) => {
    readForm(emptyForm, request.body)
    const outcome = await context.write(() => {
      const visit = openLink(context, tokenOf(request), request.query.lang)
      const { study, invitation, language } = visit
      // Somebody who declined and starts all the same has changed their mind.
      if (invitation.declined_at !== null) context.queries.invitations.setDeclined.run(null, invitation.id)
      const respondent = startRespondent(context, { study, invitation, language, device: deviceOf(request) })
      return showNext(context, { ...visit, respondent }, nextStep(context, respondent, visit.definition))
    })
    send(response, outcome)
  })

  router.get('/:token/decline', (request, response) => {
    const visit = openLink(context, tokenOf(request), request.query.lang)
    if (hasStarted(visit)) return send(response, goOn(context, visit))
    render(response, 'respond/confirm', confirmPage(visit, 'decline'))
  })

  router.post('/:token/decline', async (request, response) => {
    readForm(emptyForm, request.body)
    const to = await context.write(() => {
      const visit = openLink(context, tokenOf(request), request.query.lang)
      if (hasStarted(visit)) return visit.base
      context.queries.invitations.setDeclined.run(visit.now, visit.invitation.id)
      return `${visit.base}/declined?lang=${visit.language}`
    })
    send(response, { go: to })
  })

  router.get('/:token/declined', (request, response) => {
    const visit = openLink(context, tokenOf(request), request.query.lang)
    if (visit.invitation.declined_at === null) return send(response, { go: visit.base })
    render(response, 'respond/message', messagePage(visit, 'declined'))
  })

  router.post('/:token/language', async (request, response) => {
    const form = readForm(languageForm, request.body)
    const base = await context.write(() => {
      const visit = openLink(context, tokenOf(request))
      if (hasStarted(visit)) switchLanguage(context, visit, form.language)
      return visit.base
    })
    const page = pagesWithoutForm.find((one) => one === request.query.page)
    send(response, { go: page === undefined ? base : `${base}/${page}` })
  })
}

/** The kind of device, from what the browser says of itself; the text itself is not kept. */
export function deviceOf(request: Request): Device {
  const agent = request.headers['user-agent'] ?? ''
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return 'tablet'
  if (/Mobi|iPhone|Android/.test(agent)) return 'phone'
  return /Windows|Macintosh|Linux|CrOS/.test(agent) ? 'desktop' : 'unknown'
}
