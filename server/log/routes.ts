import type { Request } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { sendCsv } from '../http/send-csv.ts'
import { queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { logCsv } from './log-csv.ts'
import { logPage } from './log-page.ts'
import { type AskedOfLog, readLogChoice } from './read-log-choice.ts'

/** The log of everything that was done, for owners, auditors and coordinators of all societies. */
export function logRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/log',
      act: 'log',
      handle: (request, response) => {
        const below = Number(
          /^\d{1,15}$/.exec(queryText(request, 'below') ?? '')?.[0] ?? Number.MAX_SAFE_INTEGER,
        )
        render(response, 'log/log', logPage(context, requirePerson(response), askedOf(request), below))
      },
    },
    {
      method: 'get',
      path: '/log.csv',
      act: 'log',
      handle: (request, response) => {
        const { choice, problems } = readLogChoice(context, askedOf(request))
        if (problems.length > 0)
          throw new Refusal('bad_request', problems.map(({ message }) => message).join(' '))
        return sendCsv(response, 'log.csv', logCsv(context, choice))
      },
    },
  ]
}

function askedOf(request: Request): AskedOfLog {
  const text = (name: string) => (queryText(request, name) ?? '').trim().slice(0, 300)
  return {
    actor: text('actor'),
    action: text('action'),
    study: text('study'),
    from: text('from'),
    to: text('to'),
  }
}
