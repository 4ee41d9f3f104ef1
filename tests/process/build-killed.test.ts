import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Context } from '../../server/context.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import { makeDataset } from '../../server/exports/datasets.ts'
import { openProcess } from '../../server/process.ts'
import { Refusal } from '../../server/refusal.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { patiently } from '../support/patiently.ts'

const habits = { partial: 0, cannot: 0.02, ties: 0.3, orderEffect: 0, careless: 0 }
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const request = { slug: 'endo', include: 'started', mode: 'live', flavour: 'script' } as const

function givenFilled(): { folder: string; context: Context } {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-build-'))
  folders.push(folder)
  const context = openProcess({ COMPARAND_DATA: folder, LOG_LEVEL: 'silent' })
  createStudy(context, 'endo', requireTemplate('cpt-62380-2024'), 'system')
  publishStudy(context, 'endo', 'system')
  simulateStudy(context, { slug: 'endo', respondents: 40, seed: 1, habits, chunk: 40 })
  return { folder, context }
}

/** Processes that build files for another process. */
function buildersOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '))
    .filter((child) => /^\d+$/.test(child))
    .map(Number)
    .filter((child) => cmdlineOf(child).includes('export-process'))
}

/** Empty where the process has ended since it was listed. */
function cmdlineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

test.runIf(existsSync('/proc/self/task'))(
  'whoever kills the process that builds gets a sentence, and nothing of the build is left',
  async () => {
    const { folder, context } = givenFilled()
    const out = mkdtempSync(join(tmpdir(), 'comparand-out-'))
    folders.push(out)
    const killAt = (step: RegExp) => (progress: { step: string }) => {
      if (step.test(progress.step)) for (const pid of buildersOf(process.pid)) process.kill(pid, 'SIGKILL')
    }
    for (const step of [/^Writing judgements/, /^Analysing/]) {
      const options = { polite: true, report: killAt(step) }
      const building = buildBundle(context, request, join(out, 'endo.zip'), options)
      await expect(building).rejects.toBeInstanceOf(Refusal)
      await expect(building).rejects.toThrow(/ended from outside .* Nothing half made was kept/)
      expect(readdirSync(out)).toEqual([])
    }
    const making = makeDataset(context, request, 'system', killAt(/^Writing judgements/))
    await expect(making).rejects.toThrow('Nothing half made was kept')
    expect(readdirSync(join(folder, 'datasets'))).toEqual([])
    expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
    await buildBundle(context, request, join(out, 'endo.zip'), { polite: true })
    expect(readdirSync(out)).toEqual(['endo.zip'])
    context.db.close()
  },
)

test.runIf(existsSync('/proc/self/task'))(
  'a command that is killed takes its builder with it, and leaves nothing that looks whole',
  async () => {
    const { folder, context } = givenFilled()
    context.db.close()
    const out = mkdtempSync(join(tmpdir(), 'comparand-out-'))
    folders.push(out)
    const program = join(import.meta.dirname, '..', '..', 'server', 'comparand.mjs')
    const command = spawn(
      process.execPath,
      [program, 'bundle', '--study', 'endo', '--out', join(out, 'endo.zip')],
      {
        env: { PATH: process.env.PATH ?? '', COMPARAND_DATA: folder },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const builder = await patiently(
      () => buildersOf(command.pid!)[0] ?? Promise.reject(new Error('none yet')),
    )
    await patiently(() => expect(readdirSync(out).length).toBeGreaterThan(0))
    command.kill('SIGKILL')
    await once(command, 'exit')
    await patiently(() => expect(existsSync(`/proc/${builder}`)).toBe(false))
    expect(readdirSync(out)).toEqual([])
  },
)
