import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { closingTimePage } from './close-pages.ts'
import { closeTimeFormFields, statedCloseTime } from './close-time-fields.ts'
import { setCloseTime } from './study-transitions.ts'
import { openStudy } from './study-visit.ts'

const closingTimeForm = z.strictObject(closeTimeFormFields)

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
