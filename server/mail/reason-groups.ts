import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { Context } from '../context.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { dayAfter } from './calendar-days.ts'
import { type DryRun, ruleOf } from './recipients.ts'
import { reasons } from './verdict.ts'

/** Members who would not get a mail for one reason, in words; where it passes by itself, from which day on. */
export interface ReasonGroup {
  reason: string
  members: RecipientRow[]
}

/** Returns who would not get a mail, by reason. */
export function reasonGroups(context: Context, { study }: StudyVisit, notTo: DryRun['notTo']): ReasonGroup[] {
  return [...Map.groupBy(notTo, ({ reason }) => reason)].map(([reason, all]) => {
    const members = all.map(({ member }) => member)
    const words = reasons[reason]
    return {
      reason: reason === 'too_soon' ? `${words}; ${fromWhenOn(context, study, members)}` : words,
      members,
    }
  })
}

function fromWhenOn(context: Context, study: StudyVisit['study'], members: RecipientRow[]): string {
  const last = Math.max(...members.map(({ last_accepted_at }) => last_accepted_at ?? 0))
  const day = dayAfter(last, ruleOf(context, study.id).gap_days, studyZone(context, study))
  return members.length === 1 ? `possible from ${day} on` : `possible for all of them from ${day} on`
}
