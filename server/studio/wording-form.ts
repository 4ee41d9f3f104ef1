import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { type RawForm, rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy } from '../studies/study-visit.ts'
import { publishMinor, reword } from './minor-version.ts'
import { textOf } from './topic-form.ts'
import { type WordingVisit, withVersion, wordingLookPage, wordingPage } from './wording-page.ts'

/** The pages that correct the wording of a live study. */
export function wordingRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/wording'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle(request, response) {
        const visit = openStudy(context, request, response)
        const wording = withVersion(context, visit, queryText(request, 'language'))
        render(response, 'studio/wording', wordingPage(wording))
      },
    },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => rewordFromForm(context, request, response),
    },
  ]
}

/** Shows what would change, or saves it as a minor version. */
function rewordFromForm(context: Context, request: Request, response: Response): void {
  const form = rawForm(request.body)
  const visit = withVersion(context, openStudy(context, request, response), textOf(form, 'language'))
  const wordings = wordingsOf(form)
  const from = textOf(form, 'version')
  if (!/^\d{1,12}$/.test(from)) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  const looked = look(visit, wordings, response)
  if (!looked) return
  if (textOf(form, 'act') !== 'save') {
    render(response, 'studio/wording-look', wordingLookPage(visit, looked, wordings))
    return
  }
  const reason = textOf(form, 'reason').trim().slice(0, 1000)
  try {
    publishMinor(context, visit.study.slug, { from: Number(from), wordings, reason }, visit.person.email)
  } catch (error) {
    const again = { reason, problems: refusedProblems(error, 'reason') }
    render(response, 'studio/wording-look', wordingLookPage(visit, looked, wordings, again), 422)
    return
  }
  response.redirect(303, `${visit.base}?done=reworded`)
}

/** Returns the changes; where one is too large or there is none, the texts are shown again as they were typed. */
function look(visit: WordingVisit, wordings: ReadonlyMap<string, string>, response: Response) {
  try {
    const { changes } = reword(visit.version.definition, wordings)
    if (changes.length === 0) throw new Refusal('invalid', 'No text is different.')
    return changes
  } catch (error) {
    const problems = refusedProblems(error, 'wording').map(({ message }) => ({ field: undefined, message }))
    render(response, 'studio/wording', wordingPage(visit, wordings, problems), 422)
    return undefined
  }
}

function wordingsOf(form: RawForm): Map<string, string> {
  const own = ['act', 'version', 'language', 'reason']
  return new Map(
    Object.keys(form)
      .filter((name) => !own.includes(name))
      .map((name) => [name, textOf(form, name).replaceAll('\r\n', '\n').trim()]),
  )
}
