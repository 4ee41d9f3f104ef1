import { join } from 'node:path'
import Database from 'better-sqlite3'

/*
 * Locks of a data folder. Each is an SQLite lock on an empty file: the operating system drops it with the process,
 * so none is ever left over after a crash, as a file with a process number would be.
 */

/** Gives the lock back; ending the process, however it ends, does the same. */
export type Release = () => void

/** A lock nobody refers to would be collected, and so given back. */
const held = new Set<Database.Database>()

/** Whoever asks for a lock in vain held it for an instant; on a busy machine an instant may last. */
const instantMs = 2000

/** Takes the lock which the server holds while it runs; undefined when another process holds it. */
export function takeDataLock(folder: string): Release | undefined {
  return take(folder, 'server.lock', 'exclusive', instantMs)
}

/** Tells whether a server runs on a data folder. Two that ask at the same moment do not take each other for one. */
export function isServerRunning(folder: string): boolean {
  const release = take(folder, 'server.lock', 'shared', 0)
  release?.()
  return release === undefined
}

/**
 * Takes the lock of the command line: commands share it, while they may run beside each other and the server; what
 * replaces the database takes it for itself. Undefined when that is not possible now.
 */
export function takeCommandLock(folder: string, way: 'shared' | 'exclusive'): Release | undefined {
  return take(folder, 'commands.lock', way, way === 'shared' ? instantMs : 0)
}

function take(
  folder: string,
  name: string,
  way: 'shared' | 'exclusive',
  timeout: number,
): Release | undefined {
  const lock = new Database(join(folder, name), { timeout })
  try {
    // A transaction that has read holds a shared lock until it ends.
    if (way === 'shared') lock.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
    else lock.exec('BEGIN EXCLUSIVE')
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
