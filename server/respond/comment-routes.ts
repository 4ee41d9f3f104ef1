import type { Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import { openLink } from './open-link.ts'
import { send, tokenOf } from './page-flow.ts'

/** Characters a comment may have. */
export const longestComment = 4000

const commentForm = z.strictObject({
  // A browser counts the end of a line as one character and sends two.
  comment: z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1).max(longestComment)),
  page: z.string().max(200),
})

/** More than a tester writes; keeps a runaway script from filling the disk. */
const mostComments = 200

/** Takes what testers write about a page; only test links have the form. */
export function addTestComments(router: Router, context: Context): void {
  router.post('/:token/comment', async (request, response) => {
    const form = readForm(commentForm, request.body)
    const base = await context.write(() => {
      const visit = openLink(context, tokenOf(request), undefined, true)
      const { invitation, study, language, now } = visit
      if (invitation.kind !== 'test') throw new Refusal('not_found', 'There is no such page.')
      const { testComments } = context.queries
      if (testComments.countOfInvitation.get(invitation.id)! >= mostComments)
        throw new Refusal('too_many', 'This link has as many comments as can be kept.')
      testComments.insert.run(study.id, invitation.id, pageOf(form.page), language, form.comment, now)
      return visit.base
    })
    const page = pageOf(form.page)
    send(response, { go: page === '' ? base : `${base}/${page}` })
  })
}

/** A page of the survey's way, such as `pairs/7`; anything else is the first page. */
function pageOf(typed: string): string {
  return /^[a-z-]+(\/[A-Za-z0-9]+)?$/.test(typed) ? typed : ''
}
