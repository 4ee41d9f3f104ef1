import fc from 'fast-check'
import { expect, test } from 'vitest'
import { archiveColumns } from '../../server/exports/columns.ts'
import { funnelRows } from '../../server/exports/funnel-rows.ts'
import { runOf } from '../../server/exports/programs/run-of-files.ts'
import { analysedOf, readSurvey } from '../../server/exports/programs/survey.ts'
import { runFunnel } from '../../server/exports/run-funnel.ts'
import { type ExportRequest, takeSnapshot } from '../../server/exports/snapshot.ts'
import { csvFormat } from '../../server/exports/to-csv.ts'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
import { type FunnelStage, mailStages } from '../../server/fieldwork/funnel-stages.ts'
import { type Browser, givenBrowser, wordsOf } from '../support/given-staff.ts'
import { Attacker, type Counted, type Place, readFunnelFile, readFunnelPage } from './attack.ts'
import { givenCounted, type People, type Reached } from './given-counted.ts'

const ends: Reached[] = [
  'listed',
  'mailed',
  'bounced',
  'started',
  'refused',
  'ineligible',
  'eligible',
  'judged',
  'completed',
  'completed',
  'completed',
  'excluded',
]
const people = fc.record({
  society: fc.constantFrom('alpha', 'beta', 'gamma'),
  language: fc.constantFrom('en', 'pt'),
  wave: fc.constantFrom(1, 2),
  route: fc.constantFrom('personal' as const, 'personal' as const, 'open' as const),
  reached: fc.array(fc.constantFrom(...ends), { minLength: 1, maxLength: 9 }),
})
const study = fc.uniqueArray(people, {
  minLength: 2,
  maxLength: 6,
  selector: ({ society, language, wave, route }) => `${society} ${language} ${wave} ${route}`,
})
const fromStart = new Set<Reached>(ends.slice(3))
const withRoutes = (all: readonly People[]): People[] =>
  all
    .map((one) => ({
      ...one,
      reached: one.reached.filter((end) => one.route === 'personal' || fromStart.has(end)),
    }))
    .filter(({ reached }) => reached.length > 0)

/** Files that may be handed on, by the analysis that each counts. */
const files = {
  planned: { decisions: 'off' },
  decided: {},
  started: { include: 'started' },
} as const

/** Reads everything that counts members of a live study for a role, and every file that may be handed on. */
async function readAll(given: ReturnType<typeof givenCounted>, browser: Browser): Promise<Attacker> {
  const { context, studyId } = given
  const rows = funnelOf(context, studyId)
  const attacker = new Attacker(rows)
  attacker.addAnalysis('page', 'completed', rows)
  const get = async (path: string) => (await browser.get(path).expect(200)).text
  readFunnelPage(attacker, await get('/studies/small/fieldwork'))
  readFunnelFile(attacker, await get('/studies/small/fieldwork.csv'), 'page')
  readCounts(attacker, wordsOf(await get('/studies')))
  for (const [name, choice] of Object.entries(files)) {
    const request: ExportRequest = {
      slug: 'small',
      include: 'completed',
      mode: 'live',
      flavour: 'script',
      ...choice,
    }
    const snapshot = context.read(() => takeSnapshot(context, request))
    const survey = context.read(() => readSurvey(context, snapshot, { run: runOf(snapshot) }))
    const own = runFunnel(context, studyId, { analysed: analysedOf(survey), include: request.include })
    attacker.addAnalysis(name, request.include, own)
    const { header, toLines } = csvFormat(archiveColumns['funnel.csv'], 'script')
    const people = { analysed: analysedOf(survey), include: request.include }
    const lines = toLines([...funnelRows(context, studyId, snapshot.newest.definition, { people })])
    readFunnelFile(attacker, header + lines, name)
  }
  return attacker
}

/** Reads `12 listed, started: withheld, 5 completed` of the list of studies. */
function readCounts(attacker: Attacker, words: string): void {
  const found = words.match(/\d+ (?:listed|started|completed)/g) ?? []
  for (const one of found) {
    const [n, stage] = one.split(' ')
    attacker.read({}, stage as FunnelStage, Number(n))
  }
}

const asked = { numbers: 0, undecided: 0 }
function expectUnknown(attacker: Attacker, numbers: readonly [Place, Counted, Counted?][]): void {
  for (const [place, stage, less] of numbers) {
    const known = attacker.knows(place, stage, less)
    asked.numbers += 1
    asked.undecided += Number(known === 'undecided')
    expect(known, `${stage}${less ? ` less ${less}` : ''} of ${JSON.stringify(place)}`).not.toBe(true)
  }
}

test('no small count follows from all pages and files together, whatever the study', async () => {
  await fc.assert(
    fc.asyncProperty(study, fc.integer({ min: 2, max: 5 }), async (all, threshold) => {
      const given = givenCounted(withRoutes(all), threshold)
      const auditor = await givenBrowser(given.context, given.app, 'auditor')
      const attacker = await readAll(given, auditor)
      expectUnknown(attacker, attacker.protectedNumbers(threshold))
    }),
    { numRuns: 12 },
  )
  expect(asked.numbers).toBeGreaterThan(500)
  expect(asked.undecided / asked.numbers).toBeLessThan(0.01)
}, 120_000)

test('how few did not start stays unknown to somebody who has counted everybody who did', async () => {
  await fc.assert(
    fc.asyncProperty(study, fc.integer({ min: 2, max: 5 }), async (all, threshold) => {
      const given = givenCounted(withRoutes(all), threshold)
      const analyst = await givenBrowser(given.context, given.app, 'analyst')
      const attacker = await readAll(given, analyst)
      attacker.readRows()
      const early = attacker
        .protectedNumbers(threshold)
        .filter(([, stage, less]) => less === 'started' || mailStages.has(stage as FunnelStage))
      expectUnknown(attacker, early)
    }),
    { numRuns: 12 },
  )
}, 120_000)
