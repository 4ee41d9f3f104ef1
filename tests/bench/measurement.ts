/**
 * Times the measurement engine against its limits and, where R is installed, against R in the same run.
 * Run with `npm run bench:measurement`; `-- --without-r` leaves R out (eRm alone takes a minute or more).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fitPairCounts } from '../../server/measurement/paired/fit-paired.ts'
import { countPairs, type JudgementRow, toJudgements } from '../../server/measurement/paired/judgements.ts'
import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { measurePersons, posteriorMeasures } from '../../server/measurement/person-item/person-measures.ts'
import type { Responses } from '../../server/measurement/person-item/responses.ts'
import { localDependence } from '../../server/measurement/quality/local-dependence.ts'
import { fitAtMeasures, itemFitOverPosterior } from '../../server/measurement/quality/person-item-fit.ts'
import { startBootstrap } from '../../server/results/start-bootstrap.ts'
import { drawPairs, drawResponses, pairsText, wideText } from './surveys.ts'

type Timing = { name: string; milliseconds: number; limit: number }

/** Everything a result page shows of a person-by-item survey. */
function analyseFully(responses: Responses): void {
  const fit = fitMarginal(responses, 'rsm')
  if (fit.outcome !== 'fit') throw new Error(fit.sentence)
  itemEstimates(fit)
  posteriorMeasures(fit)
  const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
  itemFitOverPosterior(responses, fit)
  fitAtMeasures(responses, fit.groups, fit.thresholds, wle.measures)
  localDependence(responses, fit)
}

function analyseConditionally(responses: Responses): void {
  const fit = fitConditional(responses, 'rsm')
  if (fit.outcome !== 'fit') throw new Error(fit.sentence)
}

/** The median of several runs after some to warm up. */
function time(name: string, limit: number, runs: number, work: () => void): Timing {
  for (let k = 0; k < Math.ceil(runs / 2); k++) work()
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return { name, limit, milliseconds: times[Math.floor(runs / 2)]! }
}

async function timeBootstrap(responses: Responses): Promise<Timing> {
  const start = performance.now()
  await startBootstrap({ responses, model: 'rsm', replications: 1000, seed: 1 }).result
  return {
    name: '1,000 bootstrap refits of 150 x 10 in a worker',
    limit: 5000,
    milliseconds: performance.now() - start,
  }
}

function timePaired(rows: JudgementRow[]): Timing {
  const judgements = toJudgements(rows, 29)
  if ('outcome' in judgements) throw new Error(judgements.sentence)
  const counts = countPairs(judgements, true)
  return time('paired fit of 29 items, after counting', 20, 15, () => fitPairCounts(counts, { order: true }))
}

/** Elapsed milliseconds of the R programs that are installed, by name. */
function timeReferences(files: Record<string, string>): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const script = fileURLToPath(new URL('measurement.r', import.meta.url))
  const run = spawnSync('Rscript', [script, folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  if (run.error || run.status !== 0) process.stdout.write(`R stopped: ${run.error?.message ?? run.stderr}\n`)
  const lines = (run.stdout ?? '').split('\n').flatMap((line) => {
    const found = /^(.*),([\d.]+)$/.exec(line)
    return found ? [[found[1]!, Number(found[2]) * 1000] as const] : []
  })
  return new Map(lines)
}

const small = drawResponses(150, 10, 0.15)
const middle = drawResponses(5000, 10, 0.15)
const large = drawResponses(50_000, 28, 0)
const largeMissing = drawResponses(50_000, 28, 0.15)
const complete = drawResponses(150, 10, 0)
const missing28 = drawResponses(150, 28, 0.15)
const pairRows = drawPairs(150)

const timings = [
  time('150 x 10, 15 % missing, errors and all fit statistics', 20, 15, () => analyseFully(small)),
  time('5,000 x 10, 15 % missing, the same', 150, 7, () => analyseFully(middle)),
  time('50,000 x 28, complete, the same', 2000, 3, () => analyseFully(large)),
  time('50,000 x 28, 15 % missing, marginal fit with errors', 2000, 3, () =>
    fitMarginal(largeMissing, 'rsm'),
  ),
  time('CML 150 x 10, complete', 100, 9, () => analyseConditionally(complete)),
  time('CML 150 x 28, 15 % missing', 800, 5, () => analyseConditionally(missing28)),
  timePaired(pairRows),
  await timeBootstrap(small),
]
for (const { name, milliseconds, limit } of timings) {
  const verdict = milliseconds <= limit ? 'within' : 'ABOVE'
  process.stdout.write(
    `${name.padEnd(58)} ${milliseconds.toFixed(1).padStart(8)} ms, ${verdict} ${limit} ms\n`,
  )
}
if (!process.argv.includes('--without-r')) {
  const references = timeReferences({
    'complete_150x10.csv': wideText(complete),
    'missing_150x28.csv': wideText(missing28),
    'pairs_29.csv': pairsText(pairRows),
  })
  for (const [reference, name] of [
    ['eRm RSM 150 x 10, complete', 'CML 150 x 10'],
    ['psychotools rsmodel 150 x 10', 'CML 150 x 10'],
    ['eRm RSM 150 x 28, 15 % missing', 'CML 150 x 28'],
    ['psychotools btmodel 29 items', 'paired fit'],
  ] as const) {
    const ours = timings.find((timing) => timing.name.startsWith(name))!.milliseconds
    const theirs = references.get(reference)
    const text =
      theirs === undefined
        ? 'not run'
        : `${theirs.toFixed(0).padStart(8)} ms, ${(theirs / ours).toFixed(0)} times ours`
    process.stdout.write(`${reference.padEnd(58)} ${text}\n`)
  }
}
