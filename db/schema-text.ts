import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'

/** Returns the whole schema as SQL, as the migrations leave it: what db/schema.sql holds for people to read. */
export function schemaText(): string {
  const db = openDatabase(':memory:')
  try {
    migrate(db, 0)
    const statements = db
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
      )
      .pluck()
      .all() as string[]
    const head = '-- Made by `npm run schema` from db/migrations; for reading only.'
    return `${[head, ...statements.map((sql) => `${sql};`)].join('\n\n')}\n`
  } finally {
    db.close()
  }
}
