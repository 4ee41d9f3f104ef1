import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, problemOf } from '../http/problems.ts'
import { rawForm, readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { isLanguage } from '../words/languages.ts'
import { mailShell } from './mail-shell.ts'
import type { MailSenderPage } from './pages.ts'
import { textProblems } from './placeholders.ts'
import { sendTest } from './send-test.ts'
import { saveSender, senderFields, senderOf } from './senders.ts'
import { isMailKind, resetText, saveText, tidyText } from './study-texts.ts'
import { previewOf, textPage, textsPage } from './text-page.ts'

const textForm = z.strictObject({
  subject: z.string().max(1000),
  body: z.string().max(20_000),
  act: z.enum(['preview', 'test', 'save', 'reset']),
})
const senderForm = z.strictObject(senderFields)

/** Texts and senders. */
export function textRoutes(context: Context): StaffRoute[] {
  const route = (
    method: 'get' | 'post',
    path: string,
    act: StaffRoute['act'],
    handle: StaffRoute['handle'],
  ) => ({
    method,
    path: `/studies/:slug/mail${path}`,
    act,
    handle,
  })
  return [
    route('get', '/texts', 'identities', (request, response) =>
      render(response, 'mail/texts', textsPage(context, openStudy(context, request, response))),
    ),
    route('get', '/texts/:kind/:language', 'identities', (request, response) => {
      const visit = openStudy(context, request, response)
      render(response, 'mail/text', textPage(context, visit, whichText(request, visit)))
    }),
    route('post', '/texts/:kind/:language', 'steer', (request, response) =>
      changeText(context, request, response),
    ),
    route('get', '/senders/:society', 'steer', (request, response) => {
      const visit = openStudy(context, request, response)
      render(response, 'mail/sender', senderPage(context, visit, pathPart(request, 'society')))
    }),
    route('post', '/senders/:society', 'steer', (request, response) =>
      changeSender(context, request, response),
    ),
  ]
}

function whichText(request: Request, { definition }: StudyVisit) {
  const kind = pathPart(request, 'kind')
  const language = pathPart(request, 'language')
  if (!isMailKind(kind) || !isLanguage(language) || !definition.languages.includes(language))
    throw new Refusal('not_found', 'There is no such text.')
  return { kind, language }
}

async function changeText(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const which = whichText(request, visit)
  const { study, person, base } = visit
  const { act, ...given } = readForm(textForm, request.body)
  if (act === 'reset') {
    resetText(context, { study, ...which }, person.email)
    return response.redirect(303, `${base}/mail/texts/${which.kind}/${which.language}?done=mail-text-reset`)
  }
  const typed = tidyText(given)
  const problems = textProblems(which.kind, typed)
  if (problems.length > 0)
    return render(response, 'mail/text', textPage(context, visit, which, { typed, problems }), 422)
  if (act === 'save') {
    saveText(context, { study, ...which, text: typed }, person.email)
    return response.redirect(303, `${base}/mail/texts/${which.kind}/${which.language}?done=mail-text-saved`)
  }
  if (act === 'preview') return render(response, 'mail/text', textPage(context, visit, which, { typed }))
  const trouble = await sendTest(context, previewOf(context, visit, which, typed), person)
  if (trouble === undefined) {
    const said = `A test is on its way to ${person.email}. Its links open nothing. The text is not saved yet.`
    return render(response, 'mail/text', textPage(context, visit, which, { typed, said }))
  }
  const page = textPage(context, visit, which, { typed, problems: [{ field: undefined, message: trouble }] })
  render(response, 'mail/text', page, 422)
}

function changeSender(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const society = pathPart(request, 'society')
  const raw = rawForm(request.body)
  const read = senderForm.safeParse(raw)
  if (!read.success) {
    const typed = { name: String(raw.name ?? ''), reply_to: String(raw.reply_to ?? '') }
    const page = senderPage(context, visit, society, { typed, problems: fieldProblems(read.error) })
    render(response, 'mail/sender', page, 422)
    return
  }
  const { study, definition, person, base } = visit
  const { name, reply_to: replyTo } = read.data
  saveSender(context, { study, definition, society, name, replyTo }, person.email)
  response.redirect(303, `${base}/mail/texts?done=mail-sender`)
}

function senderPage(
  context: Context,
  visit: StudyVisit,
  slug: string,
  given: { typed?: { name: string; reply_to: string }; problems?: ReturnType<typeof fieldProblems> } = {},
): MailSenderPage {
  const { study, definition, base } = visit
  const society = definition.societies.find((one) => one.slug === slug)
  if (!society) throw new Refusal('not_found', 'There is no such society in this study.')
  const problems = given.problems ?? []
  const saved = senderOf(context, study, definition, slug)
  const field = (id: 'name' | 'reply_to', label: string, hint: string, value: string) => ({
    id,
    label,
    hint,
    type: id === 'name' ? ('text' as const) : ('email' as const),
    value: given.typed?.[id] ?? value,
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  const from = context.config.mail?.from
  return {
    ...mailShell(context, visit, { title: 'Sender', tab: 'Texts', hasErrors: problems.length > 0 }),
    action: `${base}/mail/senders/${slug}`,
    society: society.name,
    problems,
    name: field(
      'name',
      'Name',
      from === undefined ? 'In whose name the mail is sent' : `Members see it beside ${from}`,
      saved.name,
    ),
    replyTo: field('reply_to', 'Answers go to', 'An address that somebody reads', saved.replyTo),
  }
}
