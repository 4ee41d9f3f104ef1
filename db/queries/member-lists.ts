import type { Db } from '../open-database.ts'
import { memberFacts } from './member-facts.ts'

/** A list between upload and confirmation. */
export interface MemberUploadRow {
  id: number
  content: Buffer
  /** what the file was called; empty where the list was pasted */
  file_name: string
  created_at: number
}

/** An invitation that nobody was asked instead of yet, of a member who will not answer. */
const replaceable = `i.study_id = @studyId AND i.kind = 'member'
  AND (${memberFacts.declined} OR ${memberFacts.unreached})
  AND NOT EXISTS (SELECT 1 FROM replacement p WHERE p.invitation_id = i.id)
  AND NOT EXISTS (SELECT 1 FROM identity_link l WHERE l.invitation_id = i.id)`

/** Lists of members on their way into a study: uploads, the reserve, replacements. */
export function memberListQueries(db: Db) {
  return {
    insertUpload: db.prepare<
      [studyId: number, userId: number, content: Uint8Array, fileName: string, at: number]
    >('INSERT INTO member_upload (study_id, user_id, content, file_name, created_at) VALUES (?, ?, ?, ?, ?)'),
    /** Only who sent a list sees it. */
    findUpload: db.prepare<[id: number, studyId: number, userId: number, after: number], MemberUploadRow>(
      `SELECT id, content, file_name, created_at FROM member_upload
       WHERE id = ? AND study_id = ? AND user_id = ? AND created_at > ?`,
    ),
    deleteUpload: db.prepare<[id: number]>('DELETE FROM member_upload WHERE id = ?'),
    deleteOldUploads: db.prepare<[before: number]>('DELETE FROM member_upload WHERE created_at <= ?'),
    hasOptedOut: db.prepare<[email: string], number>('SELECT 1 FROM opt_out WHERE email = ?').pluck(),
    inReserve: db
      .prepare<[studyId: number, email: string], number>(
        'SELECT 1 FROM reserve_member WHERE study_id = ? AND email = ?',
      )
      .pluck(),
    /** From a JSON list of [id, name, language]. */
    updateMembers: db.prepare<[changes: string]>(
      `UPDATE invitation SET name = given.value ->> 1, language = given.value ->> 2
       FROM json_each(?) AS given WHERE invitation.id = given.value ->> 0`,
    ),
    countReserve: db
      .prepare<[{ studyId: number; society: string | null }], number>(
        `SELECT count(*) FROM reserve_member
         WHERE study_id = @studyId AND (@society IS NULL OR society = @society)`,
      )
      .pluck(),
    nextOfReserve: db.prepare<
      [studyId: number, society: string],
      {
        id: number
        email: string
        name: string
        language: string
        society: string
        sample_id: number
        place: number
        position: number | null
      }
    >(
      `SELECT id, email, name, language, society, sample_id, place, position FROM reserve_member r
       WHERE study_id = ? AND society = ? AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.email = r.email)
         AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.study_id = r.study_id AND i.email = r.email)
       ORDER BY sample_id, place LIMIT 1`,
    ),
    deleteReserve: db.prepare<[id: number]>('DELETE FROM reserve_member WHERE id = ?'),
    countReplaceable: db.prepare<
      [{ studyId: number }],
      { society: string; declined: number; unreached: number; reserve: number }
    >(
      `SELECT i.society, sum(i.declined_at IS NOT NULL) AS declined,
         sum(i.declined_at IS NULL) AS unreached,
         (SELECT count(*) FROM reserve_member r WHERE r.study_id = @studyId AND r.society = i.society) AS reserve
       FROM invitation i WHERE ${replaceable} GROUP BY i.society ORDER BY i.society`,
    ),
    listReplaceable: db.prepare<
      [{ studyId: number; society: string | null }],
      { id: number; society: string }
    >(
      `SELECT i.id, i.society FROM invitation i
       WHERE ${replaceable} AND (@society IS NULL OR i.society = @society) ORDER BY i.id`,
    ),
    insertReplacement: db.prepare<[invitationId: number, byInvitationId: number, at: number]>(
      'INSERT INTO replacement (invitation_id, by_invitation_id, at) VALUES (?, ?, ?)',
    ),
    /** Members of a wave who were asked instead of others. */
    countReplacements: db
      .prepare<[studyId: number, wave: number], number>(
        `SELECT count(*) FROM replacement p JOIN invitation i ON i.id = p.by_invitation_id
         WHERE i.study_id = ? AND i.wave = ?`,
      )
      .pluck(),
    lastWave: db
      .prepare<[studyId: number], number>(
        `SELECT coalesce(max(wave), 1) FROM invitation WHERE study_id = ? AND kind = 'member'`,
      )
      .pluck(),
  }
}
