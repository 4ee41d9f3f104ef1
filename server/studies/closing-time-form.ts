import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { closingTimePage } from './close-pages.ts'
import { closeTimeFormFields, statedTimes } from './close-time-fields.ts'
import { setTimes, WrongTime } from './study-times.ts'
import { beginClosing } from './study-transitions.ts'
import { openStudy } from './study-visit.ts'

const beginClosingForm = z.strictObject({ grace: z.string().regex(/^[1-9]\d{0,4}$/) })
const closingTimeForm = z.strictObject(closeTimeFormFields)

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
  // Whoever was told another time must hear of it: that page says who, and offers the mail.
  const told =
    context.config.mail === undefined ? 0 : context.queries.recipients.countOldDate.get(visit.study.id)!
  response.redirect(303, `${visit.base}${told > 0 ? '/mail' : ''}?done=closing-time`)
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
