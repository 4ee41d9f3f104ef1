import type { StudyRow } from '../../db/queries/studies.ts'
import { formatTime } from '../http/format.ts'
import { asItStands } from './study-state.ts'

const names: Record<StudyRow['state'], string> = {
  draft: 'draft',
  testing: 'testing',
  live: 'live',
  closing: 'closing',
  closed: 'closed',
  archived: 'archived',
}

/** Returns the state of a study in one word; a closing time that has passed closes it by itself. */
export function stateName(study: StudyRow, now: number): string {
  const { state, paused_at } = asItStands(study, now)
  return paused_at === null ? names[state] : 'paused'
}

/** Returns the state of a study with its closing time: `live, closes 30 June 2026 at 23:59 (Europe/Madrid)`. */
export function stateText(study: StudyRow, now: number): string {
  const name = stateName(study, now)
  if (study.closes_at === null || study.close_zone === null) return name
  const time = formatTime(study.closes_at, study.close_zone, 'en')
  return study.closes_at <= now ? `${name} since ${time}` : `${name}, closes ${time}`
}
