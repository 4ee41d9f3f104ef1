import express, { type ErrorRequestHandler, Router } from 'express'
import type { Context } from '../context.ts'
import { showErrors } from '../http/errors.ts'
import { sendMedia } from '../http/send-media.ts'
import { Refusal } from '../refusal.ts'
import { mediaFiles } from '../studies/media/media-files.ts'
import type { Language } from '../words/languages.ts'
import { blockStep } from './block-page.ts'
import { addTestComments } from './comment-routes.ts'
import { consentStep } from './consent-page.ts'
import { addEndRoutes } from './end-routes.ts'
import { addKeepRoutes } from './keep-routes.ts'
import { openLink } from './open-link.ts'
import { addFormStep, tokenOf } from './page-flow.ts'
import { pairStep } from './pair-page.ts'
import { practiceStep } from './practice-page.ts'
import { questionStep } from './question-page.ts'
import { ratingStep } from './rating-page.ts'
import { mayOpen } from './reachable.ts'
import { addStartRoutes } from './start-routes.ts'
import { showTrouble } from './trouble-page.ts'

/** The surgeon's pages. Every POST is one transaction and answers 303, or the same page with what to correct. */
export function respondRoutes(context: Context): Router {
  const router = Router()
  router.use(express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 200 }))
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
  router.use(() => {
    throw new Refusal('not_found', 'There is no such page.')
  })
  return router
}

/** Shows what went wrong under /r to a surgeon, also where the site refused before the routes were reached. */
export function surveyErrors(context: Context): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    showErrors(context, (asked, answered, failure) => {
      showTrouble(asked, answered, failure, { error, language: linkLanguage(context, asked.originalUrl) })
    })(error, request, response, next)
  }
}

/** The language of the person whose link it is, so that they can read what went wrong; undefined when it names nobody. */
function linkLanguage(context: Context, address: string): Language | undefined {
  const token = /^\/r\/([a-z2-7]{34})/i.exec(address)?.[1]
  if (token === undefined) return undefined
  try {
    return openLink(context, token).language
  } catch {
    return undefined
  }
}
