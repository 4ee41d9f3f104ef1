import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from './open-database.ts'

const folder = join(import.meta.dirname, 'migrations')

interface Migration {
  number: number
  name: string
  sql: string
  sha256: string
}

/** The database does not fit this program; the message says why, for a person. */
export class DatabaseMismatch extends Error {}

/** Returns the migrations that ship with the program, in order. */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return {
        number: Number(name.slice(0, 4)),
        name,
        sql,
        sha256: createHash('sha256').update(sql).digest('hex'),
      }
    })
}

/** Returns how many migrations a database still lacks, without changing it. */
export function countPending(db: Db): number {
  return pendingOf(appliedMigrations(db), listMigrations()).length
}

/** Throws DatabaseMismatch when a newer or a different program made the database. */
export function refuseNewerDatabase(db: Db): void {
  refuseMismatch(appliedMigrations(db), listMigrations())
}

/**
 * Brings the database up to this program, all in one transaction: every step it lacks, by number, also one that was
 * written beside a higher one and came to the program after it.
 * Throws DatabaseMismatch when it was made by a newer program or when an applied migration was edited since.
 */
export function migrate(db: Db, now: number): void {
  const known = listMigrations()
  const run = db.transaction(() => {
    const applied = appliedMigrations(db)
    refuseMismatch(applied, known)
    db.exec(
      'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
    )
    const record = db.prepare('INSERT INTO migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)')
    for (const migration of pendingOf(applied, known)) {
      db.exec(migration.sql)
      record.run(migration.number, migration.name, migration.sha256, now)
    }
  })
  run.immediate()
}

function appliedMigrations(db: Db): { number: number; name: string; sha256: string }[] {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get()
  if (!exists) {
    const foreign = db.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'").pluck().get()
    if (foreign !== undefined)
      throw new DatabaseMismatch('This file is a database of another program. Name another data folder.')
    return []
  }
  return db.prepare('SELECT number, name, sha256 FROM migration ORDER BY number').all() as {
    number: number
    name: string
    sha256: string
  }[]
}

function pendingOf(applied: readonly { number: number }[], known: readonly Migration[]): Migration[] {
  const done = new Set(applied.map(({ number }) => number))
  return known.filter(({ number }) => !done.has(number))
}

function refuseMismatch(
  applied: readonly { number: number; name: string; sha256: string }[],
  known: readonly Migration[],
): void {
  const byNumber = new Map(known.map((one) => [one.number, one]))
  for (const one of applied) {
    const ours = byNumber.get(one.number)
    if (!ours)
      throw new DatabaseMismatch(
        `This database was made by a newer Comparand (it has step ${one.name}, which this program does not know). Start the newer program, or restore a backup made with this one.`,
      )
    if (ours.name !== one.name || ours.sha256 !== one.sha256)
      throw new DatabaseMismatch(
        `Step ${one.name} of this database differs from the one this program ships (${ours.name}). Use the program version that made the database.`,
      )
  }
}
