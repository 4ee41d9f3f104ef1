import { isBusy } from './busy.ts'
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
 * Returns false while another program writes, or where the disk has no room for a second file: the deletion itself is
 * kept by then, and this must be tried again.
 */
export function wipeFreePages(db: Db): boolean {
  try {
    db.exec('VACUUM')
  } catch (error) {
    if (isBusy(error) || isFull(error)) return false
    throw error
  }
  return emptyLog(db)
}

/** Writing the file anew takes as much room again as the file. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'
}
