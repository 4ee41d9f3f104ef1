import type { Db } from '../open-database.ts'

export type MailKind = 'invitation' | 'reminder' | 'thanks'

export interface MailTextRow {
  kind: MailKind
  language: string
  subject: string
  body: string
  saved_at: number
  saved_by: string
}

export interface MailSenderRow {
  society: string
  name: string
  reply_to: string
}

export interface MailRuleRow {
  gap_days: number
  most_reminders: number
  paused_at: number | null
}

const textColumns = 'kind, language, subject, body, saved_at, saved_by'

/** What mail says, in whose name, and how often; and who opted out of all of it. */
export function mailTextQueries(db: Db) {
  return {
    findText: db.prepare<[studyId: number, kind: MailKind, language: string], MailTextRow>(
      `SELECT ${textColumns} FROM mail_text WHERE study_id = ? AND kind = ? AND language = ?`,
    ),
    listTexts: db.prepare<[studyId: number], MailTextRow>(
      `SELECT ${textColumns} FROM mail_text WHERE study_id = ? ORDER BY kind, language`,
    ),
    saveText: db.prepare<
      [
        {
          studyId: number
          kind: MailKind
          language: string
          subject: string
          body: string
          at: number
          by: string
        },
      ]
    >(
      `INSERT INTO mail_text (study_id, kind, language, subject, body, saved_at, saved_by)
       VALUES (@studyId, @kind, @language, @subject, @body, @at, @by)
       ON CONFLICT (study_id, kind, language) DO UPDATE
       SET subject = excluded.subject, body = excluded.body, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
    ),
    deleteText: db.prepare<[studyId: number, kind: MailKind, language: string]>(
      'DELETE FROM mail_text WHERE study_id = ? AND kind = ? AND language = ?',
    ),
    findSender: db.prepare<[studyId: number, society: string], MailSenderRow>(
      'SELECT society, name, reply_to FROM mail_sender WHERE study_id = ? AND society = ?',
    ),
    saveSender: db.prepare<[studyId: number, society: string, name: string, replyTo: string]>(
      `INSERT INTO mail_sender (study_id, society, name, reply_to) VALUES (?, ?, ?, ?)
       ON CONFLICT (study_id, society) DO UPDATE SET name = excluded.name, reply_to = excluded.reply_to`,
    ),
    findRule: db.prepare<[studyId: number], MailRuleRow>(
      'SELECT gap_days, most_reminders, paused_at FROM mail_rule WHERE study_id = ?',
    ),
    saveRule: db.prepare<[studyId: number, gapDays: number, mostReminders: number]>(
      `INSERT INTO mail_rule (study_id, gap_days, most_reminders) VALUES (?, ?, ?)
       ON CONFLICT (study_id) DO UPDATE
       SET gap_days = excluded.gap_days, most_reminders = excluded.most_reminders`,
    ),
    setPaused: db.prepare<[studyId: number, at: number | null]>(
      `INSERT INTO mail_rule (study_id, paused_at) VALUES (?, ?)
       ON CONFLICT (study_id) DO UPDATE SET paused_at = excluded.paused_at`,
    ),
    optOut: db.prepare<[email: string, at: number]>(
      'INSERT INTO opt_out (email, at) VALUES (?, ?) ON CONFLICT (email) DO NOTHING',
    ),
    findOptOut: db.prepare<[email: string], { at: number }>('SELECT at FROM opt_out WHERE email = ?'),
  }
}
