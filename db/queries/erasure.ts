import type { Db } from '../open-database.ts'
import type { Route } from './funnel.ts'

export interface IdentityCutRow {
  at: number
  actor: string
  links: number
  addresses: number
  wiped_at: number | null
}

/** How far somebody who is erased came; nothing says who. */
export interface ErasedPerson {
  studyId: number
  society: string
  wave: number
  language: string
  route: Route
  listed: 0 | 1
  mailed: 0 | 1
  notBounced: 0 | 1
  started: 0 | 1
  consented: 0 | 1
  eligible: 0 | 1
  judged: 0 | 1
  completed: 0 | 1
}

/** Cutting the identity link, and erasing people. */
export function erasureQueries(db: Db) {
  return {
    findCut: db.prepare<[studyId: number], IdentityCutRow>(
      'SELECT at, actor, links, addresses, wiped_at FROM identity_cut WHERE study_id = ?',
    ),
    insertCut: db.prepare<[studyId: number, at: number, actor: string, links: number, addresses: number]>(
      'INSERT INTO identity_cut (study_id, at, actor, links, addresses) VALUES (?, ?, ?, ?, ?)',
    ),
    countUnwiped: db.prepare<[], number>('SELECT count(*) FROM identity_cut WHERE wiped_at IS NULL').pluck(),
    setWiped: db.prepare<[at: number]>('UPDATE identity_cut SET wiped_at = ? WHERE wiped_at IS NULL'),
    setAnonymous: db.prepare<[studyId: number]>(`UPDATE study SET mode = 'anonymous' WHERE id = ?`),
    countMailWaiting: db
      .prepare<[studyId: number], number>(
        `SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')
           AND invitation_id IN (SELECT id FROM invitation WHERE study_id = ?)`,
      )
      .pluck(),
    deleteLinks: db.prepare<[studyId: number]>(
      'DELETE FROM identity_link WHERE invitation_id IN (SELECT id FROM invitation WHERE study_id = ?)',
    ),
    /** When who was mailed could tell who had finished by then. */
    deleteMail: db.prepare<[studyId: number]>(
      'DELETE FROM outbox WHERE invitation_id IN (SELECT id FROM invitation WHERE study_id = ?)',
    ),
    /** Invitations of people who came by an open link were made in the moment they started. */
    deleteOpenStarts: db.prepare<[studyId: number]>(
      `DELETE FROM invitation WHERE study_id = ? AND kind = 'open'
         AND id IN (SELECT invitation_id FROM open_start)`,
    ),
    /** Members of groups so small that an answer could be guessed. */
    deleteSmallGroups: db.prepare<[{ studyId: number; threshold: number }]>(
      `DELETE FROM invitation WHERE study_id = @studyId AND kind = 'member'
         AND (society, wave, language) IN (
           SELECT society, wave, language FROM invitation
           WHERE study_id = @studyId AND kind = 'member'
           GROUP BY society, wave, language HAVING count(*) < @threshold)`,
    ),
    deleteReserve: db.prepare<[studyId: number]>('DELETE FROM reserve_member WHERE study_id = ?'),
    deleteUploads: db.prepare<[studyId: number]>('DELETE FROM member_upload WHERE study_id = ?'),
    deleteMembers: db.prepare<[studyId: number]>(
      `DELETE FROM invitation WHERE study_id = ? AND (kind = 'member' OR id IN (SELECT invitation_id FROM open_start))`,
    ),
    deleteInvitation: db.prepare<[id: number]>('DELETE FROM invitation WHERE id = ?'),
    deleteReserveByEmail: db.prepare<[studyId: number, email: string]>(
      'DELETE FROM reserve_member WHERE study_id = ? AND email = ?',
    ),
    insertLine: db.prepare<[line: string]>('INSERT INTO erasure_line (line) VALUES (?)'),
    listLines: db.prepare<[], { id: number; line: string }>('SELECT id, line FROM erasure_line ORDER BY id'),
    deleteLines: db.prepare<[upTo: number]>('DELETE FROM erasure_line WHERE id <= ?'),
    askForWipe: db.prepare<[what: 'log' | 'pages']>('INSERT OR IGNORE INTO wipe_due (what) VALUES (?)'),
    listWipes: db.prepare<[], 'log' | 'pages'>('SELECT what FROM wipe_due').pluck(),
    clearWipes: db.prepare<[]>('DELETE FROM wipe_due'),
    insertErased: db.prepare<[ErasedPerson]>(
      `INSERT INTO erased_person (study_id, society, wave, language, route, listed, mailed, not_bounced,
         started, consented, eligible, judged, completed)
       VALUES (@studyId, @society, @wave, @language, @route, @listed, @mailed, @notBounced,
         @started, @consented, @eligible, @judged, @completed)`,
    ),
    /** Members who were erased, by the society that listed them. */
    countErased: db.prepare<[studyId: number], { society: string; n: number }>(
      'SELECT society, count(*) AS n FROM erased_person WHERE study_id = ? AND listed = 1 GROUP BY society',
    ),
    insertKey: db.prepare<[studyId: number, key: string]>(
      'INSERT OR IGNORE INTO erased_key (study_id, key) VALUES (?, ?)',
    ),
    hasKey: db
      .prepare<[studyId: number, key: string], number>(
        'SELECT 1 FROM erased_key WHERE study_id = ? AND key = ?',
      )
      .pluck(),
    hasKeys: db
      .prepare<[studyId: number], number>('SELECT 1 FROM erased_key WHERE study_id = ? LIMIT 1')
      .pluck(),
    hasJudged: db
      .prepare<[{ id: number }], 0 | 1>(
        `SELECT EXISTS (SELECT 1 FROM judgement WHERE respondent_id = @id)
           OR EXISTS (SELECT 1 FROM answer WHERE respondent_id = @id AND variable GLOB 'R[0-9]*')`,
      )
      .pluck(),
    markErasing: db.prepare<[respondentId: number]>('INSERT INTO erasing (respondent_id) VALUES (?)'),
    markAllErasing: db.prepare<[studyId: number]>(
      `INSERT INTO erasing (respondent_id) SELECT id FROM respondent WHERE study_id = ? AND mode = 'live'`,
    ),
    deleteMarked: db.prepare<[]>('DELETE FROM respondent WHERE id IN (SELECT respondent_id FROM erasing)'),
    clearErasing: db.prepare<[]>('DELETE FROM erasing'),
    listPseudonyms: db.prepare<[studyId: number], { id: number; pseudonym: string }>(
      `SELECT id, pseudonym FROM respondent WHERE study_id = ? AND mode = 'live'`,
    ),
  }
}
