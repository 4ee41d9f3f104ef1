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
  db.pragma(`busy_timeout = ${busyMs}`)
  // Deleted identities must not linger in free pages.
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -65536')
  return db
}

/** Opens a second, read-only connection for exports: it sees one snapshot and never blocks a save. */
export function openReadOnly(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('query_only = ON')
  db.pragma('cache_size = -2048')
  db.pragma('busy_timeout = 5000')
  return db
}

/** Writes the whole database, as it stands at this moment, to a new file. */
export function copyDatabase(db: Db, file: string): void {
  db.prepare('VACUUM INTO ?').run(file)
}

/** Brings the write-ahead log home and closes. */
export function closeDatabase(db: Db): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
