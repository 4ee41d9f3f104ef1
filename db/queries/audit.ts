import type { Db } from '../open-database.ts'

/** The append-only log: who did what, when; never an answer, never an address of a member. */
export function auditQueries(db: Db) {
  return {
    insert: db.prepare<[at: number, actor: string, action: string, studyId: number | null, detail: string]>(
      'INSERT INTO audit_event (at, actor, action, study_id, detail) VALUES (?, ?, ?, ?, ?)',
    ),
    countOfStudy: db
      .prepare<[studyId: number, action: string], number>(
        'SELECT count(*) FROM audit_event WHERE study_id = ? AND action = ?',
      )
      .pluck(),
    lastBackupAt: db
      .prepare<[], number | null>(`SELECT max(at) FROM audit_event WHERE action = 'backup made'`)
      .pluck(),
    countMigrations: db.prepare<[], number>('SELECT count(*) FROM migration').pluck(),
  }
}
