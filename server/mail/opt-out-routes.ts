import express, { type Request, Router } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { surveyShell } from '../respond/survey-shell.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { wordsIn } from '../words/index.ts'
import { type OptOutVisit, openOptOut, optOut } from './opt-out.ts'
import type { OptOutPage } from './pages.ts'
import { mailWords } from './texts/index.ts'

/**
 * Where mail is stopped. GET shows a page with a button, for people and for mail scanners, who open every address.
 * POST stops it, whatever it carries: mail programs send `List-Unsubscribe=One-Click` (RFC 8058), without a page, a
 * cookie or an origin, and must not be redirected.
 */
export function optOutRoutes(context: Context): Router {
  const router = Router()
  router.get('/:token', (request, response) => {
    render(response, 'respond/opt-out', optOutPage(context, tokenOf(request)))
  })
  const readBody = express.urlencoded({ extended: false, limit: '4kb' })
  router.post('/:token', readBody, async (request, response) => {
    const token = tokenOf(request)
    await context.write(() => optOut(context, token))
    const fromPage = (request.body as Record<string, unknown> | undefined)?.confirm === 'yes'
    if (fromPage) return response.redirect(303, `/optout/${token}`)
    response.type('text/plain').send('Done: this address gets no more mail from here.\n')
  })
  return router
}

function tokenOf(request: Request): string {
  const { token } = request.params
  return typeof token === 'string' ? token : ''
}

function optOutPage(context: Context, token: string): OptOutPage {
  const visit = openOptOut(context, token)
  const words = wordsIn(visit.language)
  const mine = mailWords(visit.language)
  const done = visit.since !== undefined
  const heading = done ? mine.optedOutHeading : mine.optOutHeading
  const text = done ? mine.optedOutText(masked(visit.email)) : mine.optOutText(masked(visit.email))
  return {
    ...surveyShell({
      title: heading,
      words,
      language: visit.language,
      offered: [],
      ...senderOf(context, visit),
    }),
    heading,
    paragraphs: [text],
    action: done ? undefined : `/optout/${token}`,
    confirm: mine.optOutConfirm,
  }
}

/** Enough to know one's own address by, too little to learn somebody's from a forwarded mail. */
function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}…@${domain}`
}

function senderOf(context: Context, visit: OptOutVisit) {
  const { slug } = context.queries.studies.findById.get(visit.studyId)!
  const definition = currentDefinition(context, requireStudy(context, slug))
  const own = definition.societies.find((one) => one.slug === visit.societySlug)
  return { society: own ?? definition.societies[0], contactEmail: definition.contact.email }
}
