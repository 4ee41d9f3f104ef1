import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Gives the lock back; ending the process, however it ends, does the same. */
export type Release = () => void

/** A lock nobody refers to would be collected, and so given back. */
const held = new Set<Database.Database>()

/**
 * Takes the lock of a data folder, which the server holds while it runs; undefined when another process holds it.
 * It is an SQLite lock on an empty file: the operating system drops it with the process, so none is ever left over
 * after a crash, as a file with a process number would be.
 */
export function takeDataLock(folder: string): Release | undefined {
  const lock = new Database(join(folder, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  held.add(lock)
  return () => {
    held.delete(lock)
    lock.close()
  }
}
