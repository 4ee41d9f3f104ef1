import type { StudyVersionRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { Definition } from './definition.ts'

export interface StudyVersion extends Omit<StudyVersionRow, 'definition'> {
  definition: Definition
}

/** Returns a study version with its definition read; versions are immutable, so each is read once per process. */
export function requireVersion(context: Context, versionId: number): StudyVersion {
  let version = context.versions.get(versionId)
  if (!version) {
    const row = context.queries.studies.findVersion.get(versionId)
    if (!row) throw new Error(`There is no study version ${versionId}`)
    version = { ...row, definition: JSON.parse(row.definition) as Definition }
    context.versions.set(versionId, version)
  }
  return version
}
