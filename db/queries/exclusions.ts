import type { Db } from '../open-database.ts'
import type { Role } from './people.ts'

/** A recorded decision to leave somebody or something out of analyses, or to take that back. */
export interface DecisionRow {
  kind: 'respondent' | 'item'
  /** pseudonym, or id of the item */
  name: string
  excluded: 0 | 1
  reason: string
  by_role: Role
  actor: string
  at: number
  /** the newest decision on it: the one that counts */
  is_newest: 0 | 1
}

type Insert = [
  studyId: number,
  what: number | string,
  excluded: 0 | 1,
  reason: string,
  byRole: Role,
  actor: string,
  at: number,
]

/** Decisions are only ever added; the newest on each respondent and item counts. */
export function exclusionQueries(db: Db) {
  return {
    insertRespondent: db.prepare<Insert>(
      `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertItem: db.prepare<Insert>(
      `INSERT INTO item_exclusion (study_id, item, excluded, reason, by_role, actor, at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    /** The newest first. */
    list: db.prepare<[{ studyId: number }], DecisionRow>(
      `SELECT 'respondent' AS kind, r.pseudonym AS name, e.excluded, e.reason, e.by_role, e.actor, e.at,
         e.id = (SELECT max(n.id) FROM exclusion n WHERE n.study_id = e.study_id
                 AND n.respondent_id = e.respondent_id) AS is_newest
       FROM exclusion e JOIN respondent r ON r.id = e.respondent_id
       WHERE e.study_id = @studyId AND r.mode = 'live'
       UNION ALL
       SELECT 'item', e.item, e.excluded, e.reason, e.by_role, e.actor, e.at,
         e.id = (SELECT max(n.id) FROM item_exclusion n WHERE n.study_id = e.study_id AND n.item = e.item)
       FROM item_exclusion e WHERE e.study_id = @studyId
       ORDER BY 7 DESC, 2`,
    ),
    findRespondent: db
      .prepare<[studyId: number, pseudonym: string], number>(
        `SELECT id FROM respondent WHERE study_id = ? AND pseudonym = ? AND mode = 'live'`,
      )
      .pluck(),
  }
}
