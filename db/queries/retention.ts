import type { Db } from '../open-database.ts'

export interface RetentionRow {
  identities_until: number | null
  answers_until: number | null
  zone: string
  set_at: number
  set_by: string
  identities_removed_at: number | null
  answers_removed_at: number | null
}

/** What would be removed, in numbers. */
export interface HeldCounts {
  members: number
  reserve: number
  wishes: number
  respondents: number
  judgements: number
  answers: number
  datasets: number
}

/** Until when what is kept, and addresses for the results. */
export function retentionQueries(db: Db) {
  return {
    find: db.prepare<[studyId: number], RetentionRow>(
      `SELECT identities_until, answers_until, zone, set_at, set_by, identities_removed_at, answers_removed_at
       FROM retention WHERE study_id = ?`,
    ),
    save: db.prepare<
      [
        {
          studyId: number
          identities: number | null
          answers: number | null
          zone: string
          at: number
          by: string
        },
      ]
    >(
      `INSERT INTO retention (study_id, identities_until, answers_until, zone, set_at, set_by)
       VALUES (@studyId, @identities, @answers, @zone, @at, @by)
       ON CONFLICT (study_id) DO UPDATE SET identities_until = @identities, answers_until = @answers,
         zone = @zone, set_at = @at, set_by = @by`,
    ),
    setIdentitiesRemoved: db.prepare<[at: number, studyId: number]>(
      'UPDATE retention SET identities_removed_at = ? WHERE study_id = ?',
    ),
    setAnswersRemoved: db.prepare<[at: number, studyId: number]>(
      'UPDATE retention SET answers_removed_at = ? WHERE study_id = ?',
    ),
    held: db.prepare<[{ studyId: number }], HeldCounts>(
      `SELECT (SELECT count(*) FROM invitation WHERE study_id = @studyId AND kind = 'member') AS members,
         (SELECT count(*) FROM reserve_member WHERE study_id = @studyId) AS reserve,
         (SELECT count(*) FROM result_wish WHERE study_id = @studyId) AS wishes,
         (SELECT count(*) FROM respondent WHERE study_id = @studyId AND mode = 'live') AS respondents,
         (SELECT count(*) FROM judgement j JOIN respondent r ON r.id = j.respondent_id
          WHERE r.study_id = @studyId AND r.mode = 'live') AS judgements,
         (SELECT count(*) FROM answer a JOIN respondent r ON r.id = a.respondent_id
          WHERE r.study_id = @studyId AND r.mode = 'live') AS answers,
         (SELECT count(*) FROM dataset WHERE study_id = @studyId) AS datasets`,
    ),
    insertWish: db.prepare<[studyId: number, email: string, language: string]>(
      'INSERT OR IGNORE INTO result_wish (study_id, email, language) VALUES (?, ?, ?)',
    ),
    listWishes: db.prepare<[studyId: number], { email: string; language: string }>(
      'SELECT email, language FROM result_wish WHERE study_id = ? ORDER BY email',
    ),
    deleteWish: db.prepare<[studyId: number, email: string]>(
      'DELETE FROM result_wish WHERE study_id = ? AND email = ?',
    ),
    deleteWishes: db.prepare<[studyId: number]>('DELETE FROM result_wish WHERE study_id = ?'),
  }
}
