import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { deletePage } from './definition-page.ts'
import { deleteDraft } from './delete-draft.ts'
import { openStudy } from './study-visit.ts'

const deleteForm = z.strictObject({ slug: z.string().trim().max(100) })

/** Deletes a draft whose short name was typed, or shows why not. */
export function deleteFromForm(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const { slug } = readForm(deleteForm, request.body)
  try {
    deleteDraft(context, visit.study.slug, slug, visit.person.email)
  } catch (error) {
    render(response, 'studies/delete', deletePage(context, visit, refusedProblems(error, 'slug')), 422)
    return
  }
  response.redirect(303, '/studies?done=draft-deleted')
}
