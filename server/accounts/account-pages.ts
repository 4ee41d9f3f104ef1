import type { PersonRow } from '../../db/queries/people.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import type { AccountFormPage } from './pages.ts'

/** Returns the page that makes the owner account; the password is never filled in again. */
export function setupPage(
  action: string,
  given: { email: string; name: string },
  problems: Problem[] = [],
): AccountFormPage {
  const error = (field: string) => problemOf(problems, field)
  return {
    ...staffShell({ title: 'Make the owner account', hasErrors: problems.length > 0 }),
    problems,
    action,
    next: '',
    fields: [
      {
        id: 'name',
        label: 'Your name',
        hint: undefined,
        type: 'text',
        value: given.name,
        error: error('name'),
        autocomplete: 'name',
      },
      {
        id: 'email',
        label: 'E-mail address',
        hint: 'You sign in with it.',
        type: 'email',
        value: given.email,
        error: error('email'),
        autocomplete: 'username',
      },
      {
        id: 'password',
        label: 'Password',
        hint: 'At least 12 characters. A few words in a row are easy to keep in mind.',
        type: 'password',
        value: '',
        error: error('password'),
        autocomplete: 'new-password',
      },
    ],
  }
}

/** Returns the page to sign in. */
export function signInPage(email: string, next: string, problems: Problem[] = []): AccountFormPage {
  return {
    ...staffShell({ title: 'Sign in', hasErrors: problems.length > 0 }),
    problems,
    action: '/sign-in',
    next,
    fields: [
      {
        id: 'email',
        label: 'E-mail address',
        hint: undefined,
        type: 'email',
        value: email,
        error: problemOf(problems, 'email'),
        autocomplete: 'username',
      },
      {
        id: 'password',
        label: 'Password',
        hint: undefined,
        type: 'password',
        value: '',
        error: problemOf(problems, 'password'),
        autocomplete: 'current-password',
      },
    ],
  }
}

/** Returns the page to change one's own password. */
export function passwordPage(person: PersonRow, problems: Problem[] = []): AccountFormPage {
  return {
    ...staffShell({ title: 'Change your password', person, hasErrors: problems.length > 0 }),
    problems,
    action: '/password',
    next: '',
    fields: [
      {
        id: 'present',
        label: 'Present password',
        hint: undefined,
        type: 'password',
        value: '',
        error: problemOf(problems, 'present'),
        autocomplete: 'current-password',
      },
      {
        id: 'password',
        label: 'New password',
        hint: 'At least 12 characters. A few words in a row are easy to keep in mind.',
        type: 'password',
        value: '',
        error: undefined,
        autocomplete: 'new-password',
      },
    ],
  }
}
