import { type ErrorRequestHandler, Router } from 'express'
import type { Context } from '../context.ts'
import { showErrors } from '../http/errors.ts'
import { readMeasuredForm } from '../http/read-measured-form.ts'
import { sendMedia } from '../http/send-media.ts'
import { Refusal } from '../refusal.ts'
import { mediaFiles } from '../studies/media/media-files.ts'
import { blockStep } from './block-page.ts'
import { addTestComments } from './comment-routes.ts'
import { consentStep } from './consent-page.ts'
import { addEndRoutes } from './end-routes.ts'
import { roomOf } from './form-room.ts'
import { addKeepRoutes } from './keep-routes.ts'
import { openLink, senderOf } from './open-link.ts'
import { addFormStep, send, tokenOf } from './page-flow.ts'
import { pairStep } from './pair-page.ts'
import { practiceStep } from './practice-page.ts'
import { questionStep } from './question-page.ts'
import { ratingStep } from './rating-page.ts'
import { mayOpen } from './reachable.ts'
import { addStartRoutes } from './start-routes.ts'
import { SurveyRefusal } from './survey-refusal.ts'
import { type LinkOwner, showTrouble } from './trouble-page.ts'

/** The surgeon's pages. Every POST is one transaction and answers 303, or the same page with what to correct. */
export function respondRoutes(context: Context): Router {
  const router = Router()
  router.use(readMeasuredForm((path) => roomOf(context, path)))
  // The pair page first: nine of ten requests are for it.
  addFormStep(router, context, '/:token/pairs/:seq', pairStep, mayOpen)
  addFormStep(router, context, '/:token/consent', consentStep, mayOpen)
  addFormStep(router, context, '/:token/disclosure', questionStep('disclosure'), mayOpen)
  addFormStep(router, context, '/:token/procedure/:target', questionStep('procedure'), mayOpen)
  addFormStep(router, context, '/:token/experience', questionStep('experience'), mayOpen)
  addFormStep(router, context, '/:token/practice', practiceStep, mayOpen)
  addFormStep(router, context, '/:token/blocks/:block', blockStep, mayOpen)
  addFormStep(router, context, '/:token/ratings/:n', ratingStep, mayOpen)
  for (const page of ['times', 'reference', 'materials', 'about'] as const)
    addFormStep(router, context, `/:token/${page}`, questionStep(page), mayOpen)
  router.get('/:token/media/:file', (request, response) => {
    const { definition } = openLink(context, tokenOf(request), undefined, true)
    if (!mediaFiles(definition).has(request.params.file))
      throw new Refusal('not_found', 'There is no such file.')
    sendMedia(context, request, response, request.params.file)
  })
  // Before the start of personal links: it takes what is handed around and passes the others on.
  addKeepRoutes(router, context)
  addStartRoutes(router, context)
  addEndRoutes(router, context)
  addTestComments(router, context)
  // A browser that opens its tabs again asks for the address that a form was last sent to.
  router.get(
    ['start', 'finish', 'results', 'language', 'comment'].map((form) => `/:token/${form}`),
    (request, response) => {
      send(response, { go: openLink(context, tokenOf(request), request.query.lang, true).base })
    },
  )
  router.use(() => {
    throw new Refusal('not_found', 'There is no such page.')
  })
  return router
}

/** Shows what went wrong under /r to a surgeon, also where the site refused before the routes were reached. */
export function surveyErrors(context: Context): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    showErrors(context, (asked, answered, failure) => {
      showTrouble(asked, answered, failure, { error, owner: linkOwner(context, asked.originalUrl) })
    })(error, request, response, next)
  }
}

/** Whose link an address holds, so that they can read what went wrong and know whom to ask. */
function linkOwner(context: Context, address: string): LinkOwner | undefined {
  const token = /^\/r\/([a-z2-7]{34})/i.exec(address)?.[1]
  if (token === undefined) return undefined
  try {
    const { language, definition, invitation } = openLink(context, token)
    return { language, sender: senderOf(definition, invitation) }
  } catch (error) {
    return error instanceof SurveyRefusal ? error : undefined
  }
}
