import type { StudyRow } from '../../db/queries/studies.ts'
import { formatTime } from '../http/format.ts'
import { asItStands, endOfGrace } from './study-state.ts'

const names: Record<StudyRow['state'], string> = {
  draft: 'draft',
  testing: 'testing',
  live: 'live',
  closing: 'closing',
  closed: 'closed',
  archived: 'archived',
}

/** Returns the state of a study in one word; times that have passed count by themselves. */
export function stateName(study: StudyRow, now: number): string {
  const { state, paused_at } = asItStands(study, now)
  return paused_at === null ? names[state] : 'paused'
}

/**
 * Returns the state of a study with its times: `live, closes 30 June 2026 at 23:59 (Europe/Madrid)`; in short without
 * how long those who have begun may go on after that.
 */
export function stateText(study: StudyRow, now: number, { short = false } = {}): string {
  const name = stateName(study, now)
  const { closes_at, close_zone, opens_at, open_zone } = study
  const opening =
    opens_at !== null && open_zone !== null && now < opens_at && (name === 'live' || name === 'paused')
      ? `, opens ${formatTime(opens_at, open_zone, 'en')}`
      : ''
  const end = endOfGrace(study)
  if (closes_at === null || close_zone === null || end === null) return name + opening
  const time = (at: number) => formatTime(at, close_zone, 'en')
  if (name === 'closed') return end > now ? name : `${name} since ${time(end)}`
  if (name === 'closing' || closes_at <= now)
    return `${name}: no new starts; who has begun may finish until ${time(end)}`
  const grace = short || study.grace_minutes === 0 ? '' : ` and lets who has begun finish until ${time(end)}`
  return `${name}${opening}, closes ${time(closes_at)}${grace}`
}
