import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countPending, DatabaseMismatch, listMigrations, migrate } from '../../db/migrate.ts'
import { openDatabase, openReadOnly } from '../../db/open-database.ts'
import { schemaText } from '../../db/schema-text.ts'
import { dump } from '../support/dump.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-db-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = () => openDatabase(join(folder, 'test.db'))

test('a fresh database gets every step, and a second start changes nothing', () => {
  const db = open()
  expect(countPending(db)).toBe(listMigrations().length)
  migrate(db, 1000)
  expect(countPending(db)).toBe(0)
  const steps = db.prepare('SELECT number, applied_at FROM migration').all()
  expect(steps).toEqual(listMigrations().map(({ number }) => ({ number, applied_at: 1000 })))
  const before = dump(db)
  migrate(db, 2000)
  expect(dump(db)).toEqual(before)
  db.close()
})

test('no two steps bear the same number', () => {
  const numbers = listMigrations().map((one) => one.number)
  expect(numbers.length).toBeGreaterThan(1)
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('a database from a newer program is refused in words, and left as it is', () => {
  const db = open()
  migrate(db, 1000)
  db.exec(`INSERT INTO migration VALUES (9999, '9999_future.sql', 'x', 1)`)
  const before = dump(db)
  expect(() => migrate(db, 2000)).toThrow(DatabaseMismatch)
  expect(() => migrate(db, 2000)).toThrow('made by a newer Comparand (it has step 9999_future.sql')
  expect(dump(db)).toEqual(before)
  db.close()
})

test('a database whose step was made by an edited file is refused in words', () => {
  const db = open()
  migrate(db, 1000)
  db.exec(`UPDATE migration SET sha256 = 'edited' WHERE number = 1`)
  expect(() => migrate(db, 2000)).toThrow('Step 0001_first.sql of this database differs')
  db.close()
})

test('a step that came after a higher one is taken too, and the tables are the same', () => {
  const db = open()
  migrate(db, 1000)
  // The order of columns may differ; queries name theirs.
  const tables = () => [
    db.prepare('SELECT type, name FROM sqlite_schema ORDER BY 1, 2').all(),
    db
      .prepare(
        `SELECT t.name, c.name, c.type, c."notnull", c.dflt_value FROM pragma_table_list t
        JOIN pragma_table_xinfo(t.name) c ORDER BY 1, 2`,
      )
      .all(),
  ]
  const whole = tables()
  db.exec(`DROP TRIGGER respondent_stays_simulated; DROP INDEX respondent_simulated;
    ALTER TABLE respondent DROP COLUMN is_simulated; DELETE FROM migration WHERE number = 14`)
  expect(db.prepare('SELECT max(number) FROM migration').pluck().get()).toBeGreaterThan(14)
  expect(countPending(db)).toBe(1)
  migrate(db, 2000)
  expect(countPending(db)).toBe(0)
  expect(tables()).toEqual(whole)
  db.close()
})

test('db/schema.sql is what the migrations leave: run "npm run schema"', () => {
  const file = join(import.meta.dirname, '..', '..', 'db', 'schema.sql')
  expect(readFileSync(file, 'utf8')).toBe(schemaText())
})

test('every table is strict', () => {
  const db = open()
  migrate(db, 1000)
  const lax = db
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all()
  expect(lax).toEqual([])
  db.close()
})

test('an answer is on disk when it is acknowledged: WAL, full durability, foreign keys, patience', () => {
  const db = open()
  const pragma = (name: string) => db.pragma(name, { simple: true })
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('foreign_keys')).toBe(1)
  expect(pragma('busy_timeout')).toBe(5000)
  expect(pragma('secure_delete')).toBe(1)
  db.close()
})

test('the connection for exports cannot write', () => {
  const db = open()
  migrate(db, 1000)
  const reader = openReadOnly(join(folder, 'test.db'))
  expect(() => reader.exec(`INSERT INTO opt_out VALUES ('a@b', 1)`)).toThrow()
  reader.close()
  db.close()
})
