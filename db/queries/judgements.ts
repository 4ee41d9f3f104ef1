import type { Db } from '../open-database.ts'

export type Response = 'less' | 'equal' | 'more' | 'cannot'

export interface AssignmentRow {
  seq: number
  block: number
  construct: string
  item_a: string
  item_b: string
  shown_first: 'a' | 'b'
  is_repeat: 0 | 1
  shown_at: number | null
}

/** An assignment with its judgement, if there is one. */
export interface AnsweredRow extends AssignmentRow {
  response: Response | null
  revision: number | null
  answered_at: number | null
}

const answered = `a.seq, a.block, a.construct, a.item_a, a.item_b, a.shown_first, a.is_repeat, a.shown_at,
  j.response, j.revision, j.answered_at
  FROM assignment a LEFT JOIN judgement j ON j.respondent_id = a.respondent_id AND j.seq = a.seq`

/** Schedules, judgements and their revisions. */
export function judgementQueries(db: Db) {
  return {
    insertAssignment: db.prepare<
      [
        respondentId: number,
        seq: number,
        block: number,
        construct: string,
        itemA: string,
        itemB: string,
        shownFirst: 'a' | 'b',
        isRepeat: 0 | 1,
      ]
    >(
      `INSERT INTO assignment (respondent_id, seq, block, construct, item_a, item_b, shown_first, is_repeat)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    find: db.prepare<[respondentId: number, seq: number], AnsweredRow>(
      `SELECT ${answered} WHERE a.respondent_id = ? AND a.seq = ?`,
    ),
    list: db.prepare<[respondentId: number], AnsweredRow>(
      `SELECT ${answered} WHERE a.respondent_id = ? ORDER BY a.seq`,
    ),
    /**
     * First assignment without a judgement, with its block. Pairs are answered in order (nobody can jump ahead), so
     * it is the one after the last answered: two look-ups instead of a walk through the schedule.
     */
    findFirstOpen: db.prepare<[respondentId: number, respondentId: number], { seq: number; block: number }>(
      `SELECT seq, block FROM assignment
       WHERE respondent_id = ?
         AND seq = 1 + coalesce((SELECT max(seq) FROM judgement WHERE respondent_id = ?), 0)`,
    ),
    firstSeqOfBlock: db
      .prepare<[respondentId: number, block: number], number | null>(
        'SELECT min(seq) FROM assignment WHERE respondent_id = ? AND block = ?',
      )
      .pluck(),
    listBlocks: db.prepare<[respondentId: number], { block: number; construct: string }>(
      'SELECT DISTINCT block, construct FROM assignment WHERE respondent_id = ? ORDER BY block',
    ),
    countAssignments: db
      .prepare<[respondentId: number], number>('SELECT count(*) FROM assignment WHERE respondent_id = ?')
      .pluck(),
    countJudgements: db
      .prepare<[respondentId: number], number>('SELECT count(*) FROM judgement WHERE respondent_id = ?')
      .pluck(),
    markShown: db.prepare<[at: number, respondentId: number, seq: number]>(
      'UPDATE assignment SET shown_at = ? WHERE respondent_id = ? AND seq = ? AND shown_at IS NULL',
    ),
    save: db.prepare<
      [
        respondentId: number,
        seq: number,
        response: Response,
        language: string,
        at: number,
        activeMs: number | null,
      ]
    >(
      `INSERT INTO judgement (respondent_id, seq, response, revision, language, answered_at, active_ms)
       VALUES (?, ?, ?, 1, ?, ?, ?)
       ON CONFLICT (respondent_id, seq) DO UPDATE
       SET response = excluded.response, revision = revision + 1, language = excluded.language`,
    ),
    insertRevision: db.prepare<
      [respondentId: number, seq: number, revision: number, response: Response, at: number]
    >('INSERT INTO judgement_revision (respondent_id, seq, revision, response, at) VALUES (?, ?, ?, ?, ?)'),
  }
}
