import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { cutIdentity } from './cut-identity.ts'
import { eraseAnswers } from './erase-person.ts'
import { type PrivacyValues, privacyPage } from './privacy-page.ts'
import { applyRetention, setRetention } from './retention.ts'

const day = z.string().regex(/^(\d{4}-\d\d-\d\d)?$/)
const cutForm = z.strictObject({ typed: z.string().max(80) })
const answersForm = z.strictObject({ reference: z.string().trim().max(20), word: z.string().trim().max(20) })
const retentionForm = z.strictObject({ identities: day, answers: day, zone: z.string().max(60) })
const applyForm = z.strictObject({
  confirm: z.string().max(80),
  due: z.string().max(40).optional(),
})

/** The page on what is kept of people, and what deletes it. */
export function privacyRoutes(context: Context): StaffRoute[] {
  const route = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path: `/studies/:slug/privacy${path}`,
    act: 'protect',
    handle,
  })
  return [
    route('get', '', (request, response) =>
      render(response, 'fieldwork/privacy', privacyPage(context, openStudy(context, request, response))),
    ),
    route('get', '/results-addresses.csv', (request, response) => sendWishes(context, request, response)),
    route('post', '/cut', (request, response) => {
      const { typed } = readForm(cutForm, request.body)
      act(context, request, response, { field: 'typed', done: 'cut' }, ({ study, person }) =>
        cutIdentity(context, study.slug, typed, person.email),
      )
    }),
    route('post', '/erase-answers', (request, response) => {
      const { reference, word } = readForm(answersForm, request.body)
      const isConfirmed = word.toLowerCase() === 'erase'
      const outcome = {
        field: isConfirmed ? 'reference' : 'word',
        done: 'answers-erased',
        values: { reference },
      }
      act(context, request, response, outcome, ({ study, person }) => {
        if (!isConfirmed) throw new Refusal('invalid', 'Type the word erase to confirm.')
        eraseAnswers(context, study.slug, reference, person.email)
      })
    }),
    route('post', '/retention', (request, response) => {
      const form = readForm(retentionForm, request.body)
      act(context, request, response, { field: 'identities', done: 'retention-set', values: form }, (visit) =>
        setRetention(context, visit.study.slug, form, visit.person.email),
      )
    }),
    route('post', '/apply', (request, response) => {
      const { confirm, due = '' } = readForm(applyForm, request.body)
      const shown = due.split(' ').filter((kind) => kind === 'identities' || kind === 'answers')
      act(context, request, response, { field: 'confirm', done: 'retention-applied' }, ({ study, person }) =>
        applyRetention(context, study.slug, confirm, person.email, shown),
      )
    }),
  ]
}

/** Does something and says so, or shows the page with why not. */
function act(
  context: Context,
  request: Request,
  response: Response,
  outcome: { field: string; done: string; values?: PrivacyValues },
  run: (visit: StudyVisit) => unknown,
): void {
  const visit = openStudy(context, request, response)
  try {
    run(visit)
  } catch (error) {
    const problems = refusedProblems(error, outcome.field)
    render(response, 'fieldwork/privacy', privacyPage(context, visit, outcome.values, problems), 422)
    return
  }
  response.redirect(303, `${visit.base}/privacy?done=${outcome.done}`)
}

async function sendWishes(context: Context, request: Request, response: Response): Promise<void> {
  const { study, person } = openStudy(context, request, response)
  if (request.method !== 'HEAD')
    await context.write(() => logEvent(context, person.email, 'results addresses downloaded', study.id, {}))
  const { header, toLines } = csvFormat(
    [
      { name: 'email', label: 'E-mail address', type: 'text', since: 1 },
      { name: 'language', label: 'Language', type: 'code', since: 1 },
    ],
    'excel',
  )
  const wishes = context.queries.retention.listWishes.all(study.id)
  response.attachment(`${study.slug}-results-addresses.csv`)
  response.setHeader('Cache-Control', 'no-store')
  response.type('text/csv; charset=utf-8')
  response.send(header + toLines(wishes.map(({ email, language }) => [email, language])))
}
