import type { Db } from '../open-database.ts'

export interface DraftSaveRow {
  revision: number
  topic: string
  what: string
  /** canonical JSON */
  definition: string
  saved_at: number
  saved_by: string
}

/** The history of drafts: append-only, the newest row is the draft as it stands. */
export function draftQueries(db: Db) {
  return {
    insert: db.prepare<
      [
        studyId: number,
        revision: number,
        topic: string,
        what: string,
        definition: string,
        at: number,
        by: string,
      ]
    >(
      `INSERT INTO draft_save (study_id, revision, topic, what, definition, saved_at, saved_by)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    newestRevision: db
      .prepare<[studyId: number], number | null>('SELECT max(revision) FROM draft_save WHERE study_id = ?')
      .pluck(),
    find: db.prepare<[studyId: number, revision: number], DraftSaveRow>(
      `SELECT revision, topic, what, definition, saved_at, saved_by FROM draft_save
       WHERE study_id = ? AND revision = ?`,
    ),
    /** The newest saves first, without their definitions. */
    listPage: db.prepare<[studyId: number, limit: number, offset: number], Omit<DraftSaveRow, 'definition'>>(
      `SELECT revision, topic, what, saved_at, saved_by FROM draft_save
       WHERE study_id = ? ORDER BY revision DESC LIMIT ? OFFSET ?`,
    ),
  }
}
