import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

export type Db = Database.Database

/**
 * Opens the database file for reading and writing, or `:memory:`.
 * Full durability is the rule: with `synchronous=NORMAL` a power cut could take the newest acknowledged answers.
 * A statement stands still up to `busyMs` for another connection's write lock: right for a command, but a server
 * should name a short time and try again later (shared-commit.ts).
 */
export function openDatabase(file: string, busyMs = 5000): Db {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  setPatience(db, busyMs)
  // Deleted identities must not linger in free pages.
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -65536')
  return db
}

/** Says for how many milliseconds a statement stands still for another connection's write lock. */
export function setPatience(db: Db, busyMs: number): void {
  db.pragma(`busy_timeout = ${busyMs}`)
}

/** Opens a second, read-only connection for exports: it sees one snapshot and never blocks a save. */
export function openReadOnly(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('query_only = ON')
  db.pragma('cache_size = -2048')
  db.pragma('busy_timeout = 5000')
  return db
}

/** Writes the whole database, as it stands at this moment, to a new file that is complete and on disk, or absent. */
export function copyDatabase(db: Db, file: string): void {
  const aside = `${file}.unfinished`
  db.prepare('VACUUM INTO ?').run(aside)
  syncPath(aside)
  renameSync(aside, file)
  syncPath(dirname(file))
}

/** Returns when a file, or the names in a folder, are on disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Brings the write-ahead log home and closes. */
export function closeDatabase(db: Db): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
