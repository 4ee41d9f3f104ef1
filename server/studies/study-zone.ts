import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'

/** Returns the zone in which a study says its times and counts its days. */
export function studyZone(context: Context, study: Pick<StudyRow, 'close_zone' | 'open_zone'>): string {
  return study.close_zone ?? study.open_zone ?? context.config.zone
}
