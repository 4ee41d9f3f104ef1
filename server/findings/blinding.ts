import type { StudyRow } from '../../db/queries/studies.ts'
import { Refusal } from '../refusal.ts'

/**
 * Whether the results of a study are open: only after it has closed. Pass a study as it stands (`requireStudy` gives
 * it): a closing time that has passed closes it.
 */
export function resultsAreOpen({ state }: Pick<StudyRow, 'state'>): boolean {
  return state === 'closed' || state === 'archived'
}

/** Refuses everything from which an estimate could be worked out while a study takes answers (design rule 6). */
export function refuseWhileBlind(study: StudyRow): void {
  if (resultsAreOpen(study)) return
  throw new Refusal(
    'conflict',
    'Results open when the study closes. Until then nobody sees them, so that nothing is changed because of a result.',
  )
}
