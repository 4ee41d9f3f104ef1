import type { Db } from '../open-database.ts'

/** Sensitivity analyses as they were computed last; another key than the present one means that they are out of date. */
export function sensitivityQueries(db: Db) {
  return {
    find: db.prepare<[studyId: number], { key: string; pack: string; made_at: number }>(
      'SELECT key, pack, made_at FROM sensitivity_pack WHERE study_id = ?',
    ),
    findKey: db
      .prepare<[studyId: number], string>('SELECT key FROM sensitivity_pack WHERE study_id = ?')
      .pluck(),
    save: db.prepare<[studyId: number, key: string, pack: string, madeAt: number]>(
      'INSERT OR REPLACE INTO sensitivity_pack (study_id, key, pack, made_at) VALUES (?, ?, ?, ?)',
    ),
  }
}
