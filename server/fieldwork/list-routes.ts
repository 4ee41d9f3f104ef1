import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, refusedProblems } from '../http/problems.ts'
import { rawForm } from '../http/read-form.ts'
import { readUpload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { mostSeed } from './draw-sample.ts'
import { confirmImport, type PreparedImport, prepareImport, requireOpenStudy } from './import-members.ts'
import { importedQuery, membersPage } from './members-page.ts'
import { forgetOldLists, uploadMs } from './old-lists.ts'
import { previewPage } from './preview-page.ts'
import { columnProblems, readMembers } from './read-members.ts'
import { readingChoices, readingFormFields } from './reading-form.ts'

const seedSentence = `A seed is a whole number up to ${mostSeed}.`
const confirmForm = z.strictObject({
  ...readingFormFields,
  wave: z.string('Choose a wave.').regex(/^[1-9]\d{0,2}$/, 'Choose a wave.'),
  ask: z.enum(['all', 'sample'], 'Choose whether everybody is asked or a sample.'),
  size: z
    .string('Enter how many are to be drawn, in digits.')
    .trim()
    .max(7, 'Enter how many are to be drawn, in digits.'),
  seed: z
    .string()
    .trim()
    .regex(/^\d{0,10}$/, seedSentence)
    .refine((text) => Number(text) <= mostSeed, seedSentence)
    .default(''),
  leave_out: z.enum(['yes', 'no'], 'Say whether rows that cannot be added are left out.').optional(),
})

/** What a person answers below the preview; each has a sentence of its own. */
const asked = ['wave', 'ask', 'size', 'seed', 'leave_out']

/** A list on its way: sent, looked at, read in another way, confirmed or discarded. */
export function listRoutes(context: Context): StaffRoute[] {
  const route = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path: `/studies/:slug/members${path}`,
    act: 'identities',
    handle,
  })
  return [
    route('post', '', (request, response) => takeList(context, request, response)),
    route('get', '/lists/:list', (request, response) => showPreview(context, request, response)),
    route('post', '/lists/:list', (request, response) => confirmList(context, request, response)),
    route('post', '/lists/:list/discard', (request, response) => {
      const visit = openStudy(context, request, response)
      const upload = findUpload(context, visit, request)
      if (upload) context.queries.memberLists.deleteUpload.run(upload.id)
      response.redirect(303, `${visit.base}/members?done=list-discarded`)
    }),
  ]
}

/** Keeps a list for its preview. One that cannot be read at all is refused at once, with the text kept in its field. */
async function takeList(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { fields, file, fileName } = await readUpload(request)
  const text = typeof fields.text === 'string' ? fields.text : ''
  try {
    requireOpenStudy(context, visit.study.slug)
    if (!file && text.trim() === '') throw new Refusal('invalid', 'Choose a file or paste a list.')
    const content = file ?? Buffer.from(text)
    await readMembers(content, visit.definition)
    const now = context.now()
    const id = await context.write(() => {
      const { insertUpload } = context.queries.memberLists
      forgetOldLists(context)
      return Number(insertUpload.run(visit.study.id, visit.person.id, content, fileName, now).lastInsertRowid)
    })
    response.redirect(303, `${visit.base}/members/lists/${id}`)
  } catch (error) {
    const problems = refusedProblems(error, file ? 'file' : 'text')
    render(response, 'fieldwork/members', membersPage(context, visit, { text, problems }), 422)
  }
}

async function showPreview(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const upload = requireUpload(context, visit, request)
  const choices = readingChoices(request.query)
  const { study, person } = visit
  let prepared: PreparedImport
  let problems: ReturnType<typeof refusedProblems> | undefined
  try {
    prepared = await prepareImport(context, study, upload.content, choices, person.society)
  } catch (error) {
    // Read in another way it may be no list at all: then it is shown as it was found.
    problems = refusedProblems(error, 'encoding')
    prepared = await prepareImport(context, study, upload.content, {}, person.society)
  }
  const page = previewPage(context, visit, { id: upload.id, prepared, ...(problems ? { problems } : {}) })
  render(response, 'fieldwork/preview', page, problems ? 422 : 200)
}

async function confirmList(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const upload = findUpload(context, visit, request)
  // Sent twice: the first time it was added.
  if (!upload) return response.redirect(303, `${visit.base}/members?done=list-gone`)
  const { study, person } = visit
  const raw = rawForm(request.body)
  const prepared = await prepareImport(context, study, upload.content, readingChoices(raw), person.society)
  const form = confirmForm.safeParse(raw)
  const typed = (name: string) => String(raw[name] ?? '')
  const values = { wave: typed('wave'), ask: typed('ask'), size: typed('size'), seed: typed('seed') }
  const again = (problems: ReturnType<typeof refusedProblems>) =>
    render(
      response,
      'fieldwork/preview',
      previewPage(context, visit, { id: upload.id, prepared, values, problems }),
      422,
    )
  if (columnProblems(prepared.list.reading).length > 0) return again([])
  if (!form.success) {
    // How the list is read was written into the form by us; only the last questions are a person's to answer.
    if (form.error.issues.some(({ path }) => !asked.includes(String(path[0]))))
      throw new Refusal('bad_request', 'The form did not arrive as expected. Open the list again.')
    return again(fieldProblems(form.error))
  }
  const { wave, ask, size, seed, leave_out } = form.data
  if (ask === 'sample' && !/^\d+$/.test(size))
    return again([{ field: 'size', message: 'Enter how many are to be drawn, in digits.' }])
  try {
    const done = await context.write(() => {
      if (!findUpload(context, visit, request)) return undefined
      context.queries.memberLists.deleteUpload.run(upload.id)
      const wishes = {
        wave: Number(wave),
        leaveOutWrong: leave_out === 'yes',
        listName: upload.file_name,
        ...(ask === 'sample' ? { sampleSize: Number(size) } : {}),
        ...(seed === '' ? {} : { seed: Number(seed) }),
      }
      return confirmImport(context, study.slug, prepared, wishes, person.email)
    })
    response.redirect(303, `${visit.base}/members?${done ? importedQuery(done) : 'done=list-gone'}`)
  } catch (error) {
    again(refusedProblems(error, /sample/.test(String(error)) ? 'size' : 'leave_out'))
  }
}

function findUpload(context: Context, visit: StudyVisit, request: Request) {
  const id = Number(pathPart(request, 'list'))
  if (!Number.isSafeInteger(id)) return undefined
  const { study, person, now } = visit
  return context.queries.memberLists.findUpload.get(id, study.id, person.id, now - uploadMs)
}

function requireUpload(context: Context, visit: StudyVisit, request: Request) {
  const upload = findUpload(context, visit, request)
  if (!upload)
    throw new Refusal('gone', 'This list was added or discarded, or is more than a day old. Send it again.')
  return upload
}
