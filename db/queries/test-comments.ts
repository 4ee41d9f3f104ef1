import type { Db } from '../open-database.ts'

export interface TestCommentRow {
  id: number
  page: string
  language: string
  text: string
  written_at: number
  resolved_at: number | null
  resolved_by: string | null
}

/** What testers wrote on the pages of test links, and how far test links came. */
export function testCommentQueries(db: Db) {
  return {
    /** The same words on the same page of the same link are one comment, however often the form arrives. */
    insert: db.prepare<
      [studyId: number, invitationId: number, page: string, language: string, text: string, at: number]
    >(
      `INSERT INTO test_comment (study_id, invitation_id, page, language, text, written_at)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (invitation_id, page, text) DO NOTHING`,
    ),
    countOfInvitation: db
      .prepare<[invitationId: number], number>('SELECT count(*) FROM test_comment WHERE invitation_id = ?')
      .pluck(),
    /** Open ones first, then the newest. */
    listOfStudy: db.prepare<[studyId: number], TestCommentRow>(
      `SELECT id, page, language, text, written_at, resolved_at, resolved_by FROM test_comment
       WHERE study_id = ? ORDER BY resolved_at IS NOT NULL, id DESC`,
    ),
    setResolved: db.prepare<[at: number | null, by: string | null, id: number, studyId: number]>(
      'UPDATE test_comment SET resolved_at = ?, resolved_by = ? WHERE id = ? AND study_id = ?',
    ),
    /** How far each test link came. */
    listWalks: db.prepare<
      [studyId: number],
      { invitation_id: number; started_at: number; completed_at: number | null; sha256: string }
    >(
      `SELECT l.invitation_id, r.started_at, r.completed_at, v.sha256
       FROM respondent r JOIN identity_link l ON l.respondent_id = r.id JOIN study_version v ON v.id = r.version_id
       WHERE r.study_id = ? AND r.mode = 'test'`,
    ),
  }
}
