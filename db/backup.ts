import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { refuseNewerDatabase } from './migrate.ts'
import type { Db } from './open-database.ts'

/** A database file cannot serve as a backup; the message says why, for a person. */
export class BackupTrouble extends Error {}

/** How many rows each table holds. */
export type TableCounts = Map<string, number>

/**
 * Makes a backup of a database that may be in use: VACUUM INTO a file beside the wanted name from a connection of its
 * own, which is checked, counted against the source and only then renamed. An existing file is never overwritten.
 */
export function makeBackup(databaseFile: string, file: string): TableCounts {
  const place = resolve(file)
  if (existsSync(place)) throw new BackupTrouble(`${place} exists already. Name a file that does not.`)
  const aside = `${place}.unfinished-${randomBytes(4).toString('hex')}`
  const source = new Database(databaseFile, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    const before = countTables(source)
    source.prepare('VACUUM INTO ?').run(aside)
    const after = countTables(source)
    const copied = checkDatabaseFile(aside)
    for (const [table, rows] of copied) refuseWrongCount(table, rows, before, after)
    syncFile(aside)
    renameSync(aside, place)
    syncFile(dirname(place))
    return copied
  } finally {
    source.close()
    rmSync(aside, { force: true })
  }
}

/** Opens a database file, checks it page by page and counts its rows; throws BackupTrouble when it is damaged. */
export function checkDatabaseFile(file: string): TableCounts {
  if (!existsSync(file)) throw new BackupTrouble(`There is no file ${file}.`)
  let db: Db | undefined
  try {
    db = new Database(file, { readonly: true })
    const found = db.pragma('quick_check', { simple: true })
    if (found !== 'ok') throw new BackupTrouble(`${file} is damaged: ${String(found)}.`)
    const counts = countTables(db)
    if (!counts.has('study') || !counts.has('migration'))
      throw new BackupTrouble(`${file} is not a Comparand database.`)
    refuseNewerDatabase(db)
    return counts
  } catch (error) {
    if (error instanceof Database.SqliteError)
      throw new BackupTrouble(`${file} is not a readable database: ${error.message}.`)
    throw error
  } finally {
    db?.close()
  }
}

/**
 * Puts a checked backup in the place of a database that nobody uses, and returns the name under which the replaced
 * one is kept, or undefined when there was none. The caller holds the data lock.
 */
export function restoreBackup(file: string, databaseFile: string, stamp: string): string | undefined {
  const aside = `${databaseFile}.restoring`
  rmSync(aside, { force: true })
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    source.prepare('VACUUM INTO ?').run(aside)
  } finally {
    source.close()
  }
  checkDatabaseFile(aside)
  syncFile(aside)
  const kept = keepReplaced(databaseFile, stamp)
  renameSync(aside, databaseFile)
  syncFile(dirname(databaseFile))
  return kept
}

/** The write-ahead log belongs to its database: they are moved together, under one name. */
function keepReplaced(databaseFile: string, stamp: string): string | undefined {
  if (!existsSync(databaseFile)) return undefined
  const kept = databaseFile.replace(/(\.db)?$/, `-before-restore-${stamp}.db`)
  for (const part of ['-shm', '-wal', ''])
    if (existsSync(`${databaseFile}${part}`)) renameSync(`${databaseFile}${part}`, `${kept}${part}`)
  return kept
}

function countTables(db: Db): TableCounts {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`,
    )
    .pluck()
    .all()
  return new Map(
    tables.map((table) => [table, db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()!]),
  )
}

/** People may answer meanwhile: the copy holds what was there before, or after, or something between. */
function refuseWrongCount(table: string, rows: number, before: TableCounts, after: TableCounts): void {
  const [one, other] = [before.get(table) ?? 0, after.get(table) ?? 0]
  if (rows < Math.min(one, other) || rows > Math.max(one, other))
    throw new BackupTrouble(`The copy has ${rows} rows in ${table}, the database ${other}. Nothing was kept.`)
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
