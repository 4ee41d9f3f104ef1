import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { FieldDates } from './report-facts.ts'

type Say = (moment: number) => string

/** Returns when a study was in the field, as it was recorded. */
export function fieldDates(context: Context, study: StudyRow, at: Say): FieldDates {
  const transitions = context.queries.studies.listTransitions.all(study.id)
  const opened = transitions.find(({ state }) => state === 'live')
  const closed = transitions.find(({ state }) => state === 'closed')
  const closing = transitions.findLast(({ state }) => state === 'closing')
  // A closing time that has passed closes a study before anybody has recorded it.
  const end = closed?.at ?? study.closes_at
  const cut = context.queries.erasure.findCut.get(study.id)
  const unknown = 'a time that was not recorded'
  return {
    // Published before its opening time, a study takes no answers until then.
    opened: opened ? at(Math.max(opened.at, study.opens_at ?? 0)) : unknown,
    closed: end === null || end === undefined ? unknown : at(end),
    lastStart: closing && end && at(closing.at) !== at(end) ? at(closing.at) : undefined,
    pauses: pausesOf(transitions, at),
    moves: movesOf(context, study, at),
    cut: cut && at(cut.at),
  }
}

function pausesOf(transitions: readonly { state: string; at: number }[], at: Say): FieldDates['pauses'] {
  return transitions.flatMap(({ state, at: from }, index) => {
    if (state !== 'paused') return []
    const next = transitions.slice(index + 1).find((one) => one.state === 'resumed' || one.state === 'closed')
    return [{ from: at(from), to: next?.state === 'resumed' ? at(next.at) : undefined }]
  })
}

function movesOf(context: Context, study: StudyRow, at: Say): FieldDates['moves'] {
  return context.queries.studies.listClosingChanges
    .all(study.id)
    .filter(({ closed_at_before, closes_at }) => closed_at_before !== closes_at)
    .map((change) => {
      const said = (moment: number | null) =>
        moment === null
          ? undefined
          : change.close_zone === null
            ? at(moment)
            : formatTime(moment, change.close_zone, 'en')
      return {
        at: at(change.at),
        from: said(change.closed_at_before),
        to: said(change.closes_at),
        reason: change.reason,
      }
    })
}
