import type { PersonRow, Role } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { staffShell } from '../http/staff-shell.ts'
import type { PeoplePage } from './pages.ts'

/** What was typed in; never the password. */
export interface PersonValues {
  name: string
  email: string
  role: string
  society: string
}

const roles: { value: Role; label: string; hint: string }[] = [
  { value: 'coordinator', label: 'Coordinator', hint: 'runs studies and sees the members' },
  { value: 'analyst', label: 'Analyst', hint: 'sees data and results, never who the members are' },
  { value: 'auditor', label: 'Auditor', hint: 'reads only, never who the members are' },
  { value: 'owner', label: 'Owner', hint: 'everything, and the accounts' },
]

/** Returns the page of the people who run studies. */
export function peoplePage(
  context: Context,
  person: PersonRow,
  given: { done?: string | undefined; values?: PersonValues; problems?: Problem[] } = {},
): PeoplePage {
  const problems = given.problems ?? []
  const values = given.values ?? { name: '', email: '', role: '', society: '' }
  return {
    ...staffShell({
      title: 'People',
      person,
      current: 'People',
      hasErrors: problems.length > 0,
      done: given.done,
    }),
    problems,
    people: context.queries.people.list.all().map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      society: row.society ?? 'all',
      since: formatTime(row.created_at, context.config.zone, 'en'),
      isOff: row.disabled_at !== null,
      isSelf: row.id === person.id,
    })),
    fields: fieldsOf(values, problems),
    roles: roles.map((role) => ({ ...role, checked: role.value === values.role })),
    roleError: problemOf(problems, 'role'),
  }
}

function fieldsOf(values: PersonValues, problems: Problem[]): TextField[] {
  const field = (
    id: string,
    label: string,
    type: TextField['type'],
    value: string,
    hint: string | undefined,
  ): TextField => {
    const autocomplete = type === 'password' ? 'new-password' : 'off'
    return { id, label, hint, type, value, error: problemOf(problems, id), autocomplete }
  }
  return [
    field('name', 'Name', 'text', values.name, undefined),
    field('email', 'E-mail address', 'email', values.email, undefined),
    field('password', 'First password', 'password', '', 'At least 12 characters.'),
    field(
      'society',
      'Society',
      'text',
      values.society,
      'Only for a coordinator who works for one society: its short name as in the definition, such as isass.',
    ),
  ]
}
