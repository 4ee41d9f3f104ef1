import type { StudyRow, StudyVersionRow } from '../../db/queries/studies.ts'
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

/**
 * Returns the definition that somebody meets who opens a link now: of the newest version, made for testing or
 * published. A draft may be unfinished; its test version is the last whole state of it.
 */
export function answeredDefinition(context: Context, study: Pick<StudyRow, 'id'>): Definition | undefined {
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  return newest && requireVersion(context, newest.id).definition
}
