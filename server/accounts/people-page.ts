import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { linkWarning } from '../http/link-reach.ts'
import type { Problem } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import { accountField } from './account-fields.ts'
import { accountLinkDays } from './account-links.ts'
import type { MadeLink, PeoplePage, PersonPage } from './pages.ts'
import { roleChoice, societyField } from './role-choice.ts'
import { listSessions } from './sessions.ts'

/** What was typed in. */
export interface PersonValues {
  name: string
  email: string
  role: string
  society: string
}

const whatItDoes = { join: 'join', password: 'choose a new password' }

/** Returns an account link as the page shows it once. */
export function madeLink(
  context: Context,
  path: string,
  email: string,
  purpose: keyof typeof whatItDoes,
): MadeLink {
  const { baseUrl } = context.config
  return {
    url: `${baseUrl}${path}`,
    email,
    what: whatItDoes[purpose],
    days: accountLinkDays,
    warning: linkWarning(baseUrl),
  }
}

/** Returns the page of the people who run studies. */
export function peoplePage(
  context: Context,
  person: PersonRow,
  given: { done?: string | undefined; values?: PersonValues; problems?: Problem[]; made?: MadeLink } = {},
): PeoplePage {
  const problems = given.problems ?? []
  const values = given.values ?? { name: '', email: '', role: '', society: '' }
  const hasErrors = problems.length > 0
  return {
    ...staffShell({ title: 'People', person, current: 'People', hasErrors, done: given.done }),
    problems,
    made: given.made,
    people: listPeople(context, person),
    waiting: listWaiting(context),
    fields: [
      accountField(problems, {
        id: 'name',
        label: 'Name',
        type: 'text',
        value: values.name,
        autocomplete: 'off',
      }),
      accountField(problems, {
        id: 'email',
        label: 'E-mail address',
        type: 'email',
        value: values.email,
        autocomplete: 'off',
      }),
      societyField(values.society, problems),
    ],
    ...roleChoice(values.role, problems),
  }
}

function listPeople(context: Context, self: PersonRow): PeoplePage['people'] {
  const withFactor = new Set(context.queries.secondFactors.listUsers.all())
  return context.queries.people.list.all().map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    society: row.society ?? 'all',
    since: formatTime(row.created_at, context.config.zone, 'en'),
    secondFactor: withFactor.has(row.id) ? 'on' : 'off',
    isOff: row.disabled_at !== null,
    isSelf: row.id === self.id,
  }))
}

function listWaiting(context: Context): PeoplePage['waiting'] {
  const now = context.now()
  return context.queries.accountLinks.listWaiting.all().map((link) => ({
    id: link.id,
    email: link.email,
    what: link.purpose === 'join' ? `invited as ${link.role}` : 'new password',
    until: formatTime(link.expires_at, context.config.zone, 'en'),
    isOver: now >= link.expires_at,
  }))
}

/** Returns the page of one person, for the owner. */
export function personPage(
  context: Context,
  by: PersonRow,
  row: PersonRow,
  given: { done?: string | undefined; problems?: Problem[]; made?: MadeLink } = {},
): PersonPage {
  const problems = given.problems ?? []
  const hasErrors = problems.length > 0
  const factor = context.queries.secondFactors.find.get(row.id)
  const sessions = listSessions(context, row.id, undefined).length
  return {
    ...staffShell({ title: row.name, person: by, current: 'People', hasErrors, done: given.done }),
    problems,
    id: row.id,
    made: given.made,
    facts: [
      { name: 'E-mail address', value: row.email },
      { name: 'Account since', value: formatTime(row.created_at, context.config.zone, 'en') },
      { name: 'State', value: row.disabled_at === null ? 'on' : 'switched off' },
      { name: 'Second factor', value: factor ? 'on' : 'off' },
      { name: 'Signed in on', value: `${sessions} ${sessions === 1 ? 'browser' : 'browsers'}` },
    ],
    isSelf: row.id === by.id,
    hasFactor: factor !== undefined,
    sessions,
    society: societyField(row.society ?? '', problems),
    ...roleChoice(row.role, problems),
  }
}
