import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { Response } from '../../db/queries/judgements.ts'
import type { Context } from '../context.ts'
import { dayIn, secondsSince } from './cells.ts'
import type { Cell } from './column.ts'
import { type Snapshot, stateOf } from './snapshot.ts'
import { joinCells } from './to-csv.ts'

/** The response as a number: item A less, equal, more. `cannot` has none. */
export const scoreOf: Record<Response, 0 | 1 | 2 | null> = { less: 0, equal: 1, more: 2, cannot: null }

/** Yields judgements.csv: one row per assignment of the included respondents, its cells as judgementSpans says. */
export function* judgementRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  const dayOf = dayIn(snapshot.zone)
  const pairs = pairCells(snapshot)
  for (const respondent of snapshot.included) {
    const { started_at: start, device } = respondent
    const day = dayOf(start)
    const person = personCell(snapshot, respondent)
    const pairOf = pairs(respondent.version_id)
    for (const row of context.queries.exports.listAssignments.all(respondent.id)) {
      const [seq, block, construct, itemA, itemB, shownFirst, isRepeat] = row
      const [, , , , , , , shownAt, response, revision, answeredAt, activeMs] = row
      yield [
        person,
        seq,
        block,
        construct,
        pairOf(itemA, itemB),
        shownFirst,
        isRepeat,
        response !== null ? 'answered' : shownAt !== null ? 'not_answered' : 'not_shown',
        response,
        response === null ? null : scoreOf[response],
        revision === null ? null : revision - 1,
        day,
        secondsSince(start, shownAt),
        secondsSince(start, answeredAt),
        activeMs,
        device,
      ]
    }
  }
}

/** Yields schedule.csv: the pairs as they were planned, cells as scheduleSpans says. */
export function* scheduleRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  const pairs = pairCells(snapshot)
  for (const respondent of snapshot.included) {
    const person = personCell(snapshot, respondent)
    const pairOf = pairs(respondent.version_id)
    for (const row of context.queries.exports.listAssignments.all(respondent.id)) {
      const [seq, block, construct, itemA, itemB, shownFirst, isRepeat] = row
      yield [person, seq, block, construct, pairOf(itemA, itemB), shownFirst, isRepeat]
    }
  }
}

/** The columns study to state. */
function personCell({ request, study, versions }: Snapshot, respondent: ExportedRespondent): string {
  const { label } = versions.get(respondent.version_id)!
  const { pseudonym, society, language } = respondent
  return joinCells([study.slug, label, request.mode, pseudonym, society, language, stateOf(respondent)])
}

/** Returns, for a study version, what gives the columns pair to wrvu_year; each pair is joined once. */
function pairCells({ versions }: Snapshot): (versionId: number) => (itemA: string, itemB: string) => string {
  const joined = new Map<string, string>()
  return (versionId) => {
    const { items } = versions.get(versionId)!
    return (itemA, itemB) => {
      const key = `${versionId} ${itemA} ${itemB}`
      let cell = joined.get(key)
      if (cell === undefined) {
        const [a, b] = [items.get(itemA)!, items.get(itemB)!]
        cell = joinCells([`${itemA}:${itemB}`, itemA, itemB, a.role, b.role, b.wrvu, b.year])
        joined.set(key, cell)
      }
      return cell
    }
  }
}
