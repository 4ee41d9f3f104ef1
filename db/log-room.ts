import { closeSync, fstatSync, fsyncSync, openSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { isBusy } from './busy.ts'
import type { Db } from './open-database.ts'

/** Of the database's size, because the larger it is, the longer an export reads it. */
const share = 1 / 4
const leastBytes = 4 * 1024 * 1024
const mostBytes = 128 * 1024 * 1024
/** The disk must stay far from full: answers need it more. */
const freePerByte = 10

/**
 * Makes the write-ahead log's file as long as it becomes while a large export reads an old state, so that commits then
 * overwrite it. A commit that lengthens a file waits for the disk's list of blocks as well, which takes several times
 * as long. SQLite keeps the length until the log is emptied; it stops reading at the first frame that is none, so zeros
 * at the end mean nothing. For the server at its start, when nobody waits. Returns how long the log is, in bytes.
 */
export function makeLogRoom(db: Db): number {
  const size = db.memory ? 0 : statSync(db.name).size
  const room = Math.min(Math.floor(size * share), mostBytes)
  if (room < leastBytes) return 0
  const { bavail, bsize } = statfsSync(dirname(db.name))
  if (bavail * bsize < room * freePerByte) return 0
  try {
    // Under the write lock: nobody appends meanwhile.
    return db.transaction(() => lengthen(`${db.name}-wal`, room)).immediate()
  } catch (error) {
    // Another program writes. It is only about speed.
    if (isBusy(error)) return 0
    throw error
  }
}

function lengthen(file: string, room: number): number {
  const zeros = Buffer.alloc(1024 * 1024)
  const log = openSync(file, 'r+')
  try {
    let size = fstatSync(log).size
    while (size < room) size += writeSync(log, zeros, 0, zeros.length, size)
    fsyncSync(log)
    return size
  } finally {
    closeSync(log)
  }
}
