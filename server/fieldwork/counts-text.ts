import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { funnelOf } from './funnel.ts'
import { sharesOf } from './funnel-shares.ts'
import type { FunnelStage } from './funnel-stages.ts'
import { societyName } from './funnel-words.ts'
import { nothingWithheld, withheldFrom } from './withheld.ts'

/**
 * Returns how far a study is, in one line for lists: `120 listed, 34 started, 20 completed`. A coordinator of one
 * society is told of its members only.
 */
export function countsText(context: Context, person: PersonRow, study: StudyRow): string {
  const { society } = person
  const all = funnelOf(context, study.id)
  const definition = currentDefinition(context, study)
  const shares = sharesOf(society === null ? all : all.filter((row) => row.society === society))
  const isWithheld = society === null ? withheldFrom(person, all, definition) : nothingWithheld
  const count = (stage: FunnelStage) => {
    const share = shares.find((one) => one.stage === stage)!
    return isWithheld(stage, {})
      ? `${share.name.toLowerCase()}: withheld`
      : `${share.n} ${share.name.toLowerCase()}`
  }
  const counts = (['listed', 'started', 'completed'] as const).map(count).join(', ')
  return society === null ? counts : `${societyName(definition, society)}: ${counts}`
}
