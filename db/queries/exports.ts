import type { Db } from '../open-database.ts'
import type { Route } from './funnel.ts'
import type { Response } from './judgements.ts'
import type { Device } from './respondents.ts'

/** A respondent as files show one; times are UTC milliseconds. */
export interface ExportedRespondent {
  id: number
  version_id: number
  pseudonym: string
  society: string
  /** society, wave, language and route of the invitation: where the funnel counts them; waves and routes are in no file of answers */
  wave: number
  invited_language: string
  route: Route
  language: string
  device: Device
  started_at: number
  consent: 'agreed' | 'refused' | null
  eligible: 0 | 1 | null
  completed_at: number | null
  withdrawn_at: number | null
  is_simulated: 0 | 1
}

export interface RespondentTotals {
  n_shown: number
  n_answered: number
  n_equal: number
  n_cannot: number
  n_decided: number
  n_first: number
}

/** One assignment with its judgement, as a plain array: reading a million of them is twice as fast so. */
export type AssignmentTuple = [
  seq: number,
  block: number,
  construct: string,
  itemA: string,
  itemB: string,
  shownFirst: 'a' | 'b',
  isRepeat: 0 | 1,
  shownAt: number | null,
  response: Response | null,
  revision: number | null,
  answeredAt: number | null,
  activeMs: number | null,
]

/** What files are made from. Everything is read one respondent at a time, in the order of the primary keys. */
export function exportQueries(db: Db) {
  return {
    /** Grows with every change to what the files of a study are made from. */
    dataState: db
      .prepare<[studyId: number], number>('SELECT changes FROM data_state WHERE study_id = ?')
      .pluck(),
    /** In the order of the pseudonyms, which tells neither who nor when. */
    listRespondents: db.prepare<[studyId: number, mode: 'live' | 'test'], ExportedRespondent>(
      `SELECT id, version_id, pseudonym, society, wave, invited_language, route, language, device, started_at,
         consent, eligible, completed_at, withdrawn_at, is_simulated
       FROM respondent
       WHERE study_id = ? AND mode = ? ORDER BY pseudonym`,
    ),
    listAssignments: db
      .prepare<[respondentId: number], AssignmentTuple>(
        `SELECT a.seq, a.block, a.construct, a.item_a, a.item_b, a.shown_first, a.is_repeat, a.shown_at,
           j.response, j.revision, j.answered_at, j.active_ms
         FROM assignment a LEFT JOIN judgement j ON j.respondent_id = a.respondent_id AND j.seq = a.seq
         WHERE a.respondent_id = ? ORDER BY a.seq`,
      )
      .raw(),
    /** of respondents given as a JSON list of numbers */
    countAssignments: db
      .prepare<[respondentIds: string], number>(
        'SELECT count(*) FROM assignment WHERE respondent_id IN (SELECT value FROM json_each(?))',
      )
      .pluck(),
    /** n_decided: answered less or more; n_first: of those, the procedure shown first was chosen. */
    totals: db.prepare<[respondentId: number], RespondentTotals>(
      `SELECT count(a.shown_at) AS n_shown, count(j.seq) AS n_answered,
         count(*) FILTER (WHERE j.response = 'equal') AS n_equal,
         count(*) FILTER (WHERE j.response = 'cannot') AS n_cannot,
         count(*) FILTER (WHERE j.response IN ('less', 'more')) AS n_decided,
         count(*) FILTER (WHERE j.response = iif(a.shown_first = 'a', 'more', 'less')) AS n_first
       FROM assignment a LEFT JOIN judgement j ON j.respondent_id = a.respondent_id AND j.seq = a.seq
       WHERE a.respondent_id = ?`,
    ),
    /** NULL where no page was timed (no script ran in the browser). */
    activeMs: db
      .prepare<[respondentId: number], number | null>(
        'SELECT sum(active_ms) FROM page_timing WHERE respondent_id = ?',
      )
      .pluck(),
    listRevisions: db.prepare<
      [respondentId: number],
      { seq: number; revision: number; response: Response; at: number }
    >(
      'SELECT seq, revision, response, at FROM judgement_revision WHERE respondent_id = ? ORDER BY seq, revision',
    ),
    listAnswers: db.prepare<[respondentId: number], { variable: string; value: string; answered_at: number }>(
      'SELECT variable, value, answered_at FROM answer WHERE respondent_id = ? ORDER BY variable',
    ),
    listTimings: db.prepare<
      [respondentId: number],
      { page: string; visits: number; active_ms: number | null; wall_ms: number }
    >('SELECT page, visits, active_ms, wall_ms FROM page_timing WHERE respondent_id = ? ORDER BY page'),
    /** The newest decision on each respondent counts; those that took one back are left out. */
    listExclusions: db.prepare<[studyId: number], { respondent_id: number; reason: string; by_role: string }>(
      `SELECT e.respondent_id, e.reason, e.by_role FROM exclusion e
       WHERE e.study_id = ? AND e.excluded = 1
         AND e.id = (SELECT max(n.id) FROM exclusion n WHERE n.study_id = e.study_id
                     AND n.respondent_id = e.respondent_id)`,
    ),
    /** The newest decision on each item counts; those taken back are left out. */
    listItemExclusions: db.prepare<[studyId: number], { item: string; reason: string; by_role: string }>(
      `SELECT e.item, e.reason, e.by_role FROM item_exclusion e
       WHERE e.study_id = ? AND e.excluded = 1
         AND e.id = (SELECT max(n.id) FROM item_exclusion n WHERE n.study_id = e.study_id AND n.item = e.item)
       ORDER BY e.item`,
    ),
  }
}
