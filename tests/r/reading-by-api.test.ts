import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeToken } from '../../server/accounts/api-tokens.ts'
import { createApp } from '../../server/app.ts'
import { givenFolder } from '../exports/support.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

/* The programs that the page of tokens shows, run as they stand there against a site that listens. */

const run = promisify(execFile)
const server = createServer()
const folder = givenFolder()
let token = ''
let programs: string[] = []

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const { context, clock } = givenContext({
    file: join(folder, 'comparand.db'),
    env: { COMPARAND_DATA: folder, BASE_URL: `http://127.0.0.1:${port}` },
  })
  givenLiveStudy(context, 'small', smallStudy())
  givenRespondent(context, clock, {
    slug: 'small',
    responses: { C01: 'more', C02: 'equal', C03: 'cannot' },
    answers: { is_surgeon: 'yes' },
  })
  const app = createApp(context)
  server.on('request', app)
  const analyst = await givenBrowser(context, app, 'analyst')
  token = await makeToken(context, context.queries.people.find.get(1)!, 'a script')
  const $ = load((await analyst.get('/tokens')).text)
  programs = $('pre')
    .toArray()
    .map((one) => $(one).text())
})
afterAll(() => server.close())

async function output(program: string, name: string, text: string): Promise<string> {
  const file = join(folder, name)
  writeFileSync(file, text)
  const { stdout } = await run(program, [file], { env: { ...process.env, COMPARAND_TOKEN: token } })
  return stdout.trim()
}

test('R reads the long file with the header', async () => {
  const tell =
    'cat(dim(answers), class(answers$score), sum(answers$score == 2, na.rm = TRUE), sum(is.na(answers$score)))'
  expect(await output('Rscript', 'header.R', `${programs[0]}\n${tell}`)).toBe('7 28 integer 3 2')
})

test('R reads it by the address alone', async () => {
  const program = `answers <- ${programs[2]!.replace('cmp_…', token)}\ncat(dim(answers))`
  expect(await output('Rscript', 'address.R', program)).toBe('7 28')
})

test('Python reads the same rows', async () => {
  const tell = 'print(len(rows), rows[0]["study"], sum(row["response"] == "cannot" for row in rows))'
  expect(await output('python3', 'header.py', `${programs[1]}\n${tell}`)).toBe('7 small 2')
})
