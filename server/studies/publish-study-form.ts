import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from './canonical-json.ts'
import { closeTimeFormFields, statedTimes } from './close-time-fields.ts'
import { publishStudy } from './lifecycle.ts'
import { closingTimePage, publishPage } from './publish-page.ts'
import { setTimes, WrongTime } from './study-times.ts'
import { beginClosing } from './study-transitions.ts'
import { openStudy } from './study-visit.ts'

const publishForm = z.strictObject({ sha256: z.string().length(64), ...closeTimeFormFields })
const beginClosingForm = z.strictObject({ grace: z.string().regex(/^[1-9]\d{0,4}$/) })
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
        setTimes(context, study.slug, statedTimes(form), person.email)
      publishStudy(context, study.slug, person.email)
    })
  } catch (error) {
    const page = publishPage(context, visit, form, refusedProblems(error, fieldOf(error)))
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
    setTimes(context, visit.study.slug, statedTimes(form), visit.person.email)
  } catch (error) {
    const page = closingTimePage(context, visit, form, refusedProblems(error, fieldOf(error)))
    render(response, 'studies/closing-time', page, 422)
    return
  }
  response.redirect(303, `${visit.base}?done=closing-time`)
}

/** Admits no new starts from now on. */
export function beginClosingFromForm(context: Context, request: Request, response: Response): void {
  const { study, person, base } = openStudy(context, request, response)
  const { grace } = readForm(beginClosingForm, request.body)
  beginClosing(context, study.slug, Number(grace), person.email)
  response.redirect(303, `${base}?done=closing`)
}

function fieldOf(error: unknown): string {
  return error instanceof WrongTime ? error.field : 'date'
}
