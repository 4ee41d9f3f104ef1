import type { Db } from '../open-database.ts'
import type { MailKind } from './mail-texts.ts'
import { type OutboxListRow, type OutboxState, outboxColumns } from './outbox.ts'

/** What a page says of a mail: one that waits is `held` where something keeps it from leaving. */
export type ShownState = Exclude<OutboxState, 'sending'> | 'held'

/** What keeps mails from leaving besides the study itself; times in UTC milliseconds. */
export interface MailStop {
  now: number
  /** 1: links open on this machine only */
  local: 0 | 1
  /** 1: the mail server cannot be reached, or there is none */
  stopped: 0 | 1
}

/** Which mails of a study; null means all. */
export interface OutboxFilter extends MailStop {
  studyId: number
  society: string | null
  state: ShownState | null
  kind: MailKind | null
}

const shown = `CASE WHEN o.state = 'sending' THEN 'queued'
  WHEN o.state = 'queued' AND (@stopped = 1 OR s.paused_at IS NOT NULL OR r.paused_at IS NOT NULL
    OR coalesce(s.opens_at, 0) > @now OR (@local = 1 AND x.local_links = 0)) THEN 'held'
  ELSE o.state END`
const joined = `FROM outbox o JOIN invitation i ON i.id = o.invitation_id JOIN mailing x ON x.id = o.mailing_id
  JOIN study s ON s.id = o.study_id LEFT JOIN mail_rule r ON r.study_id = o.study_id`
const ofFilter = `o.study_id = @studyId AND (@society IS NULL OR i.society = @society)
  AND (@kind IS NULL OR o.kind = @kind) AND (@state IS NULL OR ${shown} = @state)`

/** Mails as pages list and count them. */
export function outboxListQueries(db: Db) {
  return {
    list: db.prepare<
      [OutboxFilter & { limit: number; offset: number }],
      OutboxListRow & { shown: ShownState }
    >(
      `SELECT ${outboxColumns}, i.email, i.name, i.society, i.language, ${shown} AS shown ${joined}
       WHERE ${ofFilter} ORDER BY o.id DESC LIMIT @limit OFFSET @offset`,
    ),
    /** Of which kind and society so many mails are in each state. */
    countShown: db.prepare<
      [MailStop & { studyId: number; society: string | null }],
      { kind: MailKind; society: string; shown: ShownState; n: number }
    >(
      `SELECT o.kind, i.society, ${shown} AS shown, count(*) AS n ${joined}
       WHERE o.study_id = @studyId AND (@society IS NULL OR i.society = @society)
       GROUP BY o.kind, i.society, shown`,
    ),
    /** The newest mail of a study; null where there is none. */
    newest: db
      .prepare<[studyId: number], number | null>('SELECT max(id) FROM outbox WHERE study_id = ?')
      .pluck(),
    /** How many accepted mails of each mailing name which closing time. */
    countNamed: db.prepare<[studyId: number], { mailing_id: number; named_close: number; n: number }>(
      `SELECT mailing_id, named_close, count(*) AS n FROM outbox
       WHERE study_id = ? AND named_close IS NOT NULL AND state = 'accepted' GROUP BY mailing_id, named_close`,
    ),
  }
}
