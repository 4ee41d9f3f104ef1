import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import type { Definition } from '../studies/definition.ts'
import { askedQuestions } from '../studies/definition-text.ts'

/**
 * A page of the surgeon's way, as the end of its address: `consent`, `disclosure`, `procedure/T1`, `experience`,
 * `practice`, `blocks/1`, `pairs/1`, `ratings/1`, `times`, `reference`, `materials`, `about`, `review`, and the ends
 * `done`, `refused`, `not-eligible`, `withdrawn`.
 */
export type Step = string

/** Returns the pages before the pairs that this study has, in order (consent is apart). */
export function stepsBeforePairs(definition: Definition): Step[] {
  const pages = new Set(askedQuestions(definition).map((question) => question.page))
  return [
    ...(pages.has('disclosure') ? ['disclosure'] : []),
    ...definition.targets.map((target) => `procedure/${target.id}`),
    ...(pages.has('experience') ? ['experience'] : []),
    ...(definition.practicePair ? ['practice'] : []),
  ]
}

const pagesAfterPairs = ['times', 'reference', 'materials', 'about'] as const

/** Returns the pages with questions after pairs and ratings that this study has, in order. */
export function stepsAfterPairs(definition: Definition): Step[] {
  const pages = new Set(askedQuestions(definition).map((question) => question.page))
  return pagesAfterPairs.filter((page) => pages.has(page))
}

/**
 * Returns the page a respondent should see next, from the database alone: another device goes on at the same place.
 */
export function nextStep(context: Context, respondent: RespondentRow, definition: Definition): Step {
  const { judgements, respondents, answers } = context.queries
  const end = endOf(respondent)
  if (end) return end
  if (respondent.consent === null) return 'consent'
  const open = judgements.findFirstOpen.get(respondent.id, respondent.id)
  // A block that was begun means that every page before it was passed.
  if (open && respondents.stepIsDone.get(respondent.id, `blocks/${open.block}`)) return `pairs/${open.seq}`
  const done = new Set(respondents.listSteps.all(respondent.id))
  const before = stepsBeforePairs(definition).find((step) => !done.has(step))
  if (before) return before
  if (open) return `blocks/${open.block}`
  const rating = definition.ratingItems.findIndex((item) => !answers.find.get(respondent.id, item.id))
  if (rating >= 0) return `ratings/${rating + 1}`
  return stepsAfterPairs(definition).find((step) => !done.has(step)) ?? 'review'
}

/** Returns the page at which a respondent's way has ended, or undefined while it goes on. */
export function endOf(respondent: RespondentRow): Step | undefined {
  if (respondent.withdrawn_at !== null) return 'withdrawn'
  if (respondent.consent === 'refused') return 'refused'
  if (respondent.eligible === 0) return 'not-eligible'
  if (respondent.completed_at !== null) return 'done'
  return undefined
}

/** Returns how much is done of what a respondent judges and rates. */
export function progressOf(
  context: Context,
  respondent: RespondentRow,
  definition: Definition,
): { done: number; total: number } {
  const { judgements, answers } = context.queries
  const rated = definition.ratingItems.filter((item) => answers.find.get(respondent.id, item.id)).length
  return {
    done: judgements.countJudgements.get(respondent.id)! + rated,
    total: judgements.countAssignments.get(respondent.id)! + definition.ratingItems.length,
  }
}
