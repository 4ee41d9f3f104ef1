import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDatabase } from '../../db/open-database.ts'
import { sharedCommit } from '../../db/shared-commit.ts'

let folder = ''
let db: Db
let reader: Db
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-commit-'))
  db = openDatabase(join(folder, 'test.db'))
  db.exec('CREATE TABLE entry (n INTEGER PRIMARY KEY) STRICT')
  // A parent that is checked at COMMIT only: the way to make a commit itself fail.
  db.exec('CREATE TABLE child (n INTEGER REFERENCES entry DEFERRABLE INITIALLY DEFERRED) STRICT')
  reader = openDatabase(join(folder, 'test.db'))
  db.pragma('busy_timeout = 5')
})
afterEach(() => {
  reader.close()
  db.close()
  rmSync(folder, { recursive: true })
})

const insert = (n: number) => () => {
  db.prepare('INSERT INTO entry VALUES (?)').run(n)
  return n
}
const stored = () => reader.prepare('SELECT n FROM entry ORDER BY n').pluck().all()
/** Changes whenever another connection commits, and only then. */
const dataVersion = () => reader.pragma('data_version', { simple: true }) as number

test('writes that wait at the same moment share one commit', async () => {
  const write = sharedCommit(db)
  const versions = new Set<number>()
  const before = dataVersion()
  const saves = Array.from({ length: 50 }, (_, n) =>
    write(insert(n)).then((result) => {
      versions.add(dataVersion())
      return result
    }),
  )
  expect(await Promise.all(saves)).toEqual(Array.from({ length: 50 }, (_, n) => n))
  expect(stored()).toHaveLength(50)
  expect(versions.size).toBe(1)
  expect(versions).not.toContain(before)
})

test('more than two hundred waiting writes are spread over several commits, none lost', async () => {
  const write = sharedCommit(db)
  let commits = 0
  let last = dataVersion()
  const saves = Array.from({ length: 450 }, (_, n) =>
    write(insert(n)).then(() => {
      const version = dataVersion()
      if (version !== last) commits += 1
      last = version
    }),
  )
  await Promise.all(saves)
  expect(stored()).toHaveLength(450)
  expect(commits).toBe(3)
})

test('a promise settles only after its commit: another connection sees the row at once', async () => {
  const write = sharedCommit(db)
  for (let n = 0; n < 5; n++) {
    const saved = write(insert(n))
    expect(stored()).not.toContain(n)
    await saved
    expect(stored()).toContain(n)
  }
})

test('a write that fails is undone alone', async () => {
  const write = sharedCommit(db)
  const outcomes = await Promise.allSettled([
    write(insert(1)),
    write(() => {
      insert(2)()
      throw new Error('no')
    }),
    write(insert(1)),
    write(insert(3)),
  ])
  expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(stored()).toEqual([1, 3])
})

test('when the commit fails nobody is told that it was saved, and the next write works', async () => {
  const write = sharedCommit(db)
  const outcomes = await Promise.allSettled([
    write(insert(1)),
    write(() => db.prepare('INSERT INTO child VALUES (77)').run()),
    write(insert(2)),
  ])
  expect(outcomes.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(stored()).toEqual([])
  await write(insert(4))
  expect(stored()).toEqual([4])
})

test('when the database gives up a transaction nobody in it is told that it was saved', async () => {
  const write = sharedCommit(db)
  const outcomes = await Promise.allSettled([
    write(insert(1)),
    write(() => db.exec('ROLLBACK')),
    write(insert(2)),
  ])
  expect(outcomes.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(stored()).toEqual([])
  await write(insert(3))
  expect(stored()).toEqual([3])
})

test('writes run in the order they came', async () => {
  const write = sharedCommit(db)
  const order: number[] = []
  await Promise.all(Array.from({ length: 20 }, (_, n) => write(() => order.push(n))))
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n))
})

test('while another connection writes, writes keep their order and wait', async () => {
  const write = sharedCommit(db)
  reader.exec('BEGIN IMMEDIATE')
  const order: number[] = []
  const saves = Array.from({ length: 250 }, (_, n) => write(() => order.push(insert(n)())))
  await new Promise((resolve) => setTimeout(resolve, 150))
  saves.push(write(() => order.push(insert(250)())))
  expect(order).toEqual([])
  reader.exec('COMMIT')
  await Promise.all(saves)
  expect(order).toEqual(Array.from({ length: 251 }, (_, n) => n))
  expect(stored()).toHaveLength(251)
})

test('a write that never has its turn is rejected as busy, and the next one works', async () => {
  const write = sharedCommit(db, 100)
  reader.exec('BEGIN IMMEDIATE')
  await expect(write(insert(1))).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
  reader.exec('COMMIT')
  await write(insert(2))
  expect(stored()).toEqual([2])
  expect(write.failing()).toBe(false)
})
