import type { Db } from '../open-database.ts'
import { factColumns, factCounts, isOnly, isOver, type MemberFact, memberFacts } from './member-facts.ts'

export interface InvitationRow {
  id: number
  study_id: number
  kind: 'member' | 'test' | 'open'
  email: string | null
  name: string
  language: string
  society: string
  wave: number
  generation: number
  declined_at: number | null
  mail_status: 'not_mailed' | 'queued' | 'accepted' | 'failed' | 'bounced'
  revoked_at: number | null
}

const columns =
  'id, study_id, kind, email, name, language, society, wave, generation, mail_status, declined_at, revoked_at'

/** A member with what is known of them. */
export type MemberRow = InvitationRow & Record<MemberFact, 0 | 1>

/** Which members a list shows; null shows all. */
export interface MemberFilter {
  studyId: number
  society: string | null
  only: MemberFact | null
  /** a part of the address or the name */
  word: string | null
}

const filtered = `study_id = @studyId AND kind = 'member' AND (@society IS NULL OR society = @society)
  AND ${isOnly}
  AND (@word IS NULL OR instr(lower(email), lower(@word)) > 0 OR instr(lower(name), lower(@word)) > 0)`

/** Invitations: whom we wrote to. */
export function invitationQueries(db: Db) {
  return {
    insert: db.prepare<
      [
        studyId: number,
        kind: 'member' | 'test' | 'open',
        email: string | null,
        name: string,
        language: string,
        society: string,
        wave: number,
        at: number,
      ]
    >(
      `INSERT INTO invitation (study_id, kind, email, name, language, society, wave, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    /** Adds many members in one statement, from a JSON list of [email, name, language, society]; others are passed over. */
    insertMembers: db.prepare<[studyId: number, wave: number, at: number, members: string]>(
      `INSERT INTO invitation (study_id, kind, wave, created_at, email, name, language, society)
       SELECT ?, 'member', ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
       ON CONFLICT (study_id, email) DO NOTHING`,
    ),
    find: db.prepare<[id: number], InvitationRow>(`SELECT ${columns} FROM invitation WHERE id = ?`),
    findByEmail: db.prepare<[studyId: number, email: string], InvitationRow>(
      `SELECT ${columns} FROM invitation WHERE study_id = ? AND email = ?`,
    ),
    listOfStudy: db.prepare<[studyId: number, kind: 'member' | 'test' | 'open'], InvitationRow>(
      `SELECT ${columns} FROM invitation WHERE study_id = ? AND kind = ? ORDER BY id`,
    ),
    findMember: db.prepare<[id: number], MemberRow>(
      `SELECT ${columns}, ${factColumns} FROM invitation i WHERE id = ?`,
    ),
    findOfStudy: db.prepare<[id: number, studyId: number], InvitationRow>(
      `SELECT ${columns} FROM invitation WHERE id = ? AND study_id = ?`,
    ),
    /** Members one page at a time, by number; `society` null means all, `only` some of them, `word` a part of one. */
    listPage: db.prepare<[MemberFilter & { limit: number; offset: number }], MemberRow>(
      `SELECT ${columns}, ${factColumns} FROM invitation i WHERE ${filtered} ORDER BY id LIMIT @limit OFFSET @offset`,
    ),
    countFiltered: db
      .prepare<[MemberFilter], number>(`SELECT count(*) FROM invitation i WHERE ${filtered}`)
      .pluck(),
    setMember: db.prepare<[{ id: number; email: string; name: string; language: string }]>(
      `UPDATE invitation SET email = @email, name = @name, language = @language,
         mail_status = iif(email = @email OR mail_status NOT IN ('bounced', 'failed'), mail_status, 'not_mailed')
       WHERE id = @id`,
    ),
    /** Members that come after a number, by number; `society` null means all. */
    listAfter: db.prepare<
      [{ studyId: number; society: string | null; after: number; limit: number }],
      InvitationRow & { opted_out: 0 | 1; started: 0 | 1; over: 0 | 1 }
    >(
      `SELECT ${columns}, ${memberFacts.opted_out} AS opted_out,
         EXISTS (SELECT 1 FROM identity_link l WHERE l.invitation_id = i.id) AS started, ${isOver} AS over
       FROM invitation i
       WHERE study_id = @studyId AND kind = 'member' AND id > @after AND (@society IS NULL OR society = @society)
       ORDER BY id LIMIT @limit`,
    ),
    countBySociety: db.prepare<
      [studyId: number],
      { society: string; members: number } & Record<MemberFact, number>
    >(
      `SELECT society, count(*) AS members, ${factCounts}
       FROM invitation i
       WHERE study_id = ? AND kind = 'member' GROUP BY society ORDER BY society`,
    ),
    listTimes: db.prepare<
      [studyId: number, kind: 'member' | 'test' | 'open'],
      { id: number; created_at: number }
    >('SELECT id, created_at FROM invitation WHERE study_id = ? AND kind = ?'),
    setDeclined: db.prepare<[at: number | null, id: number]>(
      'UPDATE invitation SET declined_at = ? WHERE id = ?',
    ),
    setRevoked: db.prepare<[at: number | null, id: number]>(
      'UPDATE invitation SET revoked_at = ? WHERE id = ?',
    ),
    replaceLink: db.prepare<[id: number]>(
      'UPDATE invitation SET generation = generation + 1, revoked_at = NULL WHERE id = ?',
    ),
    deleteTest: db.prepare<[studyId: number]>(`DELETE FROM invitation WHERE study_id = ? AND kind = 'test'`),
  }
}
