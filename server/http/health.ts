import { statSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Context } from '../context.ts'

/**
 * Answers /healthz: is the database readable, how large is its write-ahead log, when was the last backup, how much
 * mail waits. It is 503 from a commit that failed, as on a full disk, until the next one that is kept: pages are
 * still served then, but no answer is saved.
 */
export function health(context: Context): RequestHandler {
  const { countMigrations, lastBackupAt } = context.queries.audit
  return (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    const at = lastBackupAt.get() ?? null
    const failing = context.write.failing()
    response.status(failing ? 503 : 200).json({
      status: failing ? 'the last write failed' : 'ok',
      schema: countMigrations.get(),
      wal_bytes: walBytes(context.config.databaseFile),
      last_backup: at === null ? null : new Date(at).toISOString(),
      mail: mailQueue(context),
    })
  }
}

/** Counts and since when, never to whom. */
function mailQueue(context: Context) {
  const { queued, uncertain, oldest_queued_at } = context.queries.outbox.countAll.get()!
  const since = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString())
  return {
    status: !context.config.mail ? 'not set up' : context.mailTrouble ? 'held' : 'ok',
    queued,
    oldest_queued: since(oldest_queued_at),
    uncertain,
    held_since: since(context.mailTrouble?.since),
  }
}

function walBytes(databaseFile: string): number {
  return statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
