import type { Db } from '../open-database.ts'
import type { Route } from './funnel.ts'

export type Device = 'phone' | 'tablet' | 'desktop' | 'unknown'

export interface RespondentRow {
  id: number
  study_id: number
  version_id: number
  pseudonym: string
  ordinal: number
  mode: 'live' | 'test'
  route: Route
  society: string
  wave: number
  invited_language: string
  language: string
  device: Device
  started_at: number
  consent: 'agreed' | 'refused' | null
  consent_at: number | null
  eligible: 0 | 1 | null
  completed_at: number | null
  withdrawn_at: number | null
}

export interface NewRespondent {
  studyId: number
  versionId: number
  pseudonym: string
  ordinal: number
  mode: 'live' | 'test'
  route: Route
  society: string
  wave: number
  invitedLanguage: string
  language: string
  device: Device
  startedAt: number
}

const columns =
  'r.id, r.study_id, r.version_id, r.pseudonym, r.ordinal, r.mode, r.route, r.society, r.wave, r.invited_language, ' +
  'r.language, r.device, r.started_at, r.consent, r.consent_at, r.eligible, r.completed_at, r.withdrawn_at'

/** Respondents and the facts of their way through the survey. */
export function respondentQueries(db: Db) {
  return {
    insert: db.prepare<[NewRespondent]>(
      `INSERT INTO respondent (study_id, version_id, pseudonym, ordinal, mode, route, society, wave,
         invited_language, language, device, started_at)
       VALUES (@studyId, @versionId, @pseudonym, @ordinal, @mode, @route, @society, @wave, @invitedLanguage,
         @language, @device, @startedAt)`,
    ),
    linkIdentity: db.prepare<[invitationId: number, respondentId: number]>(
      'INSERT INTO identity_link (invitation_id, respondent_id) VALUES (?, ?)',
    ),
    findByInvitation: db.prepare<[invitationId: number], RespondentRow>(
      `SELECT ${columns} FROM identity_link l JOIN respondent r ON r.id = l.respondent_id
       WHERE l.invitation_id = ?`,
    ),
    findByPseudonym: db.prepare<[studyId: number, pseudonym: string], RespondentRow>(
      `SELECT ${columns} FROM respondent r WHERE r.study_id = ? AND r.pseudonym = ?`,
    ),
    /** Everybody who began, test answers left out; of one society, or of all (null). */
    listLive: db.prepare<
      [{ studyId: number; society: string | null }],
      RespondentRow & { active_ms: number | null; again: 0 | 1 }
    >(
      `SELECT ${columns},
         (SELECT sum(t.active_ms) FROM page_timing t WHERE t.respondent_id = r.id) AS active_ms,
         EXISTS (SELECT 1 FROM possible_duplicate d WHERE d.respondent_id = r.id) AS again
       FROM respondent r
       WHERE r.study_id = @studyId AND r.mode = 'live' AND (@society IS NULL OR r.society = @society)
       ORDER BY r.pseudonym`,
    ),
    pseudonymTaken: db
      .prepare<[studyId: number, pseudonym: string], number>(
        'SELECT 1 FROM respondent WHERE study_id = ? AND pseudonym = ?',
      )
      .pluck(),
    nextOrdinal: db
      .prepare<[studyId: number, mode: string], number>(
        'SELECT coalesce(max(ordinal) + 1, 0) FROM respondent WHERE study_id = ? AND mode = ?',
      )
      .pluck(),
    /** The answers of this respondent are made up by the program; the database never takes that back. */
    markSimulated: db.prepare<[id: number]>('UPDATE respondent SET is_simulated = 1 WHERE id = ?'),
    countSimulated: db
      .prepare<[studyId: number], number>(
        'SELECT count(*) FROM respondent WHERE study_id = ? AND is_simulated = 1',
      )
      .pluck(),
    countLive: db
      .prepare<[studyId: number], number>(
        `SELECT count(*) FROM respondent WHERE study_id = ? AND mode = 'live'`,
      )
      .pluck(),
    countTest: db
      .prepare<[studyId: number], number>(
        `SELECT count(*) FROM respondent WHERE study_id = ? AND mode = 'test'`,
      )
      .pluck(),
    deleteTest: db.prepare<[studyId: number]>(`DELETE FROM respondent WHERE study_id = ? AND mode = 'test'`),
    setLanguage: db.prepare<[language: string, id: number]>(
      'UPDATE respondent SET language = ? WHERE id = ?',
    ),
    setDevice: db.prepare<[device: Device, id: number]>('UPDATE respondent SET device = ? WHERE id = ?'),
    setConsent: db.prepare<[consent: 'agreed' | 'refused', at: number, id: number]>(
      'UPDATE respondent SET consent = ?, consent_at = ? WHERE id = ?',
    ),
    consentRevision: db
      .prepare<[respondentId: number], number>(
        'SELECT coalesce(max(revision), 0) FROM consent_revision WHERE respondent_id = ?',
      )
      .pluck(),
    insertConsentRevision: db.prepare<
      [respondentId: number, revision: number, consent: 'agreed' | 'refused', at: number]
    >('INSERT INTO consent_revision (respondent_id, revision, consent, at) VALUES (?, ?, ?, ?)'),
    setEligible: db.prepare<[eligible: 0 | 1 | null, at: number | null, id: number]>(
      'UPDATE respondent SET eligible = ?, eligible_at = ? WHERE id = ?',
    ),
    setCompleted: db.prepare<[at: number, id: number]>(
      'UPDATE respondent SET completed_at = ? WHERE id = ? AND completed_at IS NULL',
    ),
    setWithdrawn: db.prepare<[at: number, id: number]>(
      'UPDATE respondent SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL',
    ),
    insertStep: db.prepare<[respondentId: number, step: string, at: number]>(
      'INSERT OR IGNORE INTO step_done (respondent_id, step, at) VALUES (?, ?, ?)',
    ),
    stepIsDone: db
      .prepare<[respondentId: number, step: string], number>(
        'SELECT 1 FROM step_done WHERE respondent_id = ? AND step = ?',
      )
      .pluck(),
    listSteps: db
      .prepare<[respondentId: number], string>('SELECT step FROM step_done WHERE respondent_id = ?')
      .pluck(),
    addTiming: db.prepare<[respondentId: number, page: string, activeMs: number | null, wallMs: number]>(
      `INSERT INTO page_timing (respondent_id, page, visits, active_ms, wall_ms) VALUES (?, ?, 1, ?, ?)
       ON CONFLICT (respondent_id, page) DO UPDATE
       SET visits = visits + 1,
         active_ms = coalesce(active_ms + excluded.active_ms, active_ms, excluded.active_ms),
         wall_ms = wall_ms + excluded.wall_ms`,
    ),
    totalActiveMs: db
      .prepare<[respondentId: number], number>(
        'SELECT coalesce(sum(active_ms), 0) FROM page_timing WHERE respondent_id = ?',
      )
      .pluck(),
  }
}
