import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { openProcess } from '../../server/process.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import type { Ask } from './walk-survey.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const folders: string[] = []
const started: ChildProcess[] = []

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  // What a killed server had started may write for a moment longer.
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A fresh data folder that is gone after the test. */
export function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-server-'))
  folders.push(folder)
  return folder
}

/** Publishes a study in the data folder, invites members and returns the paths of their links. */
export function givenLinks(folder: string, members: number): string[] {
  const context = openProcess({ COMPARAND_DATA: folder, BASE_URL: 'http://survey.test', LOG_LEVEL: 'error' })
  const study = createStudy(context, 'endo', requireTemplate('cpt-62380-2024'), 'command line')
  publishStudy(context, 'endo', 'command line')
  const { insert } = context.queries.invitations
  const links = Array.from({ length: members }, (_, n) => {
    const row = insert.run(study.id, 'member', `m${n}@s.example`, '', 'en', 'isass', 1, 1)
    return linkUrl(context, { id: Number(row.lastInsertRowid), generation: 1 }).replace(
      'http://survey.test',
      '',
    )
  })
  context.db.close()
  return links
}

/** Starts the real program on a data folder; returns it with what it says. */
export function startServer(folder: string): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', COMPARAND_DATA: folder, PORT: '0', LOG_LEVEL: 'error' },
  })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (text += String(chunk)))
  return { child, said: () => text }
}

/** Starts the program and waits until it listens. */
export async function givenServer(folder: string): Promise<{ child: ChildProcess; origin: string }> {
  const { child, said } = startServer(folder)
  const deadline = Date.now() + 120_000
  for (;;) {
    const origin = /Comparand listens on (http:\S+)/.exec(said())?.[1]
    if (origin) return { child, origin }
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
      throw new Error(`It did not start: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Asks a real server. */
export function askServer(origin: string): Ask {
  return async (method, path, body) => {
    const form = { body: body ?? '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
    const answer = await fetch(origin + path, {
      method,
      redirect: 'manual',
      ...(method === 'POST' ? form : {}),
    })
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? undefined,
      html: await answer.text(),
    }
  }
}
