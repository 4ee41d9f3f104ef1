import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from '../studies/canonical-json.ts'
import { closeTimeFormFields, statedTimes } from '../studies/close-time-fields.ts'
import { publishStudy } from '../studies/lifecycle.ts'
import { setTimes, WrongTime } from '../studies/study-times.ts'
import { openStudy } from '../studies/study-visit.ts'
import { openLanguages } from './languages-form.ts'
import { publishChecks } from './publish-checks.ts'
import { publishPage } from './publish-page.ts'
import { type StudioVisit, withDraft } from './shell.ts'

const publishForm = z.strictObject({ sha256: z.string().length(64), ...closeTimeFormFields })

/** Shows the checklist. */
export function showPublish(context: Context, request: Request, response: Response): void {
  render(response, 'studio/publish', publishPage(context, openLanguages(context, request, response)))
}

/** Publishes the definition that the person saw, with its closing time, or shows what is in the way. */
export function publishFromForm(context: Context, request: Request, response: Response): void {
  const form = readForm(publishForm, request.body)
  const { study, base } = openStudy(context, request, response)
  // Sent twice: the first time the study was published with this very definition.
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  if (newest?.number === 1 && newest.minor === 0 && newest.sha256 === form.sha256)
    return void response.redirect(303, `${base}?done=published`)
  const visit = openLanguages(context, request, response)
  try {
    context.transaction(() => publishSeen(context, visit, form))
  } catch (error) {
    const page = publishPage(
      context,
      withDraft(context, visit),
      form,
      refusedProblems(error, error instanceof WrongTime ? error.field : 'date'),
    )
    render(response, 'studio/publish', page, 422)
    return
  }
  response.redirect(303, `${visit.base}?done=published`)
}

function publishSeen(context: Context, visit: StudioVisit, form: z.infer<typeof publishForm>): void {
  const { study, person } = visit
  const { draft, missing } = withDraft(context, visit)
  if (sha256(canonicalJson(draft.written)) !== form.sha256)
    throw new Refusal('conflict', 'The definition was changed after this page was opened. Read it again.')
  const blocks = publishChecks(context, study.id, draft, missing).filter(({ state }) => state === 'blocks')
  if (blocks.length > 0)
    throw new Refusal(
      'invalid',
      'This study cannot be published yet.',
      blocks.map(({ text }) => text),
    )
  const times = statedTimes(form)
  if (!times.closes)
    throw new Refusal(
      'invalid',
      'Enter the closing time: surgeons see it, and the analysis plan relies on it.',
    )
  setTimes(context, study.slug, times, person.email)
  publishStudy(context, study.slug, person.email)
}
