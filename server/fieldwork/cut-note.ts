import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { studyZone } from '../studies/study-zone.ts'

/** Returns that something is gone since the link between addresses and answers was cut, and when; undefined before. */
export function cutNote(context: Context, study: StudyRow, what: string): string | undefined {
  const cut = context.queries.erasure.findCut.get(study.id)
  if (!cut) return undefined
  const at = formatTime(cut.at, studyZone(context, study), 'en')
  return `${what} went with the link between addresses and answers, which was cut for good on ${at}.`
}
