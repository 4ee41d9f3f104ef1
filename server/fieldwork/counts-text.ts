import type { Context } from '../context.ts'
import { funnelOf, sharesOf } from './funnel.ts'

/** Returns how far a study is, in one line for lists: `120 listed, 34 started, 20 completed`. */
export function countsText(context: Context, studyId: number): string {
  const shares = sharesOf(funnelOf(context, studyId), false)
  const count = (stage: string) => shares.find((share) => share.stage === stage)?.n ?? 0
  return `${count('listed')} listed, ${count('started')} started, ${count('completed')} completed`
}
