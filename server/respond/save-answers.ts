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

/** Saves whether the person agrees to take part. Must run inside a write. */
export function saveConsent(
  context: Context,
  respondent: RespondentRow,
  definition: Definition,
  consent: 'agreed' | 'refused',
): void {
  if (respondent.consent !== consent)
    context.queries.respondents.setConsent.run(consent, context.now(), respondent.id)
  if (consent === 'agreed') settleEligibility(context, respondent, definition)
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
  const asked = new Set(askedQuestions(definition).map((question) => question.variable))
  const held = definition.eligibility
    .filter((condition) => asked.has(condition.variable))
    .map(({ variable, values, atLeast }) => {
      const answer = answers.get(variable)
      if (typeof answer === 'number') return answer >= (atLeast ?? 0)
      return typeof answer === 'string' ? values.includes(answer) : undefined
    })
  if (held.includes(false)) return false
  return held.includes(undefined) ? undefined : true
}
