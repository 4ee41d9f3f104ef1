import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import type { Definition } from '../studies/definition.ts'
import { askedQuestions } from '../studies/definition-text.ts'

/** An answer to a question or rating item: chosen value, number, list of chosen values or text; null clears it. */
export type AnswerValue = string | number | string[] | null

/** Saves answers with their revisions and settles eligibility. Must run inside a write. */
export function saveAnswers(
  context: Context,
  respondent: RespondentRow,
  definition: Definition,
  values: ReadonlyMap<string, AnswerValue>,
): void {
  const { answers } = context.queries
  const now = context.now()
  for (const [variable, value] of values) {
    const before = answers.find.get(respondent.id, variable)
    const json = JSON.stringify(value)
    if (before ? before.value === json : value === null) continue
    answers.save.run(respondent.id, variable, json, respondent.language, now)
    answers.insertRevision.run(respondent.id, variable, (before?.revision ?? 0) + 1, json, now)
  }
  settleEligibility(context, respondent, definition)
}

/**
 * Saves whether the person agrees to take part, with its revision. Must run inside a write. `stale`: decided otherwise
 * elsewhere since the page was made, nothing done; a caller that shows no page leaves `seenRevision` out.
 */
export function saveConsent(
  context: Context,
  respondent: RespondentRow,
  definition: Definition,
  consent: 'agreed' | 'refused',
  seenRevision?: number,
): 'saved' | 'stale' {
  const { respondents } = context.queries
  if (respondent.consent !== consent) {
    const revision = respondents.consentRevision.get(respondent.id)!
    if (seenRevision !== undefined && seenRevision !== revision) return 'stale'
    const now = context.now()
    respondents.setConsent.run(consent, now, respondent.id)
    respondents.insertConsentRevision.run(respondent.id, revision + 1, consent, now)
  }
  if (consent === 'agreed') settleEligibility(context, respondent, definition)
  return 'saved'
}

/** Returns a number that grows with every change to the answers of some questions; a page carries it along. */
export function answersRevision(
  context: Context,
  respondentId: number,
  variables: readonly string[],
): number {
  const rows = context.queries.answers.list.all(respondentId)
  return rows.filter((row) => variables.includes(row.variable)).reduce((sum, row) => sum + row.revision, 0)
}

/** True when answers would change what was answered elsewhere since the page was made. */
export function isStale(
  context: Context,
  respondentId: number,
  values: ReadonlyMap<string, AnswerValue>,
  seenRevision: number | undefined,
): boolean {
  if (seenRevision === undefined) return false
  if (answersRevision(context, respondentId, [...values.keys()]) === seenRevision) return false
  const saved = listAnswers(context, respondentId)
  return [...values].some(
    ([name, value]) => JSON.stringify(saved.get(name) ?? null) !== JSON.stringify(value),
  )
}

/** Returns the answers given so far by variable. */
export function listAnswers(context: Context, respondentId: number): Map<string, AnswerValue> {
  const rows = context.queries.answers.list.all(respondentId)
  return new Map(rows.map((row) => [row.variable, JSON.parse(row.value) as AnswerValue]))
}

function settleEligibility(context: Context, respondent: RespondentRow, definition: Definition): void {
  const eligible = eligibilityOf(definition, listAnswers(context, respondent.id))
  const stored = eligible === undefined ? null : eligible ? 1 : 0
  if (stored !== respondent.eligible)
    context.queries.respondents.setEligible.run(stored, stored === null ? null : context.now(), respondent.id)
}

/** Returns whether the study's conditions hold, or undefined while an answer they need is missing. */
export function eligibilityOf(
  definition: Definition,
  answers: ReadonlyMap<string, AnswerValue>,
): boolean | undefined {
  const held = heldConditions(definition, answers).map(({ holds }) => holds)
  if (held.includes(false)) return false
  return held.includes(undefined) ? undefined : true
}

/** Returns the variables whose answers do not meet the study's conditions. */
export function unmetVariables(definition: Definition, answers: ReadonlyMap<string, AnswerValue>): string[] {
  return heldConditions(definition, answers)
    .filter(({ holds }) => holds === false)
    .map(({ variable }) => variable)
}

function heldConditions(
  definition: Definition,
  answers: ReadonlyMap<string, AnswerValue>,
): { variable: string; holds: boolean | undefined }[] {
  const asked = new Set(askedQuestions(definition).map((question) => question.variable))
  return definition.eligibility
    .filter((condition) => asked.has(condition.variable))
    .map(({ variable, values, atLeast }) => {
      const answer = answers.get(variable)
      if (typeof answer === 'number') return { variable, holds: answer >= (atLeast ?? 0) }
      return { variable, holds: typeof answer === 'string' ? values.includes(answer) : undefined }
    })
}
