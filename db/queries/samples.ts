import type { Db } from '../open-database.ts'

/** A random sample of a list. */
export interface SampleRow {
  id: number
  seed: number
  /** 1: a person typed the seed */
  seed_typed: 0 | 1
  /** how many could be drawn */
  listed: number
  drawn: number
  wave: number
  /** the list's file, empty where it was pasted; null: drawn before this was kept */
  list_name: string | null
  /** members on the list, also those who could not be drawn */
  list_members: number | null
  /** JSON list of [society, how many could be drawn, how many were]; null: drawn before this was kept */
  parts: string | null
  made_at: number
  made_by: string
}

export interface NewSample {
  studyId: number
  seed: number
  seedTyped: 0 | 1
  listed: number
  drawn: number
  wave: number
  listName: string
  listMembers: number
  parts: string
  at: number
  by: string
}

/** Somebody of a sampled list, by where they stand in the draw. */
export interface SamplePlaceRow {
  /** in the order of the draw, from 1 */
  place: number
  /** in the order of addresses, from 1; null: not kept */
  position: number | null
  email: string | null
  name: string
  society: string
  language: string
  /** null: waits in reserve */
  invitation_id: number | null
}

const columns = 'id, seed, seed_typed, listed, drawn, wave, list_name, list_members, parts, made_at, made_by'

/** Random samples of lists, and who stood where in the draw. */
export function sampleQueries(db: Db) {
  return {
    insert: db.prepare<[NewSample]>(
      `INSERT INTO member_sample (study_id, seed, seed_typed, listed, drawn, wave, list_name, list_members, parts,
         made_at, made_by)
       VALUES (@studyId, @seed, @seedTyped, @listed, @drawn, @wave, @listName, @listMembers, @parts, @at, @by)`,
    ),
    listOfStudy: db.prepare<[studyId: number], SampleRow>(
      `SELECT ${columns} FROM member_sample WHERE study_id = ? ORDER BY id`,
    ),
    sizeOf: db.prepare<[id: number], number>('SELECT drawn FROM member_sample WHERE id = ?').pluck(),
    /** Where invited members stood, from a JSON list of [email, position] in the order of the draw. */
    insertDrawn: db.prepare<[{ studyId: number; sampleId: number; drawn: string }]>(
      `INSERT INTO sample_draw (invitation_id, sample_id, position, place)
       SELECT i.id, @sampleId, d.value ->> 1, d.key + 1 FROM json_each(@drawn) AS d
       JOIN invitation i ON i.study_id = @studyId AND i.kind = 'member' AND i.email = d.value ->> 0`,
    ),
    insertLater: db.prepare<[invitationId: number, sampleId: number, position: number, place: number]>(
      'INSERT INTO sample_draw (invitation_id, sample_id, position, place) VALUES (?, ?, ?, ?)',
    ),
    /** In the order of the draw, from a JSON list of [email, name, language, society, position]; others are passed over. */
    insertReserve: db.prepare<[studyId: number, sampleId: number, members: string]>(
      `INSERT INTO reserve_member (study_id, sample_id, place, email, name, language, society, position)
       SELECT ?, ?, key + 1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)
       WHERE true ON CONFLICT (study_id, email) DO NOTHING`,
    ),
    /** Everybody of a sampled list who is still there, in the order of the draw; of one society, or all (null). */
    listPlaces: db.prepare<[{ sampleId: number; society: string | null }], SamplePlaceRow>(
      `SELECT d.place, d.position, i.email, i.name, i.society, i.language, i.id AS invitation_id
       FROM sample_draw d JOIN invitation i ON i.id = d.invitation_id
       WHERE d.sample_id = @sampleId AND (@society IS NULL OR i.society = @society)
       UNION ALL
       SELECT s.drawn + r.place, r.position, r.email, r.name, r.society, r.language, NULL
       FROM reserve_member r JOIN member_sample s ON s.id = r.sample_id
       WHERE r.sample_id = @sampleId AND (@society IS NULL OR r.society = @society)
       ORDER BY 1`,
    ),
  }
}
