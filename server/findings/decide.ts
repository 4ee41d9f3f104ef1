import type { DecisionRow } from '../../db/queries/exclusions.ts'
import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { refuseWhileBlind } from './blinding.ts'

/** A respondent or an item, by pseudonym or id. */
export interface DecisionSubject {
  kind: 'respondent' | 'item'
  name: string
}

/** What is decided about it. Reasons stand in the files: they name nobody. */
export interface Decision extends DecisionSubject {
  excluded: boolean
  reason: string
}

/** Returns every decision on a study, the newest first; the newest on each respondent and item counts. */
export function listDecisions(context: Context, studyId: number): DecisionRow[] {
  return context.queries.exclusions.list.all({ studyId })
}

/** Returns whether a respondent or item is left out by the newest decision on it. */
export function isLeftOut(context: Context, studyId: number, { kind, name }: DecisionSubject): boolean {
  return listDecisions(context, studyId).some(
    (one) => one.kind === kind && one.name === name && one.is_newest === 1 && one.excluded === 1,
  )
}

/** Refuses a respondent or item that the study does not have. */
export function requireSubject(
  context: Context,
  study: StudyRow,
  { comparators, ratingItems }: Definition,
  { kind, name }: DecisionSubject,
): void {
  const known =
    kind === 'item'
      ? [...comparators, ...ratingItems].some(({ id }) => id === name)
      : context.queries.exclusions.findRespondent.get(study.id, name) !== undefined
  if (!known) throw new Refusal('not_found', `The study has no ${kind} ${name}.`)
}

/**
 * Records a decision; rows are never changed, and the newest decision counts. The same decision again is no second
 * one. Refused before results are open: nobody could have a reason by then. Returns whether something was recorded.
 */
export function decide(
  context: Context,
  study: StudyRow,
  definition: Definition,
  decision: Decision,
  person: PersonRow,
): boolean {
  refuseWhileBlind(study)
  requireSubject(context, study, definition, decision)
  const { kind, name, excluded, reason } = decision
  if (person.role === 'auditor') throw new Refusal('forbidden', 'Auditors read only.')
  if (isLeftOut(context, study.id, decision) === excluded) return false
  const { exclusions } = context.queries
  const facts = [excluded ? 1 : 0, reason, person.role, person.email, context.now()] as const
  if (kind === 'item') exclusions.insertItem.run(study.id, name, ...facts)
  else exclusions.insertRespondent.run(study.id, exclusions.findRespondent.get(study.id, name)!, ...facts)
  const action = excluded ? `${kind} excluded` : `${kind} taken back`
  logEvent(context, person.email, action, study.id, { [kind]: name })
  return true
}
