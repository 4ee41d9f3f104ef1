import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { countPending, migrate } from '../db/migrate.ts'
import { copyDatabase, openDatabase } from '../db/open-database.ts'
import { type Config, loadConfig } from './config.ts'
import { type Context, makeContext } from './context.ts'
import { loadSecret } from './secret.ts'

/**
 * Opens the data folder and returns the context of this process: makes folder, secret and database when they are
 * missing, keeps a dated copy before a migration, migrates. Throws WrongSetting or DatabaseMismatch with a sentence.
 */
export function openProcess(env: Record<string, string | undefined>): Context {
  const config = loadConfig(env)
  // Members' addresses lie in these files: nobody else on the machine may read what this process writes.
  process.umask(0o077)
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const existed = existsSync(config.databaseFile)
  const db = openDatabase(config.databaseFile)
  if (existed && countPending(db) > 0) copyBeforeMigrating(config, db)
  migrate(db, Date.now())
  const log = pino({ level: config.logLevel })
  return makeContext({ config, db, secret: loadSecret(config.secretFile), log })
}

function copyBeforeMigrating(config: Config, db: ReturnType<typeof openDatabase>): void {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  copyDatabase(db, join(config.dataFolder, `before-migration-${stamp}.db`))
}
