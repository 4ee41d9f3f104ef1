import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { closeStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import { exclude } from '../findings/given-closed.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { type GivenBundle, givenBundle } from './given-bundle.ts'

/* Design rule 9: the number on the screen equals the number the bundle's script prints. */

const bundles: GivenBundle[] = []
afterAll(async () => {
  for (const bundle of bundles) {
    await allJobsEnded(bundle.context)
    bundle.remove()
  }
})

/** The numbers of a line that analysis.R printed about an analysis, before the word "program". */
function printed(stdout: string, analysis: string, name: string): number[] {
  const part = stdout.split(/^== /m).find((one) => one.startsWith(`${analysis} ==`))!
  const line = part.split('\n').find((one) => one.slice(0, 24).trim() === name && one.includes('   program'))!
  return line.split('   program')[0]!.slice(24).trim().split(/\s+/).map(Number)
}

async function screenOf({ context }: GivenBundle, path = '') {
  if (requireStudy(context, 'endo').state === 'live') closeStudy(context, 'endo', 'coordinator@example.org')
  const app = createApp(context)
  const known = context.queries.people.list.all().length
  const browser = await givenBrowser(context, app, known === 0 ? 'analyst' : 'auditor')
  return load((await browser.get(`/studies/endo/results${path}`)).text)
}

const numbers = (text: string) => text.replaceAll('−', '-').split(' to ').map(Number)

test.each([
  ['a star by its rating scale plan', () => undefined],
  [
    'linked pairs by a paired plan',
    (definition: Parameters<NonNullable<Parameters<typeof givenBundle>[0]>>[0]) => {
      definition.design = { kind: 'linked', repeats: 4, linksPerRespondent: 5 }
    },
  ],
  [
    'a plan that reads at the comparators’ mean and leaves out the hasty',
    (definition: Parameters<NonNullable<Parameters<typeof givenBundle>[0]>>[0]) => {
      definition.plan = {
        ...definition.plan,
        readOut: 'comparator_mean',
        exclusionRules: [{ rule: 'median_seconds_below', seconds: 6.5 }],
      }
    },
  ],
])('%s: page, engine and analysis.R print one number', async (_, change) => {
  const bundle = await givenBundle(change, 60)
  bundles.push(bundle)
  const { status, stdout, stderr } = bundle.r('analysis.R')
  expect([status, stderr]).toEqual([0, ''])
  const $ = await screenOf(bundle)
  const line = (name: string) => printed(stdout, 'work_effort', name)
  const shown = $('.value b').text()
  const decimals = shown.split('.')[1]?.length ?? 0
  expect([Number(shown)]).toEqual(line('as the page shows it'))
  expect(numbers($('.interval b').text())).toEqual(
    line("with the target's SE").map((limit) => Number(limit.toFixed(decimals))),
  )
  const answers = readFileSync(join(bundle.folder, 'r', 'answers.csv'))
  expect($('main').text()).toContain(createHash('sha256').update(answers).digest('hex'))
  for (const row of $('.answers tbody tr').toArray()) {
    const code = $(row).find('th').contents().first().text().trim()
    const id = bundle.rows('items.csv').find((item) => item.code === code || item.codes === code)!.item!
    const [measure] = numbers($(row).find('[data-label="measure"]').text())
    expect(Math.abs(measure! - line(id)[0]!)).toBeLessThan(0.00501)
  }
})

test('the measures on the page recover those the surgeons were simulated with', async () => {
  const { truth, context } = bundles[0]!
  const study = requireStudy(context, 'endo')
  for (const { construct, result } of keptResult(context, study).findings) {
    const known = new Map(
      truth.flatMap((one) => (one.construct === construct.slug ? [[one.item, one.logit] as const] : [])),
    )
    const pairs = Object.entries(result.items).flatMap(([id, { location }]) =>
      location === null ? [] : [[known.get(id)!, location] as const],
    )
    expect(correlation(pairs)).toBeGreaterThan(0.95)
  }
})

test('with a recorded exclusion the bundle is the page’s exploratory analysis, and says so', async () => {
  const { context } = bundles[0]!
  const { pseudonym } = keptResult(context, requireStudy(context, 'endo')).judges[0]!
  exclude(context, pseudonym)
  const $ = await screenOf(bundles[0]!, '?decisions=applied')
  const { givenArchive } = await import('../exports/support.ts')
  const archive = givenArchive(context, { slug: 'endo', programs: true })
  const hash = createHash('sha256').update(archive.text('r/answers.csv')).digest('hex')
  expect($('main').text()).toContain(hash)
  const [first] = archive.rows('analysis/analyses.csv')
  expect($('.exploratory').text()).toContain(first!.exploratory!)
  const numbersRow = archive.rows('analysis/numbers.csv').find((row) => row.quantity === 'predicted')!
  const shown = $('.value b').text()
  expect(Number(numbersRow.value).toFixed(shown.split('.')[1]?.length ?? 0)).toBe(shown)
})

test('as planned, the script prints the planned number while a decision stands', async () => {
  const { asPlanned } = await import('../../server/exports/programs/run-of-files.ts')
  const { definition } = keptResult(bundles[0]!.context, requireStudy(bundles[0]!.context, 'endo'))
  const planned = await givenBundle(undefined, 60, asPlanned(definition), (context) => {
    exclude(context, context.queries.exports.listRespondents.all(1, 'live')[0]!.pseudonym)
  })
  bundles.push(planned)
  const { status, stdout } = planned.r('analysis.R')
  expect(status).toBe(0)
  expect(stdout).not.toContain('Exploratory')
  const $ = await screenOf(planned)
  expect([Number($('.value b').text())]).toEqual(printed(stdout, 'work_effort', 'as the page shows it'))
  const answers = readFileSync(join(planned.folder, 'r', 'answers.csv'))
  expect($('main').text()).toContain(createHash('sha256').update(answers).digest('hex'))
})

function correlation(pairs: (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length
  const [a, b] = [mean(0), mean(1)]
  const sum = (f: (x: number, y: number) => number) =>
    pairs.reduce((total, [x, y]) => total + f(x - a, y - b), 0)
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))
}
