import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { defaultBootstrap, fewestForIntervals, studyAnalyses } from '../exports/programs/study-analyses.ts'
import { runInWorker } from '../jobs/run-in-worker.ts'
import { programVersion } from '../program-version.ts'
import type { ImpliedResult } from '../results/analysis-result.ts'
import { optionsOf, type Run } from '../results/run.ts'
import { type TargetDifference, targetDifferences } from '../results/target-differences.ts'
import { type Kept, keptBeside } from './kept-beside.ts'
import { type Finding, type StudyResult, studyResult } from './study-result.ts'

/** The whole-chain intervals of one reading of a finding; null where there are none. */
export interface ChainLimits {
  surgeons: [number, number] | null
  comparators: [number, number] | null
  together: [number, number] | null
}

/** What the bootstrap of surgeons adds to a result on one construct. */
export interface ConstructIntervals {
  /** by target; the readings in the order of the finding's `values` */
  chains: Record<string, ChainLimits[]>
  /** empty with one target */
  differences: TargetDifference[]
}

/** Which result is resampled. */
export interface IntervalChoice {
  construct: string
  run: Partial<Run>
}

/** What a worker is told. */
export interface IntervalOrder extends IntervalChoice {
  config: Context['config']
  slug: string
}

/** Whose work the job is, as its page says. */
const asker = 'the result page'

const kept: Kept<ConstructIntervals> = new WeakMap()

/**
 * Returns the bootstrap intervals of a result on one construct where they are made, or 'under way': the first to ask
 * starts a job that makes them beside the web process (500 resamples of whole surgeons, seed 1, as in the bundle).
 * 'none' where there are too few surgeons, or where making them failed. Kept in memory for the same data, plan, run and
 * program.
 */
export function intervalsOf(
  context: Context,
  study: StudyRow,
  choice: IntervalChoice,
  { findings, people, dataSha256, version }: StudyResult,
): ConstructIntervals | 'under way' | 'none' {
  if (people.analysed < fewestForIntervals || !findings.some(isResampled)) return 'none'
  const key = JSON.stringify([study.id, dataSha256, version.planSha256, programVersion, choice])
  return keptBeside(
    context,
    kept,
    {
      key: `intervals ${key}`,
      slug: study.slug,
      title: 'Resampling the surgeons',
      details: 'For the intervals on the result page',
      by: asker,
      act: 'read',
      back: { href: `/studies/${study.slug}/results`, label: 'To the result' },
    },
    () => makeIntervals(context, study, choice),
  )
}

/** Only marginal ML and the paired model are resampled, and only where one line is read at the target. */
function isResampled({ result, values }: Finding): boolean {
  const { estimator, read_out } = result.options
  return values.length === 1 && read_out === 'target' && (estimator === 'mml' || estimator === 'ml')
}

function makeIntervals(
  context: Context,
  study: StudyRow,
  choice: IntervalChoice,
): Promise<ConstructIntervals> | ConstructIntervals {
  // A database in memory, as tests use, is seen by its own connection only.
  if (context.db.memory) return drawIntervals(context, study, choice)
  const order: IntervalOrder = { config: context.config, slug: study.slug, ...choice }
  return runInWorker<ConstructIntervals>(new URL('./intervals-worker.ts', import.meta.url), order)
}

/** Draws the intervals in whatever thread it is called. */
export function drawIntervals(
  context: Context,
  study: StudyRow,
  { construct, run }: IntervalChoice,
): ConstructIntervals {
  const result = studyResult(context, study, {
    run,
    bootstrap: defaultBootstrap,
    only: (analysis) => analysis.construct === construct,
  })
  const chains = result.findings.map(({ target, values }) => [target.id, values.map(toLimits)])
  return { chains: Object.fromEntries(chains), differences: differencesOf(result, construct) }
}

function toLimits(value: ImpliedResult): ChainLimits {
  if ('outcome' in value) return { surgeons: null, comparators: null, together: null }
  const { interval_surgeons, interval_comparators, interval_together } = value
  return { surgeons: interval_surgeons, comparators: interval_comparators, together: interval_together }
}

function differencesOf({ survey, targets, run }: StudyResult, construct: string): TargetDifference[] {
  if (targets.length < 2) return []
  const tables = studyAnalyses(survey)
    .filter((analysis) => analysis.construct === construct)
    .map((analysis) => analysis.table())
  const ids = targets.map(({ id }) => id)
  return targetDifferences(tables, ids, optionsOf(run, defaultBootstrap))
}
