import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { checkDatabaseFile, makeBackup } from '../../db/backup.ts'
import { migrate } from '../../db/migrate.ts'
import { type Db, openDatabase } from '../../db/open-database.ts'
import { patiently } from '../support/patiently.ts'

let folder = ''
let file = ''
let db: Db
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-backup-'))
  file = join(folder, 'comparand.db')
  db = openDatabase(file)
  migrate(db, 1000)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** A line that waits for the record of erasures comes, and goes when it is written: as on any evening. */
const comes = () => db.exec(`INSERT INTO erasure_line (line) VALUES ('{}')`)
const goes = () => db.exec('DELETE FROM erasure_line')

/** Lets a row come just before a copy is made and go right after it, so many times. */
function whileRowsComeAndGo(times: number): void {
  const { prepare } = Database.prototype
  let left = times
  const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Db, sql: string) {
    const statement = prepare.call(this, sql)
    if (!sql.startsWith('VACUUM INTO') || left-- <= 0) return statement
    const run = (to: string) => {
      comes()
      statement.run(to)
      goes()
    }
    return { run } as never
  })
  onTestFinished(() => spy.mockRestore())
}

test('a row that comes and goes while a backup is made does not spoil it', () => {
  whileRowsComeAndGo(1)
  const counts = makeBackup(file, join(folder, 'copy.db'))
  expect(counts.get('erasure_line')).toBe(0)
  expect(checkDatabaseFile(join(folder, 'copy.db'))).toEqual(counts)
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
})

test('a copy whose rows never fit is refused, and nothing of it is left', () => {
  whileRowsComeAndGo(100)
  expect(() => makeBackup(file, join(folder, 'copy.db'))).toThrow('The copy has 1 rows in erasure_line')
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
})

test('the copy before a migration has its name only when it is whole', async () => {
  db.exec(`CREATE TABLE big (text TEXT) STRICT;
    WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 60000)
    INSERT INTO big SELECT hex(randomblob(500)) FROM n`)
  const module = JSON.stringify(new URL('../../db/open-database.ts', import.meta.url).href)
  const program = `const { copyDatabase, openDatabase } = await import(${module})
    copyDatabase(openDatabase(process.argv[1]), process.argv[2])`
  const copy = join(folder, 'copy.db')
  const copying = spawn(process.execPath, ['--input-type=module', '-e', program, file, copy], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(copying, 'exit')
  await patiently(() => expect(readdirSync(folder).some((name) => name.startsWith('copy'))).toBe(true))
  copying.kill('SIGKILL')
  await ended
  // On a very fast machine it may have been done.
  if (existsSync(copy)) expect(checkDatabaseFile(copy).get('big')).toBe(60_000)
})
