import type { Role } from '../../db/queries/people.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { accountField } from './account-fields.ts'
import type { RoleChoice } from './pages.ts'

const roles: { value: Role; label: string; hint: string }[] = [
  { value: 'coordinator', label: 'Coordinator', hint: 'runs studies and sees the members' },
  { value: 'analyst', label: 'Analyst', hint: 'sees data and results, never who the members are' },
  { value: 'auditor', label: 'Auditor', hint: 'reads only, the log too, never who the members are' },
  { value: 'owner', label: 'Owner', hint: 'everything, and the accounts' },
]

/** Returns the choice of a role, the given one chosen. */
export function roleChoice(role: string, problems: readonly Problem[]): RoleChoice {
  return {
    roles: roles.map((one) => ({ ...one, checked: one.value === role })),
    roleError: problemOf(problems, 'role'),
  }
}

/** Returns the field for a coordinator's only society. */
export function societyField(value: string, problems: readonly Problem[]): TextField {
  return accountField(problems, {
    id: 'society',
    label: 'Society',
    hint: 'Only for a coordinator who works for one society: its short name as in the definition, such as isass.',
    type: 'text',
    value,
    autocomplete: 'off',
  })
}
