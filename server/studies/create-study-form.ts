import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Problem, refusedProblems } from '../http/problems.ts'
import { readUpload, type Upload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { queryText } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { blankDefinition } from './definition-draft.ts'
import { replacePage } from './definition-page.ts'
import { copyStudy, createDraft, saveDraft } from './drafts.ts'
import { createStudy } from './lifecycle.ts'
import { blankSource, copySource, type NewStudyValues, newStudyPage, ownSource } from './list-pages.ts'
import { readDefinitionFile } from './read-definition-file.ts'
import { openStudy } from './study-visit.ts'
import { requireTemplate } from './templates.ts'

const slugForm = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,59}$/,
    'Enter a short name of lower-case letters, digits and -, at most 60, such as endo',
  )

/** Makes a study from the form of a new study, or shows the form again with what to correct. */
export async function createFromForm(context: Context, request: Request, response: Response): Promise<void> {
  const person = requirePerson(response)
  const upload = await readUpload(request)
  const values = valuesOf(upload)
  const again = (problems: Problem[]) =>
    render(response, 'studies/new', newStudyPage(context, person, values, problems), 422)
  const problems = problemsOf(context, values, upload.file)
  if (problems.length > 0) return again(problems)
  try {
    makeFrom(context, values, upload.file, person.email)
  } catch (error) {
    return again(refusedProblems(error, values.source === ownSource ? 'text' : 'source'))
  }
  const page = values.source === blankSource ? '/definition/about' : ''
  response.redirect(303, `/studies/${values.slug}${page}?done=created`)
}

/** Returns the form of a new study with the study chosen that the address names as the one to copy. */
export function copyOf(request: Request): NewStudyValues {
  const copy = queryText(request, 'copy')
  return { slug: '', source: copy === undefined ? '' : copySource + copy, text: '' }
}

function makeFrom(context: Context, values: NewStudyValues, file: Buffer | undefined, actor: string): void {
  const { slug, source, text } = values
  if (source === blankSource) createDraft(context, slug, blankDefinition(), actor)
  // A definition that was downloaded before it was finished comes back as it is.
  else if (source === ownSource) createDraft(context, slug, readDefinitionFile(file ?? text), actor)
  else if (source.startsWith(copySource)) copyStudy(context, source.slice(copySource.length), slug, actor)
  else createStudy(context, slug, requireTemplate(source), actor)
}

/** Replaces the definition of a draft, or shows the form again with what to correct. */
export async function replaceFromForm(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { fields, file } = await readUpload(request)
  const text = typeof fields.text === 'string' ? fields.text.trim() : ''
  try {
    if (!file && text === '') throw new Refusal('invalid', 'Choose a definition file or paste its text.')
    saveDraft(context, visit.study.slug, readDefinitionFile(file ?? text), visit.person.email)
  } catch (error) {
    const page = replacePage(visit, text, refusedProblems(error, 'text'))
    return render(response, 'studies/replace', page, 422)
  }
  response.redirect(303, `${visit.base}?done=replaced`)
}

function valuesOf({ fields }: Upload): NewStudyValues {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '')
  return { slug: text('slug'), source: text('source'), text: text('text') }
}

function problemsOf(context: Context, values: NewStudyValues, file: Buffer | undefined): Problem[] {
  const problems: Problem[] = []
  const slug = slugForm.safeParse(values.slug)
  if (!slug.success) problems.push({ field: 'slug', message: slug.error.issues[0]!.message })
  else if (values.slug === 'new' || context.queries.studies.findBySlug.get(values.slug))
    problems.push({ field: 'slug', message: `The short name ${values.slug} is taken. Enter another one` })
  if (values.source === '') problems.push({ field: 'source', message: 'Choose what to begin with' })
  if (values.source === ownSource && !file && values.text === '')
    problems.push({ field: 'file', message: 'Choose a definition file or paste its text' })
  return problems
}
