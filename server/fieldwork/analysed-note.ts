import type { Context } from '../context.ts'

/**
 * Says which analysis a study's funnel counts where it is not the planned one: it follows recorded decisions, which the
 * plan does not. Undefined while no decision on a respondent stands.
 */
export function analysedNote(context: Context, studyId: number): string | undefined {
  const out = context.queries.exclusions.list
    .all({ studyId })
    .filter(
      ({ kind, excluded, is_newest }) => kind === 'respondent' && excluded === 1 && is_newest === 1,
    ).length
  if (out === 0) return undefined
  const [decisions, respondents] =
    out === 1
      ? ['a recorded decision, which leaves', '1 respondent']
      : ['recorded decisions, which leave', `${out} respondents`]
  return `“Analysed” here follows ${decisions} out ${respondents}. The planned analysis takes everybody the plan keeps; its number stands on the result page and in the report.`
}
