import type { StudyRow } from '../../db/queries/studies.ts'

type Times = Pick<StudyRow, 'closes_at' | 'grace_minutes'>

/** Returns when a study takes no more answers at all: its closing time and the grace after it. */
export function endOfGrace({ closes_at, grace_minutes }: Times): number | null {
  return closes_at === null ? null : closes_at + grace_minutes * 60_000
}

/**
 * Returns a study as it stands at a moment, whoever has noticed: its closing time admits no new starts (`closing`)
 * while those who began may finish, and the end of that grace closes it. A pause goes on until then.
 */
export function asItStands(study: StudyRow, now: number): StudyRow {
  const open = study.state === 'live' || study.state === 'closing'
  const end = endOfGrace(study)
  if (!open || study.closes_at === null || end === null || now < study.closes_at) return study
  if (now >= end) return { ...study, state: 'closed', paused_at: null }
  return study.paused_at === null ? { ...study, state: 'closing' } : study
}

/** What a surgeon meets at a moment: may answers be given, and if not, why. `closing`: only by who has begun. */
export type Openness = 'open' | 'closing' | 'not_open' | 'paused' | 'closed'

/** Returns whether a study takes answers at a moment; opening and closing times that have passed count by themselves. */
export function opennessAt(
  study: Pick<StudyRow, 'state' | 'paused_at' | 'closes_at' | 'grace_minutes' | 'opens_at'>,
  mode: 'live' | 'test',
  now: number,
): Openness {
  if (study.state === 'closed' || study.state === 'archived') return 'closed'
  const end = endOfGrace(study)
  if (end !== null && now >= end) return 'closed'
  if (study.state !== 'live' && study.state !== 'closing') return mode === 'test' ? 'open' : 'not_open'
  if (mode === 'live' && study.opens_at !== null && now < study.opens_at) return 'not_open'
  if (mode === 'live' && study.paused_at !== null) return 'paused'
  return study.closes_at !== null && now >= study.closes_at ? 'closing' : 'open'
}
