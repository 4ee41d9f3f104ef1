import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseMismatch } from './migrate.ts'
import { syncPath } from './open-database.ts'

/*
 * Putting a backup back takes several steps that no transaction holds together: the file, then what was erased since
 * it was made, then the mail that may have gone out since. Until the last one is done a mark lies beside the database.
 */

/** Leaves the mark; it is on disk when this returns. */
export function beginRestore(dataFolder: string): void {
  closeSync(openSync(markIn(dataFolder), 'w', 0o600))
  syncPath(dataFolder)
}

/** Takes the mark away: the backup is in its place, and nothing is left to do. */
export function endRestore(dataFolder: string): void {
  rmSync(markIn(dataFolder))
  syncPath(dataFolder)
}

/**
 * Throws DatabaseMismatch where a restore was broken off: the database may lack, may hold people who were erased, and
 * may have mail waiting that was sent long ago.
 */
export function refuseHalfRestored(dataFolder: string): void {
  if (!existsSync(markIn(dataFolder))) return
  throw new DatabaseMismatch(
    'A backup was being put back here and that was broken off before it was done, so the database is not to be used as it is. Run "npx comparand restore FILE" again; the database that was replaced is kept in the data folder, under a name with "before-restore".',
  )
}

function markIn(dataFolder: string): string {
  return join(dataFolder, 'restore-under-way')
}
