import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { ShownState } from '../../db/queries/outbox-lists.ts'
import type { Context } from '../context.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { mailStop } from './outbox-states.ts'

/** Which mails are counted; what is left out is not asked. */
export interface Counted {
  kind?: MailKind | null
  society?: string | null
  state?: ShownState
}

/** Returns a function that counts the mails of a study that a person may see. */
export function outboxCounts(context: Context, { study, person, now }: StudyVisit): (of: Counted) => number {
  const rows = context.queries.outboxLists.countShown.all({
    studyId: study.id,
    society: person.society,
    ...mailStop(context, now),
  })
  return ({ kind = null, society = null, state }) =>
    rows
      .filter(
        (row) =>
          (kind === null || row.kind === kind) &&
          (society === null || row.society === society) &&
          (state === undefined || row.shown === state),
      )
      .reduce((sum, row) => sum + row.n, 0)
}
