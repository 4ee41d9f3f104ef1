import type { StudyRow } from '../../db/queries/studies.ts'

/** Returns a study as it stands at a moment: a closing time that has passed closes it, whoever has noticed. */
export function asItStands(study: StudyRow, now: number): StudyRow {
  const open = study.state === 'live' || study.state === 'closing'
  const isOver = open && study.closes_at !== null && study.closes_at <= now
  return isOver ? { ...study, state: 'closed', paused_at: null } : study
}

/** What a surgeon meets at a moment: may answers be given, and if not, why. */
export type Openness = 'open' | 'not_open' | 'paused' | 'closed'

/** Returns whether a study takes answers at a moment; a closing time that has passed closes it by itself. */
export function opennessAt(
  study: Pick<StudyRow, 'state' | 'paused_at' | 'closes_at'>,
  mode: 'live' | 'test',
  now: number,
): Openness {
  if (study.state === 'closed' || study.state === 'archived') return 'closed'
  if (study.closes_at !== null && now >= study.closes_at) return 'closed'
  if (study.state === 'live' || study.state === 'closing') {
    return study.paused_at !== null && mode === 'live' ? 'paused' : 'open'
  }
  return mode === 'test' ? 'open' : 'not_open'
}
