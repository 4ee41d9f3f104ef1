import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { rawForm, readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { queryText, type StaffRoute } from '../http/staff-router.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { checkPage } from './check-page.ts'
import type { ChoiceValues } from './pages.ts'
import { queueMailing, refuseIfSilent } from './queue-mail.ts'
import { type Choice, limitedTo, readAddresses } from './recipients.ts'
import { scheduleReminder } from './schedule.ts'
import { isMailKind, mailKinds } from './study-texts.ts'
import { writePage } from './write-page.ts'

const choiceFields = {
  kind: z.enum(mailKinds),
  society: z.string().max(60),
  wave: z.string().regex(/^(\d{1,6})?$/),
  language: z.string().max(10),
  only: z.string().max(60_000),
  old_date: z.enum(['', 'yes']).default(''),
}
const checkForm = z.strictObject(choiceFields)
const localLinks = z.literal('yes').optional()
const sendForm = z.strictObject({
  ...choiceFields,
  n: z.string().regex(/^\d{1,7}$/),
  token: z
    .string()
    .regex(/^m[0-9a-f]{24}$/)
    .optional(),
  local_links: localLinks,
})
const scheduleForm = z.strictObject({
  ...choiceFields,
  local_links: localLinks,
  n: z.string(),
  date: z.string().trim().max(20),
  time: z.string().trim().max(20),
})

/** Choosing whom to write to, the dry run, and sending or scheduling. */
export function writeRoutes(context: Context): StaffRoute[] {
  const post = (path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method: 'post',
    path: `/studies/:slug/mail${path}`,
    act: 'identities',
    handle,
  })
  return [
    {
      method: 'get',
      path: '/studies/:slug/mail/write',
      act: 'identities',
      handle: (request, response) => {
        const visit = openStudy(context, request, response)
        const kind = queryText(request, 'kind')
        const values: ChoiceValues = { ...noChoice, kind: isMailKind(kind) ? kind : 'invitation' }
        render(response, 'mail/write', writePage(context, visit, values))
      },
    },
    // The dry run is asked for by POST, although it changes nothing: addresses never stand in an address.
    post('/check', (request, response) => check(context, request, response)),
    post('/send', (request, response) => send(context, request, response)),
    post('/schedule', (request, response) => schedule(context, request, response)),
  ]
}

const noChoice: ChoiceValues = {
  kind: 'invitation',
  society: '',
  wave: '',
  language: '',
  only: '',
  old_date: '',
}

function check(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const values = readForm(checkForm, request.body)
  try {
    const choice = toChoice(values, visit)
    refuseIfSilent(context, visit.study, choice.kind)
    render(response, 'mail/check', checkPage(context, visit, { choice, values }))
  } catch (error) {
    render(response, 'mail/write', writePage(context, visit, values, refusedProblems(error, 'only')), 422)
  }
}

async function send(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { n, token, local_links: local, ...values } = readForm(sendForm, request.body)
  const choice = toChoice(values, visit)
  try {
    const asked = { expected: Number(n), localLinks: local === 'yes', token }
    await queueMailing(context, visit.study.slug, choice, visit.person.email, asked)
  } catch (error) {
    const problems = refusedProblems(error, 'people')
    return render(response, 'mail/check', checkPage(context, visit, { choice, values, problems }), 409)
  }
  context.wakeMail()
  response.redirect(303, `${visit.base}/mail/outbox?done=mail-queued`)
}

function schedule(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const { date, time } = rawForm(request.body)
  const form = readForm(scheduleForm, request.body)
  const { n: _seen, date: day, time: hour, local_links: local, ...values } = form
  const choice = toChoice(values, visit)
  try {
    const localTime = `${day}T${hour.slice(0, 5)}`
    const given = { choice, localTime, localLinks: local === 'yes' }
    scheduleReminder(context, visit.study.slug, given, visit.person.email)
  } catch (error) {
    const given = {
      choice,
      values,
      problems: refusedProblems(error, 'date'),
      date: String(date),
      time: String(time),
    }
    render(response, 'mail/check', checkPage(context, visit, given), 422)
    return
  }
  response.redirect(303, `${visit.base}/mail?done=reminder-scheduled`)
}

function toChoice(values: ChoiceValues, { person }: StudyVisit): Choice {
  const { kind, society, wave, language, only, old_date: oldDate } = values
  const choice = {
    kind,
    society: society === '' ? null : society,
    wave: wave === '' ? null : Number(wave),
    language: language === '' ? null : language,
    only: readAddresses(only),
    oldDate: oldDate === 'yes',
  }
  return limitedTo(choice, person.society)
}
