import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { nextStep } from './next-step.ts'

/** Marks the answers as complete; a second time changes nothing. Must run inside a write. */
export function finish(context: Context, respondent: RespondentRow, definition: Definition): void {
  const step = nextStep(context, respondent, definition)
  if (step === 'done') return
  if (respondent.eligible === null)
    throw new Refusal('conflict', 'An answer that decides on eligibility is missing.')
  if (step !== 'review') throw new Refusal('conflict', 'There are still questions to answer.')
  context.queries.respondents.setCompleted.run(context.now(), respondent.id)
}

/** Withdraws all answers of a respondent: no file and no analysis uses them. Must run inside a write. */
export function withdraw(context: Context, respondent: RespondentRow): void {
  context.queries.respondents.setWithdrawn.run(context.now(), respondent.id)
}
