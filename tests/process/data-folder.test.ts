import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { busySentence } from '../../db/busy.ts'
import { takeCommandLock, takeDataLock } from '../../db/data-lock.ts'
import { openDatabase } from '../../db/open-database.ts'
import { givenCommandLine } from '../cli/support.ts'
import { givenFolder, givenLinks, givenServer, startServer } from '../support/given-server.ts'
import { patiently } from '../support/patiently.ts'

async function refusal(folder: string): Promise<string> {
  const { child, said } = startServer(folder)
  // Not its exit: what it said may be read after that.
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(said()).not.toContain('    at ')
  return said()
}

function givenDataFolder() {
  const line = givenCommandLine()
  const data = join(line.folder, 'data')
  mkdirSync(data)
  return { ...line, data }
}

test('a second server does not touch the database', async () => {
  const folder = givenFolder()
  const release = takeDataLock(folder)!
  expect(await refusal(folder)).toContain('runs already on the data folder')
  expect(existsSync(join(folder, 'comparand.db'))).toBe(false)
  release()
})

test('a command does not change the tables under a running server', () => {
  const { data, run } = givenDataFolder()
  const release = takeDataLock(data)!
  const db = openDatabase(join(data, 'comparand.db'))
  const { status, stderr } = run(['study', 'list'])
  expect(status).toBe(1)
  expect(stderr).toContain('A server runs on this data folder whose database is of an older version.')
  expect(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0)
  db.close()
  release()
  expect(run(['study', 'list']).status).toBe(0)
})

test('nothing is restored while a command runs, and no command runs while a backup is restored', () => {
  const { folder, data, run } = givenDataFolder()
  run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  run(['backup', 'copy.db'])
  const running = [takeCommandLock(data, 'shared')!, takeCommandLock(data, 'shared')!]
  expect(run(['restore', 'copy.db'])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Another command runs on this data folder. Let it end, then restore.\n',
  })
  expect(run(['study', 'list']).status).toBe(0)
  for (const release of running) release()
  const restoring = takeCommandLock(data, 'exclusive')!
  expect(run(['study', 'list'])).toMatchObject({ status: 1, stdout: '' })
  restoring()
  expect(run(['restore', join(folder, 'copy.db')]).stderr).toBe('')
})

test('a secret that is missing is never replaced once links were made with it', async () => {
  const folder = givenFolder()
  givenLinks(folder, 1)
  rmSync(join(folder, 'secret'))
  expect(await refusal(folder)).toContain('Restore it from its backup.')
  expect(readdirSync(folder).filter((name) => name.startsWith('secret'))).toEqual([])
})

test('what killed exports left is gone after the next start, datasets stay', async () => {
  const folder = givenFolder()
  const datasets = join(folder, 'datasets')
  for (const name of ['1', '.unrecorded-00ff', '..unrecorded-00ff.unfinished-12ab']) {
    mkdirSync(join(datasets, name), { recursive: true })
    writeFileSync(join(datasets, name, 'judgements.csv'), 'x')
  }
  // What programs read with a token: somebody in it may have been erased since.
  const kept = join(folder, 'api-files', '0123456789abcdef')
  mkdirSync(kept, { recursive: true })
  writeFileSync(join(kept, 'judgements.csv'), 'x')
  await givenServer(folder)
  expect(readdirSync(datasets)).toEqual(['1'])
  expect(readdirSync(join(folder, 'api-files'))).toEqual([])
})

test('a command that writes for seconds keeps no server from starting, and one that only reads waits for nobody', async () => {
  const { data, run } = givenDataFolder()
  run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  const other = openDatabase(join(data, 'comparand.db'))
  other.exec('BEGIN IMMEDIATE')
  expect(run(['study', 'list'])).toMatchObject({ status: 0, stderr: '' })
  await givenServer(data)
  other.exec('COMMIT')
  other.close()
})

test('a command that waited in vain for another one says so in words', () => {
  const { data, run } = givenDataFolder()
  run(['study', 'list'])
  const other = openDatabase(join(data, 'comparand.db'))
  other.exec('BEGIN IMMEDIATE')
  const { status, stderr } = run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  other.close()
  expect(status).toBe(1)
  expect(stderr).toBe(`${busySentence}\n`)
  expect(run(['study', 'list']).stdout).toBe('')
})

test('the next start succeeds while what outlived a killed server still writes', async () => {
  const folder = givenFolder()
  const datasets = join(folder, 'datasets')
  const leftOver = join(datasets, '..unrecorded-00ff.unfinished-12ab')
  mkdirSync(leftOver, { recursive: true })
  // As an export does: one new file after the other, until one cannot be opened.
  const writeOn = `let n = 0; for (;;) require('node:fs').writeFileSync(process.argv[1] + '/' + n++, 'x')`
  const writer = spawn(process.execPath, ['-e', writeOn, leftOver], { stdio: 'ignore' })
  const ended = once(writer, 'exit')
  try {
    await patiently(() => expect(readdirSync(leftOver).length).toBeGreaterThan(100))
    await givenServer(folder)
    expect(readdirSync(datasets)).toEqual([])
    await ended
  } finally {
    writer.kill('SIGKILL')
  }
})
