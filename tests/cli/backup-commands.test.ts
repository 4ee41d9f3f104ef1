import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReadOnly } from '../../db/open-database.ts'
import { givenCommandLine } from './support.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')

function givenStudy() {
  const line = givenCommandLine()
  line.run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  line.run(['simulate', '--study', 'endo', '--respondents', '3'])
  return line
}

function countRespondents(file: string): number {
  const db = openReadOnly(file)
  try {
    return db.prepare<[], number>('SELECT count(*) FROM respondent').pluck().get()!
  } finally {
    db.close()
  }
}

test('a backup holds every row and comes back, with the replaced database kept', () => {
  const { folder, run } = givenStudy()
  const made = run(['backup', 'copy.db'])
  expect(made.stdout).toMatch(/^copy\.db: \d+ tables, \d+ rows, checked\./)
  expect(countRespondents(join(folder, 'copy.db'))).toBe(3)
  expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data'])

  run(['simulate', '--study', 'endo', '--respondents', '2', '--seed', '2'])
  const restored = run(['restore', 'copy.db'])
  expect(restored.stderr).toBe('')
  expect(restored.stdout).toMatch(/^Restored from copy\.db\. The replaced database is kept as /)
  expect(countRespondents(join(folder, 'data', 'comparand.db'))).toBe(3)
  const kept = readdirSync(join(folder, 'data')).find((name) => /before-restore-.*\.db$/.test(name))!
  expect(countRespondents(join(folder, 'data', kept))).toBe(5)
})

test('a backup never replaces a file, and a damaged one is not restored', () => {
  const { folder, run } = givenStudy()
  writeFileSync(join(folder, 'mine.txt'), 'years of work')
  expect(run(['backup', 'mine.txt'])).toMatchObject({ status: 1, stdout: '' })
  for (const file of ['mine.txt', 'nowhere.db']) expect(run(['restore', file])).toMatchObject({ status: 1 })
  expect(countRespondents(join(folder, 'data', 'comparand.db'))).toBe(3)
})

test('nothing is restored while the server runs, and no second server starts', async () => {
  const { folder, env, run } = givenStudy()
  expect(run(['backup', 'copy.db']).status).toBe(0)
  const server = spawn(process.execPath, [main], { env: { ...env, PORT: '0', LOG_LEVEL: 'silent' } })
  try {
    await once(server.stdout!, 'data')
    expect(run(['restore', 'copy.db'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The server runs on this data folder. Stop it, then restore.\n',
    })
    expect(run(['backup', 'other.db']).status).toBe(0)
    const second = spawn(process.execPath, [main], { env: { ...env, PORT: '0', LOG_LEVEL: 'silent' } })
    expect((await once(second, 'exit'))[0]).toBe(1)
  } finally {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  // A server that was killed leaves no lock behind.
  expect(run(['restore', 'copy.db']).status).toBe(0)
  expect(existsSync(join(folder, 'data', 'comparand.db'))).toBe(true)
})

test('a restore that was broken off leaves nothing that opens, until a backup is put back to the end', async () => {
  const { folder, env, run } = givenStudy()
  expect(run(['backup', 'copy.db']).status).toBe(0)
  // The record of erasures cannot be read: what was erased since the backup would be there again.
  const record = join(folder, 'data', 'erasures.jsonl')
  rmSync(record, { force: true })
  mkdirSync(record)
  expect(run(['restore', 'copy.db']).status).not.toBe(0)

  const refused = run(['study', 'list'])
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain('was broken off before it was done')
  const server = spawn(process.execPath, [main], { env: { ...env, PORT: '0', LOG_LEVEL: 'silent' } })
  expect((await once(server, 'exit'))[0]).toBe(1)

  rmSync(record, { recursive: true })
  expect(run(['restore', 'copy.db'])).toMatchObject({ status: 0, stderr: '' })
  expect(run(['study', 'list'])).toMatchObject({ status: 0, stderr: '' })
  expect(countRespondents(join(folder, 'data', 'comparand.db'))).toBe(3)
})
