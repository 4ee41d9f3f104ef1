import type { Context } from '../context.ts'
import { knowledgeAt, openingMoments } from '../studies/opening-moments.ts'
import { dayIn, secondsSince } from './cells.ts'
import type { Cell } from './column.ts'
import { erasedDecisions } from './erased-decisions.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Yields decisions.csv: every decision that was recorded after the plan, in the order in which they were taken, those
 * taken back too; last, those on people whose answers were erased since, of which only the log still knows that they
 * were taken. Roles, never names. Of test answers nothing is decided.
 */
export function* decisionRows(context: Context, { study, request, zone }: Snapshot): Generator<Cell[]> {
  if (request.mode === 'test') return
  const dayOf = dayIn(zone)
  const moments = openingMoments(context, study.id)
  const decisions = context.queries.exclusions.list.all({ studyId: study.id }).reverse()
  for (const { kind, name, excluded, reason, by_role, at, is_newest } of decisions) {
    const [respondent, item] = kind === 'item' ? [null, name] : [name, null]
    const decided = excluded === 1 ? 'left_out' : 'taken_back'
    const stands = excluded === 1 && is_newest === 1 ? 1 : 0
    yield [
      respondent,
      item,
      decided,
      stands,
      reason,
      by_role,
      dayOf(at),
      moments.opened === undefined ? null : secondsSince(moments.opened, at),
      knowledgeAt(at, moments),
    ]
  }
  const { leftOut, takenBack } = erasedDecisions(context, study.id)
  for (const [decided, n] of [
    ['left_out', leftOut],
    ['taken_back', takenBack],
  ] as const)
    for (let one = 0; one < n; one++) yield ['erased', null, decided, 0, null, null, null, null, null]
}
