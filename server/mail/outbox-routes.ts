import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems } from '../http/problems.ts'
import { rawForm, readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { type Decision, decideAll } from './decide-all.ts'
import {
  cancelAllMail,
  cancelMail,
  type MailsOfStudy,
  pauseMail,
  saveRule,
  sendAgain,
  takeAsSent,
} from './outbox-acts.ts'
import { outboxQuery, readOutboxChoice } from './outbox-choice.ts'
import { outboxPage } from './outbox-page.ts'
import { overviewPage } from './overview-page.ts'
import { cancelMailing } from './schedule.ts'

const emptyForm = z.strictObject({})
/** Carries the newest mail there was when the form was shown. */
const cancelAllForm = z.strictObject({
  up_to: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
})
const whole = (least: number, most: number, what: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, what)
    .transform(Number)
    .refine((n) => n >= least && n <= most, what)
const ruleForm = z.strictObject({
  gap_days: whole(1, 60, 'Enter a number of days from 1 to 60.'),
  most_reminders: whole(0, 6, 'Enter a number from 0 to 6.'),
})

/** The overview and the outbox. */
export function outboxRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/mail',
      act: 'identities',
      handle: (request, response) =>
        render(response, 'mail/overview', overviewPage(context, openStudy(context, request, response))),
    },
    {
      method: 'get',
      path: '/studies/:slug/mail/outbox',
      act: 'identities',
      handle: (request, response) => showOutbox(context, request, response),
    },
    act(context, '/outbox/:id/cancel', 'identities', 'mail-cancelled', (visit, id) =>
      cancelMail(context, mailOf(visit, id), visit.person.email),
    ),
    act(context, '/outbox/:id/again', 'identities', 'mail-again', (visit, id) =>
      sendAgain(context, mailOf(visit, id), visit.person.email),
    ),
    act(context, '/outbox/:id/taken', 'identities', 'mail-taken', (visit, id) =>
      takeAsSent(context, mailOf(visit, id), visit.person.email),
    ),
    {
      method: 'post',
      path: '/studies/:slug/mail/cancel-all',
      act: 'identities',
      handle: (request, response) => cancelAll(context, request, response),
    },
    act(context, '/try', 'identities', 'mail-tried', () => undefined),
    decide(context, '/again-uncertain', 'mail-again', { from: 'uncertain', to: 'again' }),
    decide(context, '/again-failed', 'mail-again', { from: 'failed', to: 'again' }),
    decide(context, '/taken-uncertain', 'mail-taken', { from: 'uncertain', to: 'taken' }),
    act(context, '/pause', 'steer', 'mail-paused', ({ study, person }) =>
      pauseMail(context, study.slug, true, person.email),
    ),
    act(context, '/resume', 'steer', 'mail-resumed', ({ study, person }) =>
      pauseMail(context, study.slug, false, person.email),
    ),
    act(context, '/mailings/:id/cancel', 'identities', 'reminder-cancelled', ({ study, person }, mailingId) =>
      cancelMailing(context, { slug: study.slug, mailingId, onlySociety: person.society }, person.email),
    ),
    {
      method: 'post',
      path: '/studies/:slug/mail/rule',
      act: 'steer',
      handle: (request, response) => changeRule(context, request, response),
    },
  ]
}

function decide(context: Context, path: string, done: string, decision: Decision): StaffRoute {
  return act(context, path, 'identities', done, (visit, _id, request) => {
    decideAll(context, { ...mailsOf(visit, request), decision }, visit.person.email)
  })
}

/** Which mails a form is about that stands on a part of the outbox. */
function mailsOf(visit: StudyVisit, request: Request): MailsOfStudy {
  const { kind, society } = choiceOf(visit, request)
  return { slug: visit.study.slug, kind, society: visit.person.society ?? society }
}

function choiceOf({ definition }: StudyVisit, request: Request) {
  return readOutboxChoice((name) => queryText(request, name), definition.societies)
}

/** Back to the part of the outbox on which something was done. */
function backToOutbox(visit: StudyVisit, request: Request, done: string): string {
  const { page, ...choice } = choiceOf(visit, request)
  const query = outboxQuery(choice, page > 1 ? page : undefined)
  return `${visit.base}/mail/outbox${query === '' ? '?' : `${query}&`}done=${done}`
}

function cancelAll(context: Context, request: Request, response: Response): void {
  const { up_to: upTo } = readForm(cancelAllForm, request.body)
  const visit = openStudy(context, request, response)
  cancelAllMail(context, mailsOf(visit, request), visit.person.email, upTo)
  response.redirect(303, backToOutbox(visit, request, 'mail-cancelled'))
}

function showOutbox(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const asksToCancel = queryText(request, 'cancel') === 'ask'
  const choice = choiceOf(visit, request)
  render(response, 'mail/outbox', outboxPage(context, visit, { ...choice, asksToCancel }))
}

function changeRule(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const raw = rawForm(request.body)
  const read = ruleForm.safeParse(raw)
  if (!read.success) {
    const problems = fieldProblems(read.error)
    const rule = { gap_days: String(raw.gap_days ?? ''), most_reminders: String(raw.most_reminders ?? '') }
    render(response, 'mail/overview', overviewPage(context, visit, { problems, rule }), 422)
    return
  }
  const { gap_days: gapDays, most_reminders: mostReminders } = read.data
  saveRule(context, visit.study.slug, { gapDays, mostReminders }, visit.person.email)
  response.redirect(303, `${visit.base}/mail?done=reminder-rule`)
}

function mailOf({ study, person }: StudyVisit, mailId: number) {
  return { slug: study.slug, mailId, onlySociety: person.society }
}

/** A change that needs no form: done, then back to the page it was made on. */
function act(
  context: Context,
  path: string,
  needs: StaffRoute['act'],
  done: string,
  run: (visit: StudyVisit, id: number, request: Request) => void,
): StaffRoute {
  return {
    method: 'post',
    path: `/studies/:slug/mail${path}`,
    act: needs,
    handle: (request, response) => {
      readForm(emptyForm, request.body)
      const visit = openStudy(context, request, response)
      const id = path.includes(':id') ? Number(pathPart(request, 'id')) : 0
      if (!Number.isSafeInteger(id)) throw new Refusal('not_found', 'There is no such mail.')
      run(visit, id, request)
      context.wakeMail()
      const isOutbox = /^\/(outbox|again|taken)/.test(path)
      response.redirect(
        303,
        isOutbox ? backToOutbox(visit, request, done) : `${visit.base}/mail?done=${done}`,
      )
    },
  }
}
