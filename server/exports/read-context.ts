import pino from 'pino'
import { openReadOnly } from '../../db/open-database.ts'
import type { Config } from '../config.ts'
import { type Context, makeContext } from '../context.ts'

/**
 * Opens a context of its own on a read-only connection, for work that reads one snapshot and must never hold up an
 * answer. It cannot write and knows no secret. Close its database when done.
 */
export function openReadContext(config: Config): Context {
  const db = openReadOnly(config.databaseFile)
  return makeContext({ config, db, secret: Buffer.alloc(0), log: pino({ level: 'silent' }) })
}
