import type { Db } from '../../db/open-database.ts'

/** Everything in a database: each table's rows as text. Two dumps are equal when nothing at all changed. */
export function dump(db: Db): Record<string, string[]> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    tables.map((table) => [
      table,
      db
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  )
}

/** The number a query counts. */
export function count(db: Db, from: string): number {
  return db.prepare(`SELECT count(*) FROM ${from}`).pluck().get() as number
}
