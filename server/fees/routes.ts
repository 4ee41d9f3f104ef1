import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fieldProblems, type Problem } from '../http/problems.ts'
import { readUpload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { queryText, type StaffRoute } from '../http/staff-router.ts'
import { jobPath, startJob } from '../jobs/jobs.ts'
import { feesPage } from './fees-page.ts'
import { importFeeSchedule } from './import-fee-schedule.ts'

const importForm = z.strictObject({
  year: z
    .string()
    .trim()
    .regex(/^((19|20)\d\d)?$/, 'Enter a year such as 2023, or leave it empty')
    .transform((text) => (text === '' ? undefined : Number(text))),
  source: z
    .string()
    .trim()
    .max(300, 'Use at most 300 characters')
    .transform((text) => (text === '' ? undefined : text)),
  licence: z
    .string()
    .trim()
    .max(2000, 'Use at most 2,000 characters')
    .transform((text) => (text === '' ? undefined : text)),
})

/** Imported fee schedules: anybody may look a code up, whoever steers studies imports a file. */
export function feeRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/fees',
      act: 'read',
      handle: (request, response) => {
        const search = (queryText(request, 'code') ?? '').trim().toUpperCase().slice(0, 20)
        const done = queryText(request, 'done')
        render(response, 'fees/fees', feesPage(context, requirePerson(response), search, { done }))
      },
    },
    {
      method: 'post',
      path: '/fees',
      act: 'steer',
      handle: (request, response) => importFile(context, request, response),
    },
  ]
}

async function importFile(context: Context, request: Request, response: Response): Promise<void> {
  const person = requirePerson(response)
  const { fields, file } = await readUpload(request)
  const text = (name: string) => String(fields[name] ?? '')
  const values = { year: text('year'), source: text('source'), licence: text('licence') }
  const read = importForm.safeParse(fields)
  const problems: Problem[] = read.success ? [] : fieldProblems(read.error)
  if (!file) problems.push({ field: 'file', message: 'Choose the relative value file.' })
  if (!read.success || !file) {
    render(response, 'fees/fees', feesPage(context, person, '', { problems, values }), 422)
    return
  }
  const { year, source, licence } = read.data
  const job = startJob(context, {
    key: `fees ${person.email} ${year ?? ''}`,
    title: 'Importing the fee schedule',
    details: source ?? 'Relative value file',
    by: person.email,
    act: 'steer',
    back: { href: '/fees', label: 'To the fee schedules' },
    run: async (report) => {
      const wishes = { year, source, descriptorLicence: licence }
      await importFeeSchedule(context, file, wishes, person.email, report)
      return '/fees?done=fees-imported'
    },
  })
  response.redirect(303, jobPath(job))
}
