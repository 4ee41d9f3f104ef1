import type { Db } from '../open-database.ts'
import type { MailKind } from './mail-texts.ts'

/** What becomes of a mail. Each change names the state it expects, so that one that comes twice does nothing. */
export function outboxChangeQueries(db: Db) {
  return {
    markSending: db.prepare<[{ id: number; address: string; namedClose: number | null }]>(
      `UPDATE outbox SET state = 'sending', address = @address, named_close = @namedClose, attempts = attempts + 1
       WHERE id = @id AND state = 'queued'`,
    ),
    markAccepted: db.prepare<[{ id: number; at: number }]>(
      `UPDATE outbox SET state = 'accepted', reason = NULL, accepted_at = @at, settled_at = @at
       WHERE id = @id AND state = 'sending'`,
    ),
    markFailed: db.prepare<[{ id: number; address: string; reason: string; at: number }]>(
      `UPDATE outbox SET state = 'failed', reason = @reason, address = @address, settled_at = @at
       WHERE id = @id AND state IN ('queued', 'sending')`,
    ),
    markUncertain: db.prepare<[{ id: number; reason: string; at: number }]>(
      `UPDATE outbox SET state = 'uncertain', reason = @reason, settled_at = @at WHERE id = @id AND state = 'sending'`,
    ),
    markSkipped: db.prepare<[{ id: number; reason: string; at: number }]>(
      `UPDATE outbox SET state = 'skipped', reason = @reason, settled_at = @at WHERE id = @id AND state = 'queued'`,
    ),
    /** The mail server said no for now, before it took the message or instead of taking it. */
    tryLater: db.prepare<[{ id: number; nextAttemptAt: number; attempts: number; reason: string }]>(
      `UPDATE outbox SET state = 'queued', reason = @reason, next_attempt_at = @nextAttemptAt, attempts = @attempts
       WHERE id = @id AND state IN ('queued', 'sending')`,
    ),
    /** A crash left these in the middle of being sent. */
    interrupted: db.prepare<[{ reason: string; at: number }]>(
      `UPDATE outbox SET state = 'uncertain', reason = @reason, settled_at = @at WHERE state = 'sending'`,
    ),
    /** A backup was put back: whether these went out since, it cannot know. */
    holdAll: db.prepare<[{ reason: string; at: number }]>(
      `UPDATE outbox SET state = 'uncertain', reason = @reason, settled_at = @at WHERE state IN ('queued', 'sending')`,
    ),
    sendAgain: db.prepare<[{ id: number; at: number }]>(
      `UPDATE outbox SET state = 'queued', reason = NULL, settled_at = NULL, attempts = 0, next_attempt_at = @at
       WHERE id = @id AND state IN ('uncertain', 'failed')`,
    ),
    takeAsSent: db.prepare<[{ id: number; at: number; reason: string }]>(
      `UPDATE outbox SET state = 'accepted', reason = @reason, accepted_at = @at, settled_at = @at
       WHERE id = @id AND state = 'uncertain'`,
    ),
    cancel: db.prepare<[{ id: number; at: number }]>(
      `UPDATE outbox SET state = 'cancelled', settled_at = @at WHERE id = @id AND state = 'queued'`,
    ),
    /** `society` and `kind` null mean all; none that was queued after the mail `upTo`. */
    cancelAll: db.prepare<
      [{ studyId: number; society: string | null; kind: MailKind | null; upTo: number; at: number }]
    >(
      `UPDATE outbox SET state = 'cancelled', settled_at = @at
       WHERE study_id = @studyId AND state = 'queued' AND id <= @upTo AND (@kind IS NULL OR kind = @kind)
         AND (@society IS NULL OR (SELECT society FROM invitation i WHERE i.id = outbox.invitation_id) = @society)`,
    ),
    markBounced: db.prepare<[{ id: number; reason: string; at: number }]>(
      `UPDATE outbox SET state = 'bounced', reason = @reason, accepted_at = coalesce(accepted_at, @at), settled_at = @at
       WHERE id = @id AND state IN ('accepted', 'uncertain')`,
    ),
  }
}
