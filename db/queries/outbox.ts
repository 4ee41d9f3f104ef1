import type { Db } from '../open-database.ts'
import type { MailKind } from './mail-texts.ts'
import { didNotReach } from './member-facts.ts'

export type OutboxState =
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'failed'
  | 'bounced'
  | 'uncertain'
  | 'skipped'
  | 'cancelled'

export interface OutboxRow {
  id: number
  study_id: number
  mailing_id: number
  invitation_id: number
  kind: MailKind
  round: number
  state: OutboxState
  reason: string | null
  message_id: string
  address: string | null
  attempts: number
  queued_at: number
  next_attempt_at: number
  accepted_at: number | null
  /** which closing time it named when it left; null: none was set, or it has not left */
  named_close: number | null
}

/** A mail with the member it is for. */
export interface OutboxListRow extends OutboxRow {
  email: string
  name: string
  society: string
  language: string
}

const names = [
  'id',
  'study_id',
  'mailing_id',
  'invitation_id',
  'kind',
  'round',
  'state',
  'reason',
  'message_id',
  'address',
  'attempts',
  'queued_at',
  'next_attempt_at',
  'accepted_at',
  'named_close',
]
/** The columns of a mail `o`. */
export const outboxColumns = names.map((name) => `o.${name}`).join(', ')

/** Mails on their way; what became of each is changed by outbox-changes.ts. */
export function outboxQueries(db: Db) {
  return {
    /** Queues one mailing in one statement, from a JSON list of [invitation, round]. */
    queue: db.prepare<
      [
        {
          studyId: number
          mailingId: number
          kind: MailKind
          token: string
          domain: string
          at: number
          list: string
        },
      ]
    >(
      `INSERT INTO outbox (study_id, mailing_id, invitation_id, kind, round, state, message_id, queued_at, next_attempt_at)
       SELECT @studyId, @mailingId, value ->> 0, @kind, value ->> 1, 'queued',
         '<' || @token || '.' || (value ->> 0) || '@' || @domain || '>', @at, @at
       FROM json_each(@list)`,
    ),
    find: db.prepare<[id: number], OutboxRow>(`SELECT ${outboxColumns} FROM outbox o WHERE o.id = ?`),
    findOfStudy: db.prepare<[id: number, studyId: number], OutboxListRow>(
      `SELECT ${outboxColumns}, i.email, i.name, i.society, i.language FROM outbox o
       JOIN invitation i ON i.id = o.invitation_id WHERE o.id = ? AND o.study_id = ?`,
    ),
    /**
     * The mail whose turn it is. Thanks go out of a closed study too; of a paused one, or before it opens, nothing does.
     * Where links open on this machine only (`local`), only those go of which a person said that they may.
     */
    nextQueued: db.prepare<[{ now: number; local: 0 | 1 }], OutboxRow>(
      `SELECT ${outboxColumns} FROM outbox o JOIN study s ON s.id = o.study_id
       LEFT JOIN mail_rule m ON m.study_id = o.study_id
       WHERE o.state = 'queued' AND o.next_attempt_at <= @now AND s.paused_at IS NULL AND m.paused_at IS NULL
         AND coalesce(s.opens_at, 0) <= @now
         AND (@local = 0 OR EXISTS (SELECT 1 FROM mailing x WHERE x.id = o.mailing_id AND x.local_links = 1))
       ORDER BY o.next_attempt_at, o.id LIMIT 1`,
    ),
    countByState: db.prepare<
      [{ studyId: number; society: string | null }],
      { kind: MailKind; state: OutboxState; n: number }
    >(
      `SELECT o.kind, o.state, count(*) AS n FROM outbox o JOIN invitation i ON i.id = o.invitation_id
       WHERE o.study_id = @studyId AND (@society IS NULL OR i.society = @society) GROUP BY o.kind, o.state`,
    ),
    /** Mails that wait and of which nobody said that links which open on this machine only may be sent. */
    countNotForHere: db
      .prepare<[{ studyId: number; society: string | null }], number>(
        `SELECT count(*) FROM outbox o JOIN invitation i ON i.id = o.invitation_id JOIN mailing x ON x.id = o.mailing_id
         WHERE o.study_id = @studyId AND (@society IS NULL OR i.society = @society)
           AND o.state = 'queued' AND x.local_links = 0`,
      )
      .pluck(),
    /** Of the whole installation, for /healthz. */
    countAll: db.prepare<[], { queued: number; uncertain: number; oldest_queued_at: number | null }>(
      `SELECT (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')) AS queued,
         (SELECT count(*) FROM outbox WHERE state = 'uncertain') AS uncertain,
         (SELECT min(queued_at) FROM outbox WHERE state = 'queued') AS oldest_queued_at`,
    ),
    findByMessageId: db.prepare<[messageId: string], OutboxListRow>(
      `SELECT ${outboxColumns}, i.email, i.name, i.society, i.language FROM outbox o
       JOIN invitation i ON i.id = o.invitation_id WHERE o.message_id = ?`,
    ),
    /** The newest mail of each study that an address was sent. */
    listByAddress: db.prepare<[address: string], OutboxListRow>(
      `SELECT ${outboxColumns}, i.email, i.name, i.society, i.language FROM outbox o
       JOIN invitation i ON i.id = o.invitation_id
       WHERE o.id IN (SELECT max(id) FROM outbox WHERE address = ? AND state IN ('accepted', 'uncertain', 'bounced')
         GROUP BY study_id)`,
    ),
    /** Members whose mail did not reach them at the address they have now, with the newest reason. */
    listUnreached: db.prepare<
      [{ studyId: number; society: string | null; limit: number }],
      {
        id: number
        email: string
        name: string
        society: string
        state: 'failed' | 'bounced'
        reason: string
      }
    >(
      `SELECT i.id, i.email, i.name, i.society, o.state, o.reason FROM outbox o
       JOIN invitation i ON i.id = o.invitation_id
       WHERE o.id IN (SELECT max(b.id) FROM outbox b JOIN invitation p ON p.id = b.invitation_id
           WHERE b.study_id = @studyId AND ${didNotReach('b', 'p')}
           GROUP BY b.invitation_id)
         AND (@society IS NULL OR i.society = @society) ORDER BY o.id DESC LIMIT @limit`,
    ),
  }
}
