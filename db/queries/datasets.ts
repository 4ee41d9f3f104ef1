import type { Db } from '../open-database.ts'

export interface DatasetRow {
  id: number
  study_id: number
  name: string
  /** JSON: include, mode, flavour */
  filters: string
  /** JSON: the manifest as it lies in the folder */
  manifest: string
  sha256: string
  schema_version: number
  program_version: string
  made_at: number
  made_by: string
}

const columns =
  'id, study_id, name, filters, manifest, sha256, schema_version, program_version, made_at, made_by'

/** Datasets: frozen snapshots of a study's answers, with what they hold. */
export function datasetQueries(db: Db) {
  return {
    insert: db.prepare<[Omit<DatasetRow, 'id'>]>(
      `INSERT INTO dataset (study_id, name, filters, manifest, sha256, schema_version, program_version, made_at, made_by)
       VALUES (@study_id, @name, @filters, @manifest, @sha256, @schema_version, @program_version, @made_at, @made_by)`,
    ),
    find: db.prepare<[id: number, studyId: number], DatasetRow>(
      `SELECT ${columns} FROM dataset WHERE id = ? AND study_id = ?`,
    ),
    delete: db.prepare<[id: number, studyId: number]>('DELETE FROM dataset WHERE id = ? AND study_id = ?'),
    listOfStudy: db.prepare<[studyId: number], DatasetRow>(
      `SELECT ${columns} FROM dataset WHERE study_id = ? ORDER BY id DESC`,
    ),
  }
}
