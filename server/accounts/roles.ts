import type { PersonRow, Role } from '../../db/queries/people.ts'

/*
 * Who may do what on staff pages, all of it. Every staff route names one of these acts.
 * Analysts and auditors never see identities; auditors read only. A coordinator of one society works on that
 * society's members, does not steer the study and does not take every society's answers away.
 */
const rolesFor = {
  read: ['owner', 'coordinator', 'analyst', 'auditor'],
  identities: ['owner', 'coordinator'],
  steer: ['owner', 'coordinator'],
  /** cut the identity link, erase, retention: identities of every society */
  protect: ['owner', 'coordinator'],
  export: ['owner', 'coordinator', 'analyst'],
  log: ['owner', 'coordinator', 'auditor'],
  accounts: ['owner'],
} as const satisfies Record<string, readonly Role[]>

export type Act = keyof typeof rolesFor

/** Tells whether a person may do something; pages offer only what is allowed. */
export function mayDo(person: PersonRow, act: Act): boolean {
  const ofAllSocieties: Act[] = ['steer', 'export', 'protect', 'log']
  if (person.society !== null && ofAllSocieties.includes(act)) return false
  return (rolesFor[act] as readonly Role[]).includes(person.role)
}
