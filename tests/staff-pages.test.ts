import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as cheerio from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonRow, Role } from '../db/queries/people.ts'
import { mayDo } from '../server/accounts/roles.ts'
import type { Context } from '../server/context.ts'
import { allJobsEnded } from '../server/jobs/jobs.ts'
import { type Browser, givenBrowser } from './support/given-staff.ts'
import { everyVisit, givenEveryState, type Visit } from './support/staff-visits.ts'
import { givenContext } from './support/test-context.ts'

const people: [name: string, role: Role | undefined, society: string | null][] = [
  ['an owner', 'owner', null],
  ['a coordinator', 'coordinator', null],
  ['a coordinator of one society', 'coordinator', 'isass'],
  ['an analyst', 'analyst', null],
  ['an auditor', 'auditor', null],
  ['a stranger', undefined, null],
]

let folder = ''
let context: Context
let visits: Visit[] = []
const browsers = new Map<string, Browser>()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comparand-pages-'))
  const file = join(folder, 'comparand.db')
  context = givenContext({ file, env: { COMPARAND_DATA: folder } }).context
  const app = await givenEveryState(context)
  visits = everyVisit(app)
  for (const [name, role, society] of people)
    browsers.set(name, await givenBrowser(context, app, role, society))
  // What a page begins and another one shows: the analyses done in other ways.
  await browsers.get('an owner')!.get('/studies/closed/report')
  await allJobsEnded(context)
})
afterAll(() => {
  context.db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a page may answer to somebody who may see it: the page, the way to it, or why it is not there now. */
const expected = [200, 303, 404, 409, 410]

/** What is wrong with a page of this site, whatever it shows. */
function faultsOf(html: string): string[] {
  const $ = cheerio.load(html)
  const faults: string[] = []
  if ($('h1').length !== 1 || $('h1').text().trim() === '') faults.push(`${$('h1').length} headings`)
  if ($('title').text().trim() === '' || $('html').attr('lang') === undefined)
    faults.push('no title, no language')
  const strange = /undefined|NaN|\[object|Infinity/.exec($('html').text() + attributesOf($))
  if (strange) faults.push(`prints ${strange[0]}`)
  const ids = $('[id]')
    .map((_, element) => $(element).attr('id'))
    .get()
  if (new Set(ids).size !== ids.length) faults.push('an id twice')
  for (const label of $('label[for]').toArray())
    if ($(`[id="${$(label).attr('for')}"]`).length !== 1) faults.push(`label for ${$(label).attr('for')}`)
  for (const field of $('main input:not([type=hidden]), main select, main textarea').toArray())
    if (
      $(field).closest('label').length === 0 &&
      !$(field).attr('aria-label') &&
      !$(field).attr('aria-labelledby') &&
      $(`label[for="${$(field).attr('id')}"]`).length === 0
    )
      faults.push(`nothing names the field ${$(field).attr('name')}`)
  if ($('[style], [onclick], script:not([src])').length > 0) faults.push('inline style or script')
  return faults
}

function attributesOf($: cheerio.CheerioAPI): string {
  return $('[href], [action], [src], [value]')
    .map((_, element) => ` ${Object.values($(element).attr() ?? {}).join(' ')}`)
    .get()
    .join(' ')
}

describe.each(people)('on every staff page, %s', (name, role, society) => {
  test('meets the page or the right refusal, with one heading and no words of the machine', async () => {
    const browser = browsers.get(name)!
    const wrong: string[] = []
    for (const { route, path } of visits) {
      const answer = await browser.get(path).buffer(true)
      const may = role !== undefined && mayDo({ role, society } as PersonRow, route.act)
      const right = may
        ? expected.includes(answer.status)
        : answer.status === (role === undefined ? 303 : 403)
      if (!right) wrong.push(`${path}: answers ${answer.status}`)
      if (role === undefined && !/^\/sign-in/.test(answer.headers.location ?? ''))
        wrong.push(`${path}: leads a stranger to ${answer.headers.location}`)
      if (String(answer.headers['content-type']).startsWith('text/html') && answer.text !== '')
        wrong.push(...faultsOf(answer.text).map((fault) => `${path} (${answer.status}): ${fault}`))
    }
    expect(wrong).toEqual([])
  })
})

test('every staff page whose address names things that are there is a page for an owner in some state', async () => {
  const browser = browsers.get('an owner')!
  const opened = new Set<string>()
  for (const { route, path, isReal } of visits)
    if (!isReal || (await browser.get(path)).status === 200) opened.add(route.path)
  const never = [...new Set(visits.map(({ route }) => route.path))].filter((path) => !opened.has(path))
  expect(never).toEqual([])
  expect(opened.size).toBeGreaterThan(15)
})
