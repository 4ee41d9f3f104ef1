import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import type { Context } from '../../server/context.ts'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { openProcess } from '../../server/process.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { type Ask, walkSurvey } from '../support/walk-survey.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const clients = 20

let folder = ''
const started: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-kill-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  rmSync(folder, { recursive: true })
})

/** Starts the real program; returns it with what it says. */
function start(env: Record<string, string> = {}): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', COMPARAND_DATA: folder, PORT: '0', LOG_LEVEL: 'error', ...env },
  })
  started.push(child)
  closed.set(child, once(child, 'close'))
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (text += String(chunk)))
  return { child, said: () => text }
}

/** Starts the program and waits until it listens. */
async function listening(env?: Record<string, string>): Promise<{ child: ChildProcess; origin: string }> {
  const { child, said } = start(env)
  const deadline = Date.now() + 120_000
  for (;;) {
    const origin = /Comparand listens on (http:\S+)/.exec(said())?.[1]
    if (origin) return { child, origin }
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
      throw new Error(`It did not start: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Not its exit: what it said may be read after that. */
const closed = new WeakMap<ChildProcess, Promise<unknown>>()

async function ended(child: ChildProcess): Promise<number | null> {
  await closed.get(child)
  return child.exitCode
}

/** Publishes a study in the data folder and returns the paths of its links. */
function givenLinks(): string[] {
  const context = openProcess({ COMPARAND_DATA: folder, BASE_URL: 'http://survey.test', LOG_LEVEL: 'error' })
  const study = createStudy(context, 'endo', requireTemplate('cpt-62380-2024'), 'command line')
  publishStudy(context, 'endo', 'command line')
  const links = Array.from({ length: clients }, (_, n) => invite(context, study.id, n))
  context.db.close()
  return links
}

function invite(context: Context, studyId: number, n: number): string {
  const { lastInsertRowid } = context.queries.invitations.insert.run(
    studyId,
    'member',
    `m${n}@s.example`,
    '',
    'en',
    'isass',
    1,
    1,
  )
  return linkUrl(context, { id: Number(lastInsertRowid), generation: 1 }).slice('http://survey.test'.length)
}

/** An answer the server said it has: it answered the form with 303. */
interface Acknowledged {
  link: string
  seq: number
  choice: string
}

/** Asks a real server; remembers every judgement that it acknowledged. */
function client(origin: string, link: string, acknowledged: Acknowledged[]): Ask {
  return async (method, path, body) => {
    const answer = await fetch(origin + path, {
      method,
      redirect: 'manual',
      ...(method === 'POST'
        ? { body: body ?? '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
        : {}),
    })
    const seq = /pairs\/(\d+)$/.exec(path)?.[1]
    if (method === 'POST' && seq && answer.status === 303)
      acknowledged.push({ link, seq: Number(seq), choice: new URLSearchParams(body).get('choice')! })
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? undefined,
      html: await answer.text(),
    }
  }
}

/** Every acknowledged answer that the database does not have. */
function lost(links: string[], acknowledged: Acknowledged[]): Acknowledged[] {
  const db = openDatabase(join(folder, 'comparand.db'))
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const find = db.prepare(
    `SELECT a.item_a, a.item_b, j.response FROM identity_link l
     JOIN judgement j ON j.respondent_id = l.respondent_id
     JOIN assignment a ON a.respondent_id = j.respondent_id AND a.seq = j.seq
     WHERE l.invitation_id = ? AND j.seq = ?`,
  )
  const missing = acknowledged.filter(({ link, seq, choice }) => {
    const row = find.get(links.indexOf(link) + 1, seq) as
      | { item_a: string; item_b: string; response: string }
      | undefined
    const meaning = choice === row?.item_a ? 'more' : choice === row?.item_b ? 'less' : choice
    return row?.response !== meaning
  })
  const unmatched = db
    .prepare(
      `SELECT count(*) FROM judgement j WHERE j.revision <>
         (SELECT count(*) FROM judgement_revision r WHERE r.respondent_id = j.respondent_id AND r.seq = j.seq)`,
    )
    .pluck()
    .get()
  expect(unmatched).toBe(0)
  db.close()
  return missing
}

/** Lets all clients answer from where they are until the server is gone; returns when all have noticed. */
async function answerUntilGone(origin: string, links: string[], acknowledged: Acknowledged[]): Promise<void> {
  await Promise.allSettled(
    links.map((link, n) =>
      walkSurvey(client(origin, link, acknowledged), link, (name, offered) =>
        name === 'choice' ? offered[(n + acknowledged.length) % offered.length] : undefined,
      ),
    ),
  )
}

test('kill -9 while twenty surgeons answer loses no acknowledged answer, round after round', async () => {
  const links = givenLinks()
  const acknowledged: Acknowledged[] = []
  for (let round = 0; round < 3; round++) {
    const { child, origin } = await listening()
    const before = acknowledged.length
    const answering = answerUntilGone(origin, links, acknowledged)
    while (acknowledged.length < before + 150) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    await answering
    await ended(child)
    expect(acknowledged.length).toBeGreaterThan(before)
    expect(lost(links, acknowledged)).toEqual([])
  }
})

describe('SIGTERM', () => {
  test('ends with status 0, loses no answer and brings the write-ahead log home', async () => {
    const links = givenLinks()
    const acknowledged: Acknowledged[] = []
    const { child, origin } = await listening()
    const answering = answerUntilGone(origin, links, acknowledged)
    while (acknowledged.length < 100) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGTERM')
    await answering
    expect(await ended(child)).toBe(0)
    const wal = join(folder, 'comparand.db-wal')
    expect(existsSync(wal) ? statSync(wal).size : 0).toBe(0)
    expect(lost(links, acknowledged)).toEqual([])
  })
})

describe('a start that cannot succeed says why and ends with status 1', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['BASE_URL', 'survey.example.org'],
    ['COMPARAND_ZONE', 'Mars/Olympus'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', async (name, value) => {
    const { child, said } = start({ [name]: value })
    expect(await ended(child)).toBe(1)
    expect(said()).toContain(`${name} is "${value}", but must be `)
    expect(said()).not.toContain('    at ')
  })

  test('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { child, said } = start({ PORT: String(port) })
    expect(await ended(child)).toBe(1)
    expect(said()).toContain(`Port ${port} on 127.0.0.1 is taken.`)
    expect(said()).not.toContain('listens on')
    other.close()
  })

  test('when a newer program made the database', async () => {
    givenLinks()
    const db = openDatabase(join(folder, 'comparand.db'))
    db.exec(`INSERT INTO migration VALUES (9999, '9999_future.sql', 'x', 1)`)
    db.close()
    const { child, said } = start()
    expect(await ended(child)).toBe(1)
    expect(said()).toContain('This database was made by a newer Comparand')
    expect(said()).not.toContain('    at ')
  })

  test('when it runs already on the same data folder', async () => {
    await listening()
    const { child, said } = start()
    expect(await ended(child)).toBe(1)
    expect(said()).toContain('runs already on the data folder')
  })
})

test('after kill -9 the program starts again on the same data folder', async () => {
  const { child } = await listening()
  child.kill('SIGKILL')
  await ended(child)
  const again = await listening()
  const health = await fetch(`${again.origin}/healthz`)
  expect(await health.json()).toMatchObject({ status: 'ok' })
})
