import type { Db } from '../open-database.ts'

/** How somebody came; `unknown` where routes were not kept yet when the link was cut or the answers erased. */
export type Route = 'personal' | 'open' | 'unknown'

/** How many reached each stage, of one society, wave and language of the invitation, and of one route. */
export interface FunnelCounts {
  society: string
  wave: number
  language: string
  route: Route
  listed: number
  mailed: number
  not_bounced: number
  started: number
  consented: number
  eligible: number
  judged: number
  completed: number
  analysed: number
}

/**
 * The one query behind every count of field work. Invitations give the stages before answering, respondents those
 * from the start on: they carry society, wave, language and route themselves, so the counts stay when the identity link
 * is cut, and people who were erased are counted without anything about them. Answers of test links never count; people
 * of an open link are on no list and count from the start on.
 */
export function funnelQueries(db: Db) {
  return {
    count: db.prepare<[{ studyId: number }], FunnelCounts>(
      `WITH reached AS (
         SELECT i.society, i.wave, i.language, 'personal' AS route,
           1 AS listed,
           i.mail_status IN ('accepted', 'bounced') AS mailed,
           i.mail_status = 'accepted' AS not_bounced,
           0 AS started, 0 AS consented, 0 AS eligible, 0 AS judged, 0 AS completed, 0 AS analysed
         FROM invitation i
         WHERE i.study_id = @studyId AND i.kind = 'member'
         UNION ALL
         SELECT r.society, r.wave, r.invited_language, r.route, 0, 0, 0,
           1,
           coalesce(r.consent = 'agreed', 0),
           coalesce(r.consent = 'agreed' AND r.eligible = 1, 0),
           coalesce(r.consent = 'agreed' AND r.eligible = 1, 0) AND (
             EXISTS (SELECT 1 FROM judgement j WHERE j.respondent_id = r.id)
             OR EXISTS (SELECT 1 FROM answer a WHERE a.respondent_id = r.id AND a.variable GLOB 'R[0-9]*')),
           coalesce(r.completed_at IS NOT NULL AND r.consent = 'agreed' AND r.eligible = 1, 0),
           coalesce(r.completed_at IS NOT NULL AND r.consent = 'agreed' AND r.eligible = 1, 0)
             AND r.withdrawn_at IS NULL AND NOT coalesce(
             (SELECT x.excluded FROM exclusion x
              WHERE x.study_id = r.study_id AND x.respondent_id = r.id ORDER BY x.id DESC LIMIT 1), 0)
         FROM respondent r
         WHERE r.study_id = @studyId AND r.mode = 'live'
         UNION ALL
         SELECT e.society, e.wave, e.language, e.route, e.listed, e.mailed, e.not_bounced, e.started, e.consented,
           e.eligible, e.judged, e.completed, 0
         FROM erased_person e WHERE e.study_id = @studyId
       )
       SELECT society, wave, language, route, sum(listed) AS listed, sum(mailed) AS mailed,
         sum(not_bounced) AS not_bounced, sum(started) AS started, sum(consented) AS consented,
         sum(eligible) AS eligible, sum(judged) AS judged, sum(completed) AS completed,
         sum(analysed) AS analysed
       FROM reached GROUP BY society, wave, language, route ORDER BY society, wave, language, route`,
    ),
    /** The counts as they were when the identity link was cut. */
    frozen: db.prepare<
      [studyId: number],
      { stage: string; society: string; wave: number; language: string; route: Route; n: number }
    >(
      `SELECT stage, society, wave, language, route, n FROM frozen_funnel WHERE study_id = ?
       ORDER BY society, wave, language, route`,
    ),
    freeze: db.prepare<
      [
        {
          studyId: number
          stage: string
          society: string
          wave: number
          language: string
          route: Route
          n: number
          at: number
        },
      ]
    >(
      `INSERT OR IGNORE INTO frozen_funnel (study_id, stage, society, wave, language, route, n, frozen_at)
       VALUES (@studyId, @stage, @society, @wave, @language, @route, @n, @at)`,
    ),
    hasRespondents: db
      .prepare<[studyId: number], number>(
        `SELECT 1 FROM respondent WHERE study_id = ? AND mode = 'live' LIMIT 1`,
      )
      .pluck(),
    /** Societies that hand a link around. */
    openSocieties: db
      .prepare<[studyId: number], string>(
        `SELECT DISTINCT society FROM invitation WHERE study_id = ? AND kind = 'open'`,
      )
      .pluck(),
    /** As migration 0015 does for links that were cut before routes were kept. */
    forgetRoutes: db.prepare<[studyId: number]>(
      `UPDATE respondent SET route = 'unknown' WHERE study_id = ? AND mode = 'live' AND society IN (
         SELECT i.society FROM invitation i WHERE i.study_id = respondent.study_id AND i.kind = 'open')`,
    ),
    hasOpenLinks: db
      .prepare<[studyId: number], number>(
        `SELECT EXISTS (SELECT 1 FROM invitation WHERE study_id = ? AND kind = 'open')`,
      )
      .pluck(),
  }
}
