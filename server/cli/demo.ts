import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addUser } from '../accounts/add-user.ts'
import { createApp } from '../app.ts'
import type { Context } from '../context.ts'
import { makeDataset } from '../exports/datasets.ts'
import { linkUrl } from '../fieldwork/links.ts'
import { openProcess } from '../process.ts'
import { simulateStudy } from '../simulation/simulate-study.ts'
import { createStudy, publishStudy } from '../studies/lifecycle.ts'
import { requireTemplate } from '../studies/templates.ts'

/* `npm run demo`: a filled study on a free port, in a folder that is gone afterwards. */

const day = 24 * 3_600_000
const habits = { partial: 0.25, cannot: 0.03, ties: 0.3, orderEffect: 0.1, careless: 0.03 }

process.env.NODE_ENV ??= 'production'
const folder = mkdtempSync(join(tmpdir(), 'comparand-demo-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0))

// The port is known before the site is: personal links are built on its address.
const server = createServer()
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = `http://localhost:${(server.address() as AddressInfo).port}`
const context = openProcess({ COMPARAND_DATA: folder, BASE_URL: address, LOG_LEVEL: 'warn' })
fillStudy(context)
const email = 'owner@example.org'
const password = randomBytes(9).toString('base64url')
await addUser(context, { email, name: 'Demonstration', role: 'owner', password }, 'system')
const request = { slug: 'endo', include: 'completed', mode: 'live', flavour: 'script' } as const
const dataset = await makeDataset(context, request, email)
server.on('request', createApp(context))

const files = `${address}/studies/endo/data/${dataset.id}`
process.stdout.write(`Comparand demonstration: the 62380 study with 150 simulated surgeons of seven societies.

Sign in as staff   ${address}/sign-in
                   ${email}
                   ${password}
Answer the survey  ${freshLink(context)}
Files, signed in   ${address}/studies/endo/data
                   ${files}/bundle.zip
                   ${files}/judgements.csv

Everything is in a temporary folder and is deleted when you stop this with Ctrl+C.
`)

function fillStudy(context: Context): void {
  // Published three weeks ago, so that the answers lie in the past.
  const then: Context = { ...context, now: () => Date.now() - 21 * day }
  createStudy(then, 'endo', requireTemplate('cpt-62380-2024'), 'system')
  publishStudy(then, 'endo', 'system')
  simulateStudy(context, { slug: 'endo', respondents: 150, seed: 1, habits, chunk: 50 })
}

function freshLink(context: Context): string {
  const study = context.queries.studies.findBySlug.get('endo')!
  const { invitations } = context.queries
  invitations.insert.run(study.id, 'member', 'you@example.org', '', 'en', 'isass', 1, Date.now())
  return linkUrl(context, invitations.findByEmail.get(study.id, 'you@example.org')!)
}
