import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { queueMailing } from '../../server/mail/queue-mail.ts'
import { openProcess } from '../../server/process.ts'
import { everybody, mostCopies } from '../mail/given-outbox.ts'
import { givenFolder, givenLinks } from '../support/given-server.ts'
import { givenMailServer } from '../support/mail-server.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const members = 120

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function mailEnv(folder: string, port: number): Record<string, string> {
  return {
    COMPARAND_DATA: folder,
    PORT: '0',
    BASE_URL: 'http://survey.test',
    LOG_LEVEL: 'error',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(port),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'survey@post.example',
    MAIL_RATE: '60000',
  }
}

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [main], { env: { PATH: process.env.PATH ?? '', ...env }, stdio: 'ignore' })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

function statesOf(folder: string): { state: string; address: string | null }[] {
  const db = openDatabase(join(folder, 'comparand.db'))
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const rows = db.prepare('SELECT state, address FROM outbox').all() as {
    state: string
    address: string | null
  }[]
  db.close()
  return rows
}

async function until(met: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!met()) {
    if (Date.now() > deadline) throw new Error('It did not come to that')
    await wait(1)
  }
}

test('kill -9 in the middle of a batch, again and again: nobody gets two copies, nobody is lost', async () => {
  const folder = givenFolder()
  const server = await givenMailServer()
  // The server takes its time between having a mail and saying so: the moment in which a kill hurts.
  server.thinkMs = 4
  const env = mailEnv(folder, server.port)
  givenLinks(folder, members)
  const context = openProcess(env)
  expect(await queueMailing(context, 'endo', everybody, 'command line')).toBe(members)
  context.db.close()
  let killed = 0
  for (const stop of [15, 40, 70]) {
    const child = start(env)
    await until(() => server.taken.length >= stop)
    await end(child, 'SIGKILL')
    killed += 1
    expect(statesOf(folder).filter(({ state }) => state === 'queued').length).toBeGreaterThan(0)
  }
  const last = start(env)
  await until(() => !statesOf(folder).some(({ state }) => state === 'queued' || state === 'sending'))
  expect(await end(last, 'SIGTERM')).toBe(0)

  const ends = statesOf(folder)
  expect(mostCopies(server)).toBe(1)
  expect(ends).toHaveLength(members)
  const accepted = ends.filter(({ state }) => state === 'accepted').map(({ address }) => address)
  const uncertain = ends.filter(({ state }) => state === 'uncertain').map(({ address }) => address)
  expect(accepted.length + uncertain.length).toBe(members)
  // At most the one mail that was under way at each kill.
  expect(uncertain.length).toBeLessThanOrEqual(killed)
  const taken = new Set(server.taken.map(({ to }) => to))
  expect(accepted.filter((to) => !taken.has(to!))).toEqual([])
  expect([...taken].filter((to) => !accepted.includes(to) && !uncertain.includes(to))).toEqual([])
})

test('SIGTERM lets the mail under way end and leaves the rest queued, nothing uncertain', async () => {
  const folder = givenFolder()
  const server = await givenMailServer()
  server.thinkMs = 30
  const env = mailEnv(folder, server.port)
  givenLinks(folder, members)
  const context = openProcess(env)
  await queueMailing(context, 'endo', everybody, 'command line')
  context.db.close()
  const child = start(env)
  await until(() => server.taken.length >= 5)
  expect(await end(child, 'SIGTERM')).toBe(0)
  const ends = statesOf(folder)
  const count = (state: string) => ends.filter((row) => row.state === state).length
  expect(count('uncertain') + count('sending')).toBe(0)
  expect(count('accepted')).toBe(server.taken.length)
  expect(count('queued')).toBe(members - server.taken.length)
})
