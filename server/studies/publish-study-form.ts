import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from './canonical-json.ts'
import { closeTimeFormFields, statedCloseTime } from './close-time-fields.ts'
import { publishStudy } from './lifecycle.ts'
import { closingTimePage, publishPage } from './publish-page.ts'
import { setCloseTime } from './study-transitions.ts'
import { openStudy } from './study-visit.ts'

const publishForm = z.strictObject({ sha256: z.string().length(64), ...closeTimeFormFields })
const closingTimeForm = z.strictObject(closeTimeFormFields)

/** Publishes the definition that the person saw, with its closing time, or shows what is in the way. */
export function publishFromForm(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const form = readForm(publishForm, request.body)
  try {
    context.transaction(() => {
      const { study, person, definition } = visit
      if (sha256(canonicalJson(definition)) !== form.sha256)
        throw new Refusal(
          'conflict',
          'The definition was replaced after this page was opened. Read it again.',
        )
      if (study.state === 'draft' || study.state === 'testing')
        setCloseTime(context, study.slug, statedCloseTime(form), person.email)
      publishStudy(context, study.slug, person.email)
    })
  } catch (error) {
    const page = publishPage(context, visit, form, refusedProblems(error, 'date'))
    render(response, 'studies/publish', page, 422)
    return
  }
  response.redirect(303, `${visit.base}?done=published`)
}

/** Sets or takes away the closing time, or shows what to correct. */
export function setCloseTimeFromForm(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const form = readForm(closingTimeForm, request.body)
  try {
    setCloseTime(context, visit.study.slug, statedCloseTime(form), visit.person.email)
  } catch (error) {
    const page = closingTimePage(context, visit, form, refusedProblems(error, 'date'))
    render(response, 'studies/closing-time', page, 422)
    return
  }
  response.redirect(303, `${visit.base}?done=closing-time`)
}
