import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { endOfGrace, opennessAt } from '../studies/study-state.ts'
import { studyZone } from '../studies/study-zone.ts'

/**
 * Where a study's links lead: into the survey, to a page that says "not yet" or "paused", on for those who have begun
 * only, or to a closed door for everybody. `why` says so in a sentence, unless they lead into the survey.
 */
export interface LinkDoor {
  door: 'open' | 'later' | 'paused' | 'begun' | 'shut'
  /** of personal links */
  why: string | undefined
  /** of links that are handed around */
  whyOpenLinks: string | undefined
}

/** Returns where the links of a study lead at a moment: nobody may be given one that leads to a closed door. */
export function linkDoor(context: Context, study: StudyRow, now: number): LinkDoor {
  const openness = opennessAt(study, 'live', now)
  const zone = studyZone(context, study)
  const same = (door: LinkDoor['door'], why: string | undefined) => ({ door, why, whyOpenLinks: why })
  if (openness === 'open') return same('open', undefined)
  if (openness === 'paused')
    return same('paused', 'The study is paused: its links say so until it takes answers again.')
  if (openness === 'not_open')
    return same(
      'later',
      study.opens_at !== null && study.state === 'live'
        ? `The study opens ${formatTime(study.opens_at, zone, 'en')}: until then its links say so.`
        : 'The study is not published yet: until then its links say that it has not opened.',
    )
  if (openness === 'closing') {
    const end = endOfGrace(study)
    const until = end === null ? '' : ` until ${formatTime(end, zone, 'en')}`
    return {
      door: 'begun',
      why: `Nobody can start any more; who has begun may finish${until}. So only the links of those who have begun are given.`,
      whyOpenLinks: `Nobody can start any more, so no open link, QR code or card is given. Who has begun goes on with a link of their own${until}.`,
    }
  }
  return same('shut', 'The study is closed: its links take no answers any more, so none is given.')
}
