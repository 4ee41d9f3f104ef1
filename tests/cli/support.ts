import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { settingNames } from '../../server/config.ts'

export const bin = join(import.meta.dirname, '..', '..', 'server', 'comparand.mjs')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export interface Answer {
  status: number | null
  stdout: string
  stderr: string
}

/** Returns a fresh data folder and a way to run commands on it, as a script would. */
export function givenCommandLine(): {
  folder: string
  env: NodeJS.ProcessEnv
  run: (args: string[], input?: string) => Answer
} {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-cli-'))
  folders.push(folder)
  // Whatever settings this machine has: they are none of the test's.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !settingNames.includes(name)),
  )
  const env = { ...inherited, COMPARAND_DATA: join(folder, 'data'), BASE_URL: 'https://survey.example.org' }
  const run = (args: string[], input?: string): Answer => {
    const done: SpawnSyncReturns<string> = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
    })
    return { status: done.status, stdout: done.stdout, stderr: done.stderr }
  }
  return { folder, env, run }
}
