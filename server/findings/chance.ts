import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { type StudyAnalysis, studyAnalyses } from '../exports/programs/study-analyses.ts'
import { theProgram } from '../jobs/jobs.ts'
import { runInWorker } from '../jobs/run-in-worker.ts'
import { programVersion } from '../program-version.ts'
import { type ChanceMisfit, chanceMisfit } from '../results/chance-misfit.ts'
import { optionsOf, whyNoRun } from '../results/run.ts'
import { fitLimits } from './item-rows.ts'
import { personLimits } from './judge-rows.ts'
import { type Kept, keptBeside } from './kept-beside.ts'
import { type StudyResult, studyResult } from './study-result.ts'

/** How many misfits chance would give, by the name of the analysis; an analysis that cannot be simulated is missing. */
export type Chances = Record<string, ChanceMisfit>

/** What a worker is told; null: the rating items. */
export interface ChanceOrder {
  config: Context['config']
  slug: string
  construct: string | null
}

/** Mean squares outside stand out, on the quality page and in the report. */
export const chanceLimits = { persons: personLimits, items: fitLimits }

/** So many respondents are simulated in all, in surveys as large as the real one. */
const respondentsInAll = 15_000
const surveys = { fewest: 20, most: 100, seed: 1 }

const kept: Kept<Chances> = new WeakMap()

/**
 * Returns how many misfits the planned analyses of a construct (null: of the rating items) would have if every answer
 * kept to the model, or 'under way': the first to ask starts a job that simulates them beside the web process (seed 1).
 */
export function chancesOf(
  context: Context,
  study: StudyRow,
  construct: string | null,
  { dataSha256, version }: StudyResult,
): Chances | 'under way' | 'none' {
  const key = JSON.stringify([study.id, dataSha256, version.planSha256, programVersion, construct])
  return keptBeside(
    context,
    kept,
    {
      key: `chance ${key}`,
      slug: study.slug,
      title: 'Simulating surveys',
      details: 'How many misfits chance alone would give, for the quality page and the report',
      by: theProgram,
      act: 'read',
      back: { href: `/studies/${study.slug}/quality`, label: 'To the quality page' },
    },
    () => {
      // A database in memory, as tests use, is seen by its own connection only.
      if (context.db.memory) return drawChances(context, study, construct)
      const order: ChanceOrder = { config: context.config, slug: study.slug, construct }
      return runInWorker<Chances>(new URL('./chance-worker.ts', import.meta.url), order)
    },
  )
}

/** Simulates in whatever thread it is called. */
export function drawChances(context: Context, study: StudyRow, construct: string | null): Chances {
  const { survey } = studyResult(context, study, { only: () => false })
  const analyses = studyAnalyses(survey).filter((analysis) => analysis.construct === construct)
  return Object.fromEntries(
    analyses.flatMap((analysis) => {
      const found = chanceOf(survey.run, analysis)
      return found ? [[analysis.name, found]] : []
    }),
  )
}

function chanceOf(run: StudyResult['run'], { construct, table }: StudyAnalysis): ChanceMisfit | undefined {
  // Rating items know no ties, so the tie rule has no effect on them.
  const own = construct === null ? { ...run, tieRule: 'middle_category' as const } : run
  if (whyNoRun(own) !== undefined) return undefined
  const answers = table()
  const replications = Math.min(
    surveys.most,
    Math.max(surveys.fewest, Math.ceil(respondentsInAll / Math.max(1, answers.respondents.length))),
  )
  const { seed } = surveys
  return chanceMisfit(answers, optionsOf(own, { seed, replications: 0 }), chanceLimits, {
    seed,
    replications,
  })
}
