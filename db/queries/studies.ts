import type { Db } from '../open-database.ts'

export type StudyState = 'draft' | 'testing' | 'live' | 'closing' | 'closed' | 'archived'

export interface StudyRow {
  id: number
  slug: string
  state: StudyState
  paused_at: number | null
  closes_at: number | null
  close_zone: string | null
  /** minutes after the closing time in which those who began may finish */
  grace_minutes: number
  opens_at: number | null
  open_zone: string | null
  mode: 'confidential' | 'anonymous'
  seed: number
  created_at: number
}

export interface StudyVersionRow {
  id: number
  study_id: number
  number: number
  minor: number
  /** canonical JSON */
  definition: string
  sha256: string
  plan_sha256: string
  created_at: number
}

/** A change of a published study's closing time. */
export interface ClosingChange {
  closed_at_before: number | null
  closes_at: number | null
  close_zone: string | null
  grace_minutes: number
  reason: string
  at: number
  actor: string
}

const studyColumns =
  'id, slug, state, paused_at, closes_at, close_zone, grace_minutes, opens_at, open_zone, mode, seed, created_at'
const versionColumns = 'id, study_id, number, minor, definition, sha256, plan_sha256, created_at'

/** Studies, their drafts, versions and states. */
export function studyQueries(db: Db) {
  const deleteStudy = [
    'respondent',
    'invitation',
    'member_upload',
    'reserve_member',
    'member_sample',
    'erased_person',
    'erased_key',
    'retention',
    'study_version',
    'draft_save',
    'study_draft',
    'test_comment',
    'study_transition',
  ].map((table) => db.prepare<[studyId: number]>(`DELETE FROM ${table} WHERE study_id = ?`))
  deleteStudy.push(db.prepare<[studyId: number]>('DELETE FROM study WHERE id = ?'))
  return {
    insert: db.prepare<[slug: string, seed: number, at: number]>(
      `INSERT INTO study (slug, state, seed, created_at) VALUES (?, 'draft', ?, ?)`,
    ),
    findBySlug: db.prepare<[slug: string], StudyRow>(`SELECT ${studyColumns} FROM study WHERE slug = ?`),
    findById: db.prepare<[id: number], StudyRow>(`SELECT ${studyColumns} FROM study WHERE id = ?`),
    list: db.prepare<[], StudyRow>(`SELECT ${studyColumns} FROM study ORDER BY created_at DESC, id DESC`),
    setState: db.prepare<[state: StudyState, id: number]>(
      'UPDATE study SET state = ?, paused_at = NULL WHERE id = ?',
    ),
    setPaused: db.prepare<[pausedAt: number | null, id: number]>(
      'UPDATE study SET paused_at = ? WHERE id = ?',
    ),
    setCloseTime: db.prepare<[closesAt: number | null, zone: string | null, id: number]>(
      'UPDATE study SET closes_at = ?, close_zone = ? WHERE id = ?',
    ),
    setGrace: db.prepare<[minutes: number, id: number]>('UPDATE study SET grace_minutes = ? WHERE id = ?'),
    setOpenTime: db.prepare<[opensAt: number | null, zone: string | null, id: number]>(
      'UPDATE study SET opens_at = ?, open_zone = ? WHERE id = ?',
    ),
    insertClosingChange: db.prepare<[ClosingChange & { studyId: number }]>(
      `INSERT INTO closing_change (study_id, closed_at_before, closes_at, close_zone, grace_minutes, reason, at, actor)
       VALUES (@studyId, @closed_at_before, @closes_at, @close_zone, @grace_minutes, @reason, @at, @actor)`,
    ),
    listClosingChanges: db.prepare<[studyId: number], ClosingChange>(
      `SELECT closed_at_before, closes_at, close_zone, grace_minutes, reason, at, actor FROM closing_change
       WHERE study_id = ? ORDER BY id`,
    ),
    insertTransition: db.prepare<[studyId: number, state: string, at: number, actor: string]>(
      'INSERT INTO study_transition (study_id, state, at, actor) VALUES (?, ?, ?, ?)',
    ),
    listTransitions: db.prepare<[studyId: number], { state: string; at: number; actor: string }>(
      'SELECT state, at, actor FROM study_transition WHERE study_id = ? ORDER BY id',
    ),
    saveDraft: db.prepare<[studyId: number, definition: string, at: number, by: string]>(
      `INSERT INTO study_draft (study_id, definition, saved_at, saved_by) VALUES (?, ?, ?, ?)
       ON CONFLICT (study_id) DO UPDATE
       SET definition = excluded.definition, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
    ),
    findDraft: db.prepare<[studyId: number], { definition: string; saved_at: number; saved_by: string }>(
      'SELECT definition, saved_at, saved_by FROM study_draft WHERE study_id = ?',
    ),
    countLiveRespondents: db
      .prepare<[studyId: number], number>(
        `SELECT count(*) FROM respondent WHERE study_id = ? AND mode = 'live'`,
      )
      .pluck(),
    /** Takes a draft away with all that hangs on it; triggers and keys refuse anything published or answered. */
    deleteEverything: (studyId: number): void => {
      for (const statement of deleteStudy) statement.run(studyId)
    },
    insertNote: db.prepare<[versionId: number, reason: string, actor: string, at: number]>(
      'INSERT INTO version_note (version_id, reason, actor, noted_at) VALUES (?, ?, ?, ?)',
    ),
    listNotes: db.prepare<
      [studyId: number],
      { version_id: number; reason: string; actor: string; noted_at: number }
    >(
      `SELECT n.version_id, n.reason, n.actor, n.noted_at FROM version_note n
       JOIN study_version v ON v.id = n.version_id WHERE v.study_id = ?`,
    ),
    insertVersion: db.prepare<
      [
        studyId: number,
        number: number,
        minor: number,
        definition: string,
        sha256: string,
        planSha256: string,
        at: number,
        by: string,
      ]
    >(
      `INSERT INTO study_version (study_id, number, minor, definition, sha256, plan_sha256, created_at, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    findVersion: db.prepare<[id: number], StudyVersionRow>(
      `SELECT ${versionColumns} FROM study_version WHERE id = ?`,
    ),
    /** The newest version; published ones (number > 0) sort after those made for testing. */
    findNewestVersion: db.prepare<[studyId: number], StudyVersionRow>(
      `SELECT ${versionColumns} FROM study_version WHERE study_id = ? ORDER BY number DESC, minor DESC LIMIT 1`,
    ),
    listVersions: db.prepare<[studyId: number], StudyVersionRow>(
      `SELECT ${versionColumns} FROM study_version WHERE study_id = ? ORDER BY number, minor`,
    ),
    deleteUnansweredTestVersions: db.prepare<[studyId: number]>(
      `DELETE FROM study_version WHERE study_id = ? AND number = 0
         AND id NOT IN (SELECT version_id FROM respondent WHERE mode = 'test')
         AND id <> (SELECT max(id) FROM study_version v WHERE v.study_id = study_version.study_id)`,
    ),
    deleteTestVersions: db.prepare<[studyId: number]>(
      'DELETE FROM study_version WHERE study_id = ? AND number = 0',
    ),
  }
}
