import Database from 'better-sqlite3'

/** Tells whether a write could not begin because another connection holds the database's write lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

/** What a person is told then. */
export const busySentence =
  'Another program has been writing to the database of this data folder for several seconds. Wait until it has ended, then try again.'

/** Tells whether the disk is full or fails, so that nothing can be kept until somebody helps. */
export function isStorageTrouble(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|CANTOPEN)/.test(error.code)
  )
}
