import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { funnelOf } from './funnel.ts'
import { sharesOf } from './funnel-shares.ts'
import type { FunnelStage } from './funnel-stages.ts'
import { nothingWithheld, withheldCounts } from './withheld.ts'

/** Returns how far a study is, in one line for lists: `120 listed, 34 started, 20 completed`. */
export function countsText(context: Context, person: PersonRow, study: StudyRow): string {
  const rows = funnelOf(context, study.id)
  const shares = sharesOf(rows)
  const isWithheld = mayDo(person, 'identities')
    ? nothingWithheld
    : withheldCounts(rows, currentDefinition(context, study))
  const count = (stage: FunnelStage) => {
    const share = shares.find((one) => one.stage === stage)!
    return isWithheld(stage, {})
      ? `${share.name.toLowerCase()}: withheld`
      : `${share.n} ${share.name.toLowerCase()}`
  }
  return (['listed', 'started', 'completed'] as const).map(count).join(', ')
}
