import type { Db } from './open-database.ts'

/**
 * Brings the write-ahead log home and empties it, so that it keeps no page as it was before a deletion. Returns false
 * while another connection reads an older state: then it must be tried again.
 */
export function emptyLog(db: Db): boolean {
  const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  return outcome?.busy === 0
}

/**
 * Writes the whole file anew without its free pages, then empties the log: what was deleted stands in no byte of
 * either. Deleted rows are zeroed already (secure_delete); this also takes what older versions of the file left.
 */
export function wipeFreePages(db: Db): boolean {
  db.exec('VACUUM')
  return emptyLog(db)
}
