import type { Db } from '../open-database.ts'

export interface LogRow {
  id: number
  at: number
  actor: string
  action: string
  /** the study's address; null for what concerns none, and for a study that was deleted as a draft */
  slug: string | null
  /** JSON */
  detail: string
}

/** What a part of the log is chosen by; null leaves a choice open. Times in UTC milliseconds, `to` excluded. */
export interface LogChoice {
  actor: string | null
  action: string | null
  studyId: number | null
  from: number | null
  to: number | null
}

const chosen = `(:actor IS NULL OR event.actor = :actor) AND (:action IS NULL OR event.action = :action)
  AND (:studyId IS NULL OR event.study_id = :studyId)
  AND (:from IS NULL OR event.at >= :from) AND (:to IS NULL OR event.at < :to)`

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
    /** When something was first done to a study. */
    firstOfStudy: db
      .prepare<[studyId: number, action: string], number>(
        'SELECT at FROM audit_event WHERE study_id = ? AND action = ? ORDER BY id LIMIT 1',
      )
      .pluck(),
    /** The newest first, below an id. */
    listChosen: db.prepare<[LogChoice & { below: number; limit: number }], LogRow>(
      `SELECT event.id, event.at, event.actor, event.action, study.slug, event.detail
       FROM audit_event AS event LEFT JOIN study ON study.id = event.study_id
       WHERE event.id < :below AND ${chosen} ORDER BY event.id DESC LIMIT :limit`,
    ),
    countChosen: db
      .prepare<[LogChoice], number>(`SELECT count(*) FROM audit_event AS event WHERE ${chosen}`)
      .pluck(),
    listActors: db.prepare<[], string>('SELECT DISTINCT actor FROM audit_event ORDER BY actor').pluck(),
    listActions: db.prepare<[], string>('SELECT DISTINCT action FROM audit_event ORDER BY action').pluck(),
    lastBackupAt: db
      .prepare<[], number | null>(`SELECT max(at) FROM audit_event WHERE action = 'backup made'`)
      .pluck(),
    countMigrations: db.prepare<[], number>('SELECT count(*) FROM migration').pluck(),
  }
}
