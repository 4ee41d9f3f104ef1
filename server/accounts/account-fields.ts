import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'

export const passwordHint = 'At least 12 characters. A few words in a row are easy to keep in mind.'

/** Returns a field of an account form with what is wrong with it. */
export function accountField(
  problems: readonly Problem[],
  field: Omit<TextField, 'error' | 'hint' | 'value'> & { hint?: string; value?: string },
): TextField {
  return { ...field, hint: field.hint, value: field.value ?? '', error: problemOf(problems, field.id) }
}

/** Returns a field for a new password; it is never filled in again. */
export function newPasswordField(problems: readonly Problem[], label: string): TextField {
  return accountField(problems, {
    id: 'password',
    label,
    hint: passwordHint,
    type: 'password',
    autocomplete: 'new-password',
  })
}

/** Returns the field for the code of the second factor. */
export function codeField(problems: readonly Problem[], label: string, hint: string): TextField {
  return accountField(problems, { id: 'code', label, hint, type: 'text', autocomplete: 'one-time-code' })
}

/** Returns the field for the password one has now. */
export function presentPasswordField(problems: readonly Problem[]): TextField {
  return accountField(problems, {
    id: 'present',
    label: 'Present password',
    type: 'password',
    autocomplete: 'current-password',
  })
}
