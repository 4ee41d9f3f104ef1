import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { bin } from '../cli/support.ts'
import { askServer, givenFolder, givenLinks, givenServer } from '../support/given-server.ts'
import { type Ask, mainForm, walkSurvey } from '../support/walk-survey.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How long a server that stood still for the lock would at least keep everybody waiting. */
const lockedMs = 6000

/** The wait of which so large a share is shorter. */
function waitOf(waits: readonly number[], share: number): number {
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length * share)]!
}

/** Counts how long each question of somebody waits for its answer. */
function timed(ask: Ask, waits: number[]): Ask {
  return async (...asked) => {
    const began = performance.now()
    const answer = await ask(...asked)
    waits.push(performance.now() - began)
    return answer
  }
}

test('while another program writes for seconds, answers wait, pages are served and nothing is lost', async () => {
  const folder = givenFolder()
  const links = givenLinks(folder, 12)
  const { origin } = await givenServer(folder)
  const ask = askServer(origin)
  const undisturbed: number[] = []
  const locked: number[] = []
  const firstPair = (path: string) => path.endsWith('/pairs/1')
  const forms = await Promise.all(
    links.map(async (link) => {
      const path = (await walkSurvey(ask, link, undefined, firstPair)).at(-1)!
      const form = mainForm((await timed(ask, undisturbed)('GET', path)).html)!
      form.fields.set('choice', form.offered.get('choice')![0]!)
      return form
    }),
  )

  const other = openDatabase(join(folder, 'comparand.db'))
  other.exec('BEGIN IMMEDIATE')
  const began = performance.now()
  let answered = 0
  const posts = forms.map(async ({ action, fields }) => {
    const { status } = await ask('POST', action, fields.toString())
    answered += 1
    return status
  })
  const statuses = new Set<number>()
  while (performance.now() - began < lockedMs) {
    statuses.add((await timed(ask, locked)('GET', forms[0]!.action)).status)
    await pause(50)
  }
  const early = answered
  other.exec('COMMIT')
  const answers = await Promise.all(posts)
  const saved = other.prepare('SELECT count(*) FROM judgement').pluck().get()
  other.close()
  expect(early).toBe(0)
  expect([...statuses]).toEqual([200])
  expect(answers).toEqual(links.map(() => 303))
  expect(saved).toBe(12)
  // Each try for the lock stands still for 20 ms at most; the rest is what this machine needs for a page anyway.
  expect(waitOf(locked, 0.5)).toBeLessThan(100 + 2 * waitOf(undisturbed, 0.5))
  expect(waitOf(locked, 0.95)).toBeLessThan(lockedMs / 2)
})

test('while the command line simulates hundreds of surgeons, answers are saved without a long wait', async () => {
  const folder = givenFolder()
  const links = givenLinks(folder, 3)
  const { origin } = await givenServer(folder)
  const alone: number[] = []
  await walkSurvey(timed(askServer(origin), alone), links[0]!)
  const simulating = spawn(
    process.execPath,
    [bin, 'simulate', '--study', 'endo', '--respondents', '300', '--among-members'],
    {
      env: { PATH: process.env.PATH ?? '', COMPARAND_DATA: folder },
    },
  )
  const ended = once(simulating, 'exit')
  let said = ''
  simulating.stderr.on('data', (text) => (said += String(text)))
  const waits: number[] = []
  for (const link of links.slice(1)) await walkSurvey(timed(askServer(origin), waits), link)
  const meanwhile = simulating.exitCode === null
  const [code] = await ended
  expect(code, said).toBe(0)
  expect(meanwhile || waits.length > 200).toBe(true)
  // The command holds the lock for 40 ms and leaves it for 50; both share what the machine has.
  expect(waitOf(waits, 0.5)).toBeLessThan(250 + 5 * waitOf(alone, 0.5))
  expect(waitOf(waits, 0.95)).toBeLessThan(500 + 10 * waitOf(alone, 0.95))
})
