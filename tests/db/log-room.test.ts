import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { makeLogRoom } from '../../db/log-room.ts'
import { openDatabase, openReadOnly } from '../../db/open-database.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const mb = 1024 * 1024

function givenDatabase(megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-test-'))
  folders.push(folder)
  const file = join(folder, 'comparand.db')
  const db = openDatabase(file)
  db.exec('CREATE TABLE answer (id INTEGER PRIMARY KEY, words BLOB)')
  const insert = db.prepare('INSERT INTO answer (words) VALUES (zeroblob(1000000))')
  for (let index = 0; index < megabytes; index++) insert.run()
  db.pragma('wal_checkpoint(TRUNCATE)')
  return { folder, file, db, insert, logSize: () => statSync(`${file}-wal`).size }
}
const count = (db: ReturnType<typeof openDatabase>) =>
  db.prepare<[], number>('SELECT count(*) FROM answer').pluck().get()

test('answers saved while a large export reads an old state do not make the log longer', () => {
  const { db, file, insert, logSize } = givenDatabase(40)
  const room = makeLogRoom(db)
  expect(room).toBeGreaterThan(9 * mb)
  const reader = openReadOnly(file)
  reader.exec('BEGIN')
  expect(count(reader)).toBe(40)
  for (let index = 0; index < 6; index++) insert.run()
  expect(logSize()).toBe(room)
  expect(count(reader)).toBe(40)
  reader.close()
  expect(count(db)).toBe(46)
  db.close()
})

test('what was committed is found again after a power cut, with the log as long as it was', () => {
  const { db, folder, file, insert } = givenDatabase(40)
  insert.run()
  makeLogRoom(db)
  insert.run()
  // What a power cut leaves: both files, and no list of what is in the log.
  const left = join(folder, 'left.db')
  copyFileSync(file, left)
  copyFileSync(`${file}-wal`, `${left}-wal`)
  const again = openDatabase(left)
  expect(count(again)).toBe(42)
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok')
  again.close()
  db.close()
})

test('a small database gets none, nor does one while another program writes', () => {
  const small = givenDatabase(2)
  expect(makeLogRoom(small.db)).toBe(0)
  expect(existsSync(`${small.file}-wal`) && small.logSize()).toBe(0)
  small.db.close()
  const large = givenDatabase(40)
  const other = openDatabase(large.file)
  other.exec('BEGIN IMMEDIATE')
  large.db.pragma('busy_timeout = 1')
  expect(makeLogRoom(large.db)).toBe(0)
  expect(large.logSize()).toBe(0)
  other.close()
  large.db.close()
})
