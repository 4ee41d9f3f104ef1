import type { Context } from '../context.ts'

/** How many decisions concerned people whose answers were erased since. */
export interface ErasedDecisions {
  leftOut: number
  takenBack: number
}

/**
 * Counts the decisions on people whose answers were erased since. Their rows went with the answers; the append-only log
 * still counts that they were taken.
 */
export function erasedDecisions(context: Context, studyId: number): ErasedDecisions {
  const { audit, exclusions } = context.queries
  const listed = exclusions.list.all({ studyId }).filter(({ kind }) => kind === 'respondent')
  const count = (action: string, excluded: 0 | 1) => {
    const logged = audit.countOfStudy.get(studyId, action) ?? 0
    return Math.max(0, logged - listed.filter((one) => one.excluded === excluded).length)
  }
  return { leftOut: count('respondent excluded', 1), takenBack: count('respondent taken back', 0) }
}
