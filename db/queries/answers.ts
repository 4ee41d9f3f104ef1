import type { Db } from '../open-database.ts'

export interface AnswerRow {
  variable: string
  /** JSON: a string, a number or a list of strings */
  value: string
  revision: number
}

/** Answers to questions and rating items, and their revisions. */
export function answerQueries(db: Db) {
  return {
    list: db.prepare<[respondentId: number], AnswerRow>(
      'SELECT variable, value, revision FROM answer WHERE respondent_id = ?',
    ),
    find: db.prepare<[respondentId: number, variable: string], AnswerRow>(
      'SELECT variable, value, revision FROM answer WHERE respondent_id = ? AND variable = ?',
    ),
    /** The value that a revision gave an answer, as JSON. */
    findRevision: db
      .prepare<[respondentId: number, variable: string, revision: number], string>(
        'SELECT value FROM answer_revision WHERE respondent_id = ? AND variable = ? AND revision = ?',
      )
      .pluck(),
    save: db.prepare<[respondentId: number, variable: string, value: string, language: string, at: number]>(
      `INSERT INTO answer (respondent_id, variable, value, revision, language, answered_at)
       VALUES (?, ?, ?, 1, ?, ?)
       ON CONFLICT (respondent_id, variable) DO UPDATE
       SET value = excluded.value, revision = revision + 1, language = excluded.language`,
    ),
    insertRevision: db.prepare<
      [respondentId: number, variable: string, revision: number, value: string, at: number]
    >('INSERT INTO answer_revision (respondent_id, variable, revision, value, at) VALUES (?, ?, ?, ?, ?)'),
  }
}
