import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'

/**
 * Switches an account off, which signs it out everywhere and revokes its API tokens for good, or on again.
 * Nobody switches off themselves.
 */
export function switchPerson(context: Context, id: number, way: 'off' | 'on', by: PersonRow): void {
  context.transaction(() => {
    const { people, tokens } = context.queries
    if (!people.find.get(id)) throw new Refusal('not_found', 'There is no such person.')
    if (id === by.id) throw new Refusal('conflict', 'You cannot switch off your own account.')
    people.setDisabled.run(way === 'off' ? context.now() : null, id)
    if (way === 'off') {
      people.deleteSessionsOf.run(id)
      tokens.revokeAllOf.run(context.now(), id)
    }
    logEvent(context, by.email, `account switched ${way}`, null, { user: id })
  })
}

/** Ends every session of a person, such as after a lost telephone; their password still works. */
export function signOutEverywhere(context: Context, id: number, by: PersonRow): void {
  context.transaction(() => {
    const { changes } = context.queries.people.deleteSessionsOf.run(id)
    if (changes > 0) logEvent(context, by.email, 'signed out everywhere', null, { user: id })
  })
}
