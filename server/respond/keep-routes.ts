import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { nextStep } from './next-step.ts'
import { openLink, type StartedVisit } from './open-link.ts'
import { freshStamp, newStamp, startOpen } from './open-start.ts'
import { goOn, hasStarted, send, tokenOf } from './page-flow.ts'
import type { KeepPage } from './pages.ts'
import { canMailLink, mailReturnLink } from './return-mail.ts'
import { deviceOf } from './start-routes.ts'
import { visitShell } from './visit-shell.ts'
import { welcomePage } from './welcome-page.ts'

const startForm = z.strictObject({ stamp: z.string().max(80), website: z.string().max(500) })
const mailForm = z.strictObject({ email: z.string().trim().max(300) })
const yearMs = 365 * 86_400_000

/** The start by a link that is handed around, and the page that gives its person a link of their own. */
export function addKeepRoutes(router: Router, context: Context): void {
  router.get('/:token', (request, response, next) => {
    const visit = openLink(context, tokenOf(request), request.query.lang, true)
    if (!visit.isShared) return next()
    const begun = hasDeviceMark(request, visit.study.id)
    render(
      response,
      'respond/welcome',
      welcomePage(context, visit, { stamp: newStamp(context, visit), begun }),
    )
  })

  router.post('/:token/start', async (request, response, next) => {
    if (!openLink(context, tokenOf(request), request.query.lang).isShared) return next()
    const form = readForm(startForm, request.body)
    const device = deviceOf(request)
    const { outcome, visit } = await context.write(() => {
      const visit = openLink(context, tokenOf(request), request.query.lang)
      const startedHereBefore = hasDeviceMark(request, visit.study.id)
      return { visit, outcome: startOpen(context, visit, form, { device, startedHereBefore }) }
    })
    if (outcome === 'again') {
      const shown = { stamp: freshStamp(context, visit, form.stamp), begun: false, again: true }
      return render(response, 'respond/welcome', welcomePage(context, visit, shown), 422)
    }
    markDevice(context, response, visit.study.id)
    send(response, { go: `${outcome.base}/keep` })
  })

  router.get('/:token/keep', (request, response) => {
    const visit = openLink(context, tokenOf(request))
    if (!hasStarted(visit)) return send(response, { go: visit.base })
    if (!isOpenStart(context, visit)) return send(response, goOn(context, visit))
    render(response, 'respond/keep', keepPage(context, visit, { sent: request.query.mail === 'sent' }))
  })

  router.post('/:token/keep', async (request, response) => {
    const { email } = readForm(mailForm, request.body)
    const visit = openLink(context, tokenOf(request))
    if (!hasStarted(visit) || !isOpenStart(context, visit)) return send(response, { go: visit.base })
    const outcome = await mailReturnLink(context, visit, email)
    if (outcome === 'sent') return send(response, { go: `${visit.base}/keep?mail=sent#mail` })
    const problem = outcome === 'wrong' ? visit.words.resultsWrong : visit.words.keepMailFailed
    render(response, 'respond/keep', keepPage(context, visit, { sent: false, problem, typed: email }), 422)
  })

  // Nobody declines for everybody who has the link.
  for (const method of ['get', 'post'] as const)
    router[method](['/:token/decline', '/:token/declined'], (request, response, next) => {
      const visit = openLink(context, tokenOf(request), request.query.lang)
      if (!visit.isShared) return next()
      send(response, { go: `${visit.base}?lang=${visit.language}` })
    })
}

function isOpenStart(context: Context, visit: StartedVisit): boolean {
  return context.queries.openLinks.isOpenStart.get(visit.invitation.id) === 1
}

function keepPage(
  context: Context,
  visit: StartedVisit,
  { sent, problem, typed = '' }: { sent: boolean; problem?: string; typed?: string },
): KeepPage {
  const { words, base } = visit
  const hasErrors = problem !== undefined
  return {
    ...visitShell(visit, words.keepHeading, 'by-own-form', { page: 'keep', hasErrors }),
    heading: words.keepHeading,
    link: `${context.config.baseUrl}${base}`,
    mail: { action: canMailLink(context) ? `${base}/keep` : undefined, sent, problem, typed },
    next: `${base}/${nextStep(context, visit.respondent, visit.definition)}`,
  }
}

/** A mark without a number: it says that somebody began this study on this device, and nothing else. */
function hasDeviceMark(request: Request, studyId: number): boolean {
  return (request.headers.cookie ?? '').split(';').some((part) => part.trim() === `begun-${studyId}=1`)
}

function markDevice(context: Context, response: Response, studyId: number): void {
  const secure = context.config.baseUrl.startsWith('https:')
  response.cookie(`begun-${studyId}`, '1', {
    httpOnly: true,
    sameSite: 'lax',
    path: '/r',
    secure,
    maxAge: yearMs,
  })
}
