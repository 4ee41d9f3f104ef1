import type { AccountLinkRow } from '../../db/queries/account-links.ts'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Problem } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import { accountField, codeField, newPasswordField, presentPasswordField } from './account-fields.ts'
import type { AccountFormPage } from './pages.ts'

/** Returns the page that makes the owner account; the password is never filled in again. */
export function setupPage(
  action: string,
  given: { email: string; name: string },
  problems: Problem[] = [],
): AccountFormPage {
  return {
    ...staffShell({ title: 'Make the owner account', hasErrors: problems.length > 0 }),
    problems,
    lead: 'The owner makes studies and invites everybody else.',
    action,
    hidden: [],
    button: 'Make the account',
    fields: [
      accountField(problems, {
        id: 'name',
        label: 'Your name',
        type: 'text',
        value: given.name,
        autocomplete: 'name',
      }),
      accountField(problems, {
        id: 'email',
        label: 'E-mail address',
        hint: 'You sign in with it.',
        type: 'email',
        value: given.email,
        autocomplete: 'username',
      }),
      newPasswordField(problems, 'Password'),
    ],
  }
}

/** Returns the page on which somebody uses an account link. */
export function joinPage(
  action: string,
  link: AccountLinkRow,
  given: { name: string },
  problems: Problem[] = [],
): AccountFormPage {
  const joins = link.purpose === 'join'
  const name = { id: 'name', label: 'Your name', type: 'text', autocomplete: 'name' } as const
  return {
    ...staffShell({
      title: joins ? 'Join Comparand' : 'Choose a new password',
      hasErrors: problems.length > 0,
    }),
    problems,
    lead: joins
      ? `You were invited as ${link.role}${link.society === null ? '' : ` for ${link.society}`}. You will sign in with ${link.email}.`
      : `For ${link.email}. Every browser on which you are signed in is signed out.`,
    action,
    hidden: [],
    button: joins ? 'Make my account' : 'Change the password',
    fields: [
      ...(joins ? [accountField(problems, { ...name, value: given.name })] : []),
      newPasswordField(problems, joins ? 'Password' : 'New password'),
    ],
  }
}

/** Returns the page to sign in. */
export function signInPage(email: string, next: string, problems: Problem[] = []): AccountFormPage {
  return {
    ...staffShell({ title: 'Sign in', hasErrors: problems.length > 0 }),
    problems,
    lead: 'For the people who run studies. Surgeons need no account: they use their personal link.',
    action: '/sign-in',
    hidden: [{ name: 'next', value: next }],
    button: 'Sign in',
    fields: [
      accountField(problems, {
        id: 'email',
        label: 'E-mail address',
        type: 'email',
        value: email,
        autocomplete: 'username',
      }),
      accountField(problems, {
        id: 'password',
        label: 'Password',
        type: 'password',
        autocomplete: 'current-password',
      }),
    ],
  }
}

/** Returns the page that asks for the code of the second factor. */
export function secondStepPage(ticket: string, next: string, problems: Problem[] = []): AccountFormPage {
  return {
    ...staffShell({ title: 'Enter the code', hasErrors: problems.length > 0 }),
    problems,
    lead: 'Your password was right. The code comes from the authenticator app on your telephone.',
    action: '/sign-in/code',
    hidden: [
      { name: 'ticket', value: ticket },
      { name: 'next', value: next },
    ],
    button: 'Sign in',
    fields: [
      codeField(
        problems,
        'Code',
        'Six digits. Without your telephone, enter one of your recovery codes instead.',
      ),
    ],
  }
}

/** Returns the page to change one's own password. */
export function passwordPage(person: PersonRow, problems: Problem[] = []): AccountFormPage {
  return {
    ...staffShell({ title: 'Change your password', person, hasErrors: problems.length > 0 }),
    problems,
    lead: 'Every other browser on which you are signed in is signed out.',
    action: '/password',
    hidden: [],
    button: 'Change the password',
    fields: [presentPasswordField(problems), newPasswordField(problems, 'New password')],
  }
}
