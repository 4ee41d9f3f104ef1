import type { AssignmentTuple, ExportedRespondent } from '../../db/queries/exports.ts'
import type { Response } from '../../db/queries/judgements.ts'
import type { Context } from '../context.ts'
import { dayIn, secondsSince } from './cells.ts'
import type { Cell } from './column.ts'
import { type Snapshot, stateOf } from './snapshot.ts'

/** The response as a number: item A less, equal, more. `cannot` has none. */
export const scoreOf: Record<Response, 0 | 1 | 2 | null> = { less: 0, equal: 1, more: 2, cannot: null }

/** Yields judgements.csv: one row per assignment of the included respondents. */
export function* judgementRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  const dayOf = dayIn(snapshot.zone)
  for (const respondent of snapshot.included) {
    const start = respondent.started_at
    const day = dayOf(start)
    const planned = plannedCells(snapshot, respondent)
    for (const assignment of context.queries.exports.listAssignments.all(respondent.id)) {
      const [, , , , , , , shownAt, response, revision, answeredAt, activeMs] = assignment
      const row = planned(assignment)
      row.push(
        response !== null ? 'answered' : shownAt !== null ? 'not_answered' : 'not_shown',
        response,
        response === null ? null : scoreOf[response],
        revision === null ? null : revision - 1,
        day,
        secondsSince(start, shownAt),
        secondsSince(start, answeredAt),
        activeMs,
        respondent.device,
      )
      yield row
    }
  }
}

/** Yields schedule.csv: the pairs as they were planned. */
export function* scheduleRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  for (const respondent of snapshot.included) {
    const planned = plannedCells(snapshot, respondent)
    for (const assignment of context.queries.exports.listAssignments.all(respondent.id))
      yield planned(assignment)
  }
}

function plannedCells(
  { request, study, versions }: Snapshot,
  respondent: ExportedRespondent,
): (assignment: AssignmentTuple) => Cell[] {
  const { slug } = study
  const { label, items } = versions.get(respondent.version_id)!
  const { pseudonym, society, language } = respondent
  const state = stateOf(respondent)
  return ([seq, block, construct, itemA, itemB, shownFirst, isRepeat]) => {
    const b = items.get(itemB)!
    return [
      slug,
      label,
      request.mode,
      pseudonym,
      society,
      language,
      state,
      seq,
      block,
      construct,
      `${itemA}:${itemB}`,
      itemA,
      itemB,
      items.get(itemA)!.role,
      b.role,
      b.wrvu,
      b.year,
      shownFirst,
      isRepeat,
    ]
  }
}
