import type { AnsweredRow, Response } from '../../db/queries/judgements.ts'
import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'

/** What a surgeon chose on a pair page. */
export interface Choice {
  response: Response
  /** The revision the page was made from; 0 when it showed no answer. */
  seenRevision: number
  /** Time the page was visible, where the browser measured it. */
  activeMs: number | null
}

/** `saved`; `same`: nothing to do; `stale`: answered differently elsewhere since the page was made, nothing done. */
export type Saved = 'saved' | 'same' | 'stale'

/**
 * Saves the judgement on one assignment, with its revision. Must run inside a write.
 * A doubled form is a no-op; a stale one changes nothing.
 */
export function saveJudgement(
  context: Context,
  respondent: RespondentRow,
  assignment: AnsweredRow,
  choice: Choice,
): Saved {
  const { judgements } = context.queries
  const revision = assignment.revision ?? 0
  if (assignment.response === choice.response) return 'same'
  if (revision !== choice.seenRevision) return 'stale'
  const now = context.now()
  judgements.save.run(
    respondent.id,
    assignment.seq,
    choice.response,
    respondent.language,
    now,
    choice.activeMs,
  )
  judgements.insertRevision.run(respondent.id, assignment.seq, revision + 1, choice.response, now)
  return 'saved'
}

/**
 * Returns the response that a posted choice means for an assignment: the id of the chosen item, `equal` or
 * `cannot`; undefined when it is none of them.
 */
export function responseOf(assignment: AnsweredRow, choice: string): Response | undefined {
  if (choice === 'equal' || choice === 'cannot') return choice
  if (choice === assignment.item_a) return 'more'
  if (choice === assignment.item_b) return 'less'
  return undefined
}

/** Returns the choice that a saved response stands for: the other direction of `responseOf`. */
export function choiceOf(assignment: AnsweredRow): string | undefined {
  if (assignment.response === 'more') return assignment.item_a
  if (assignment.response === 'less') return assignment.item_b
  return assignment.response ?? undefined
}
