import type { Context } from '../context.ts'
import { erasedDecisions } from '../exports/erased-decisions.ts'
import { counted } from './numbers.ts'

/** Returns how many decisions concerned people whose answers were erased since. */
export function countErasedDecisions(context: Context, studyId: number): number {
  const { leftOut, takenBack } = erasedDecisions(context, studyId)
  return leftOut + takenBack
}

/** Says that such decisions are listed nowhere any more, with a space after it; '' where there is none. */
export function erasedText(count: number): string {
  if (count === 0) return ''
  const [is, was] = count === 1 ? ['is', 'it was'] : ['are', 'they were']
  return `${counted(count, 'decision')} on people whose answers were erased since ${is} not listed: only the log says that ${was} taken. `
}
