import type { Db } from '../open-database.ts'

/** A link that is handed around, with its invitation. */
export interface OpenLinkRow {
  id: number
  society: string
  language: string
  generation: number
  revoked_at: number | null
  daily_cap: number
  /** what staff call it; may be empty */
  label: string
  /** people who began by it, and of those today */
  starts: number
  today: number
}

/** Open links, who began by them on which day, and possible duplicates. */
export function openLinkQueries(db: Db) {
  return {
    insert: db.prepare<
      [invitationId: number, dailyCap: number, label: string, at: number, by: string, formKey: string | null]
    >(
      'INSERT INTO open_link (invitation_id, daily_cap, label, made_at, made_by, form_key) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    findByFormKey: db
      .prepare<[formKey: string], number>('SELECT invitation_id FROM open_link WHERE form_key = ?')
      .pluck(),
    findCap: db
      .prepare<[invitationId: number], number>('SELECT daily_cap FROM open_link WHERE invitation_id = ?')
      .pluck(),
    setCap: db.prepare<[dailyCap: number, invitationId: number]>(
      'UPDATE open_link SET daily_cap = ? WHERE invitation_id = ?',
    ),
    findLabel: db
      .prepare<[invitationId: number], string>('SELECT label FROM open_link WHERE invitation_id = ?')
      .pluck(),
    setLabel: db.prepare<[label: string, invitationId: number]>(
      'UPDATE open_link SET label = ? WHERE invitation_id = ?',
    ),
    listOfStudy: db.prepare<[{ studyId: number; society: string | null; day: string }], OpenLinkRow>(
      `SELECT i.id, i.society, i.language, i.generation, i.revoked_at, o.daily_cap, o.label,
         (SELECT count(*) FROM open_start s WHERE s.open_link_id = i.id) AS starts,
         (SELECT count(*) FROM open_start s WHERE s.open_link_id = i.id AND s.day = @day) AS today
       FROM open_link o JOIN invitation i ON i.id = o.invitation_id
       WHERE i.study_id = @studyId AND (@society IS NULL OR i.society = @society) ORDER BY i.id`,
    ),
    countStarts: db
      .prepare<[openLinkId: number, day: string], number>(
        'SELECT count(*) FROM open_start WHERE open_link_id = ? AND day = ?',
      )
      .pluck(),
    insertStart: db.prepare<[invitationId: number, openLinkId: number, day: string]>(
      'INSERT INTO open_start (invitation_id, open_link_id, day) VALUES (?, ?, ?)',
    ),
    isOpenStart: db
      .prepare<[invitationId: number], number>('SELECT 1 FROM open_start WHERE invitation_id = ?')
      .pluck(),
    flagDuplicate: db.prepare<[respondentId: number]>(
      'INSERT OR IGNORE INTO possible_duplicate (respondent_id) VALUES (?)',
    ),
  }
}
