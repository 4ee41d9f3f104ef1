import { statSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Context } from '../context.ts'

/**
 * Answers /healthz: is the database readable, how large is its write-ahead log, when was the last backup. It is 503
 * from a commit that failed, as on a full disk, until the next one that is kept: pages are still served then, but
 * no answer is saved.
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
    })
  }
}

function walBytes(databaseFile: string): number {
  return statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
