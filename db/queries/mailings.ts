import type { Db } from '../open-database.ts'
import type { MailKind } from './mail-texts.ts'

export interface MailingRow {
  id: number
  study_id: number
  kind: MailKind
  society: string | null
  wave: number | null
  language: string | null
  token: string
  state: 'waiting' | 'queued' | 'cancelled' | 'missed'
  local_time: string | null
  zone: string | null
  due_at: number
  recipients: number | null
  reason: string | null
  /** 1: a person said that links which open on this machine only may be sent */
  local_links: 0 | 1
  /** 1: only for those whose newest mail names a closing time that no longer counts */
  only_old_date: 0 | 1
  made_at: number
  made_by: string
}

export interface NewMailing {
  studyId: number
  kind: MailKind
  society: string | null
  wave: number | null
  language: string | null
  token: string
  state: 'waiting' | 'queued'
  localTime: string | null
  zone: string | null
  dueAt: number
  localLinks: 0 | 1
  onlyOldDate: 0 | 1
  recipients: number | null
  at: number
  by: string
  settledAt: number | null
}

const columns =
  'id, study_id, kind, society, wave, language, token, state, local_time, zone, due_at, recipients, reason, local_links, only_old_date, made_at, made_by'

/** Decisions to write to some people, at once or at a time. */
export function mailingQueries(db: Db) {
  return {
    insert: db.prepare<[NewMailing]>(
      `INSERT INTO mailing (study_id, kind, society, wave, language, token, state, local_time, zone, due_at,
         local_links, only_old_date, recipients, made_at, made_by, settled_at)
       VALUES (@studyId, @kind, @society, @wave, @language, @token, @state, @localTime, @zone, @dueAt,
         @localLinks, @onlyOldDate, @recipients, @at, @by, @settledAt)`,
    ),
    find: db.prepare<[id: number, studyId: number], MailingRow>(
      `SELECT ${columns} FROM mailing WHERE id = ? AND study_id = ?`,
    ),
    findByToken: db.prepare<[token: string], MailingRow>(`SELECT ${columns} FROM mailing WHERE token = ?`),
    /** `society` null means every mailing, else those that concern this society alone. */
    list: db.prepare<[{ studyId: number; society: string | null; limit: number }], MailingRow>(
      `SELECT ${columns} FROM mailing WHERE study_id = @studyId AND (@society IS NULL OR society = @society)
       ORDER BY id DESC LIMIT @limit`,
    ),
    listDue: db.prepare<[now: number], MailingRow>(
      `SELECT ${columns} FROM mailing WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id`,
    ),
    nextDue: db.prepare<[], number | null>(`SELECT min(due_at) FROM mailing WHERE state = 'waiting'`).pluck(),
    settle: db.prepare<
      [
        {
          id: number
          state: 'queued' | 'cancelled' | 'missed'
          recipients: number | null
          reason: string | null
          at: number
        },
      ]
    >(
      `UPDATE mailing SET state = @state, recipients = @recipients, reason = @reason, settled_at = @at
       WHERE id = @id AND state = 'waiting'`,
    ),
    /** After a backup was put back: what was due since may have gone out already. */
    missDue: db.prepare<[{ at: number; reason: string }]>(
      `UPDATE mailing SET state = 'missed', reason = @reason, settled_at = @at WHERE state = 'waiting' AND due_at <= @at`,
    ),
  }
}
