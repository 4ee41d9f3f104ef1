import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { refuseNewerDatabase } from './migrate.ts'
import { type Db, syncPath } from './open-database.ts'

/** A database file cannot serve as a backup; the message says why, for a person. */
export class BackupTrouble extends Error {}

/** How often a copy is made anew because its rows could not be counted against a database that changed. */
const mostTries = 5

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
    const copied = copyAndCount(source, aside)
    syncPath(aside)
    renameSync(aside, place)
    syncPath(dirname(place))
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
  syncPath(aside)
  const kept = keepReplaced(databaseFile, stamp)
  renameSync(aside, databaseFile)
  syncPath(dirname(databaseFile))
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

/**
 * Copies and returns how many rows the copy holds. People may answer meanwhile: the copy holds what was there before, or
 * after, or something between. Rows that came and went while it was made can put it outside; then another one is made.
 */
function copyAndCount(source: Db, aside: string): TableCounts {
  for (let left = mostTries; ; left -= 1) {
    const version = source.pragma('data_version', { simple: true })
    const before = countTables(source)
    source.prepare('VACUUM INTO ?').run(aside)
    const after = countTables(source)
    const copied = checkDatabaseFile(aside)
    const wrong = [...copied.keys()].find((table) => !isBetween(copied, before, after, table))
    if (wrong === undefined) return copied
    const isChanged = source.pragma('data_version', { simple: true }) !== version
    if (!isChanged || left === 1)
      throw new BackupTrouble(
        `The copy has ${copied.get(wrong)} rows in ${wrong}, the database ${after.get(wrong) ?? 0}. Nothing was kept.`,
      )
    rmSync(aside)
  }
}

function isBetween(copied: TableCounts, before: TableCounts, after: TableCounts, table: string): boolean {
  const [rows, one, other] = [copied, before, after].map((counts) => counts.get(table) ?? 0) as [
    number,
    number,
    number,
  ]
  return rows >= Math.min(one, other) && rows <= Math.max(one, other)
}
