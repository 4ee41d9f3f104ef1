import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { givenFolder } from '../support/given-server.ts'
import { patiently } from '../support/patiently.ts'

const file = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** A program that begins work in a process of its own and is killed before that process has read its order. */
const killedAtOnce = `
  const { runInProcess } = await import(${file('../../server/jobs/run-in-process.ts')})
  const writesFor = { parent: process.pid, folder: process.argv[1] }
  runInProcess(new URL(${file('../jobs/counting-process.ts')}), { writesFor })
  setImmediate(() => process.kill(process.pid, 'SIGKILL'))
`

test('work whose program was killed before it had read its order is not done', async () => {
  const folder = givenFolder()
  const program = spawn(process.execPath, ['--input-type=module', '-e', killedAtOnce, folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(await once(program, 'close')).toEqual([null, 'SIGKILL'])
  await patiently(() => expect(existsSync(join(folder, 'ended'))).toBe(true))
  expect(existsSync(join(folder, 'unwanted'))).toBe(false)
})
