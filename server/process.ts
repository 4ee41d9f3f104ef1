import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { isInUse } from '../db/is-in-use.ts'
import { countPending, DatabaseMismatch, migrate, refuseNewerDatabase } from '../db/migrate.ts'
import { copyDatabase, type Db, openDatabase, setPatience } from '../db/open-database.ts'
import { refuseHalfRestored } from '../db/restore-mark.ts'
import { type Config, loadConfig } from './config.ts'
import { type Context, makeContext } from './context.ts'
import { smtpSender } from './mail/smtp.ts'
import { loadSecret } from './secret.ts'

export interface ProcessOptions {
  /** how long a statement stands still for another program's write; the database's own default when left out */
  busyMs?: number
  /** A server of another version may serve this folder: change no table under it. */
  besideServer?: boolean
  /** This process puts a backup back and opens the database to finish that. */
  restoring?: boolean
}

/**
 * Opens the data folder and returns the context of this process: makes folder, secret and database when they are
 * missing, keeps a dated copy before a migration, migrates. Throws WrongSetting or DatabaseMismatch with a sentence.
 */
export function openProcess(env: Record<string, string | undefined>, options: ProcessOptions = {}): Context {
  const config = loadConfig(env)
  // Members' addresses lie in these files: nobody else on the machine may read what this process writes.
  process.umask(0o077)
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  if (!options.restoring) refuseHalfRestored(config.dataFolder)
  const existed = existsSync(config.databaseFile)
  // Nobody waits for an answer yet, so a command that writes at this moment is waited for.
  const db = openDatabase(config.databaseFile)
  prepareMigration(config, db, existed, options.besideServer ?? false)
  // Not without a need: it takes the write lock, and to read nobody has to wait for one.
  if (countPending(db) > 0) migrate(db, Date.now())
  if (options.busyMs !== undefined) setPatience(db, options.busyMs)
  const log = pino({ level: config.logLevel })
  const secret = loadSecret(config.secretFile, isInUse(db))
  // Nothing is connected until the first mail.
  return makeContext({
    config,
    db,
    secret,
    log,
    ...(config.mail ? { sendMail: smtpSender(config.mail) } : {}),
  })
}

function prepareMigration(config: Config, db: Db, existed: boolean, besideServer: boolean): void {
  refuseNewerDatabase(db)
  if (countPending(db) === 0) return
  if (besideServer) {
    db.close()
    throw new DatabaseMismatch(
      'A server runs on this data folder whose database is of an older version. Stop it and start this version, which brings the database up to date.',
    )
  }
  if (!existed) return
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  copyDatabase(db, join(config.dataFolder, `before-migration-${stamp}.db`))
}
