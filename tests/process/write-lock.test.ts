import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { bin } from '../cli/support.ts'
import { askServer, givenFolder, givenLinks, givenServer } from '../support/given-server.ts'
import { type Ask, mainForm, walkSurvey } from '../support/walk-survey.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('while another program writes for seconds, answers wait, pages are served and nothing is lost', async () => {
  const folder = givenFolder()
  const links = givenLinks(folder, 12)
  const { origin } = await givenServer(folder)
  const ask = askServer(origin)
  const firstPair = (path: string) => path.endsWith('/pairs/1')
  const forms = await Promise.all(
    links.map(async (link) => {
      const path = (await walkSurvey(ask, link, undefined, firstPair)).at(-1)!
      const form = mainForm((await ask('GET', path)).html)!
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
    return { status, after: performance.now() - began }
  })
  let slowest = 0
  const statuses = new Set<number>()
  while (performance.now() - began < 6000) {
    const asked = performance.now()
    statuses.add((await ask('GET', forms[0]!.action)).status)
    slowest = Math.max(slowest, performance.now() - asked)
    await pause(50)
  }
  const early = answered
  other.exec('COMMIT')
  const answers = await Promise.all(posts)
  const saved = other.prepare('SELECT count(*) FROM judgement').pluck().get()
  other.close()
  expect(early).toBe(0)
  expect([...statuses]).toEqual([200])
  expect(answers.map(({ status }) => status)).toEqual(links.map(() => 303))
  expect(saved).toBe(12)
  // Each try for the lock stands still for 20 ms at most; the rest is the machine's noise.
  expect(slowest).toBeLessThan(500)
  expect(Math.max(...answers.map(({ after }) => after))).toBeLessThan(8000)
}, 60_000)

test('while the command line simulates hundreds of surgeons, answers are saved without a long wait', async () => {
  const folder = givenFolder()
  const links = givenLinks(folder, 3)
  const { origin } = await givenServer(folder)
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
  const timed: Ask = async (method, path, body) => {
    const asked = performance.now()
    const answer = await askServer(origin)(method, path, body)
    waits.push(performance.now() - asked)
    return answer
  }
  for (const link of links) await walkSurvey(timed, link)
  const meanwhile = simulating.exitCode === null
  const [code] = await ended
  expect(code, said).toBe(0)
  const sorted = waits.sort((a, b) => a - b)
  expect(meanwhile || waits.length > 300).toBe(true)
  expect(sorted[Math.floor(sorted.length * 0.95)]!).toBeLessThan(500)
}, 90_000)
