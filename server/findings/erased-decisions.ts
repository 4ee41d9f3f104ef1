import type { Context } from '../context.ts'
import { counted } from './numbers.ts'

/**
 * Returns how many decisions concerned people whose answers were erased since. Their rows went with the answers; the
 * append-only log still counts that they were taken.
 */
export function countErasedDecisions(context: Context, studyId: number): number {
  const { audit, exclusions } = context.queries
  const logged = ['respondent excluded', 'respondent taken back'].map((action) =>
    audit.countOfStudy.get(studyId, action),
  )
  const taken = logged.reduce<number>((sum, n) => sum + (n ?? 0), 0)
  const listed = exclusions.list.all({ studyId }).filter(({ kind }) => kind === 'respondent').length
  return Math.max(0, taken - listed)
}

/** Says that such decisions are listed nowhere any more, with a space after it; '' where there is none. */
export function erasedText(count: number): string {
  if (count === 0) return ''
  const [is, was] = count === 1 ? ['is', 'it was'] : ['are', 'they were']
  return `${counted(count, 'decision')} on people whose answers were erased since ${is} not listed: only the log says that ${was} taken. `
}
