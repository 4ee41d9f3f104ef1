import type { Context } from '../context.ts'
import { type FilesRun, filesRun, runOf } from '../exports/programs/run-of-files.ts'
import { runAnalysis, type StudyAnalysis, studyAnalyses } from '../exports/programs/study-analyses.ts'
import { readSurvey } from '../exports/programs/survey.ts'
import { takeSnapshot } from '../exports/snapshot.ts'
import { Refusal } from '../refusal.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { filesRequest } from './files-request.ts'

/** What of a study is analysed; the same rows as an export with the same choice. */
export interface StudyChoice {
  study: string
  include: 'completed' | 'started'
  /** whom the plan takes, without decisions recorded after it */
  asPlanned?: boolean | undefined
  construct?: string | undefined
  target?: string | undefined
  seed: number
  replications: number
}

/** Analyses a study by its plan: each construct, and each target of a person-by-item model, apart. */
export function analyseStudy(
  context: Context,
  choice: StudyChoice,
): { run: FilesRun; results: { name: string; result: AnalysisResult }[] } {
  const { study, include, asPlanned, seed, replications } = choice
  return context.db.transaction(() => {
    const files = { include, mode: 'live', flavour: 'script', asPlanned } as const
    const snapshot = takeSnapshot(context, filesRequest(context, study, files))
    const survey = readSurvey(context, snapshot, { run: runOf(snapshot) })
    const { label, row } = snapshot.newest
    const input = [{ file: `study ${study}, version ${label}`, sha256: row.sha256 }]
    const results = choose(studyAnalyses(survey), choice).map((analysis) => ({
      name: analysis.name,
      result: runAnalysis(survey, analysis, { seed, replications }, input),
    }))
    return { run: filesRun(survey), results }
  })()
}

function choose(analyses: StudyAnalysis[], { study, construct, target }: StudyChoice): StudyAnalysis[] {
  const chosen = analyses.filter(
    (one) =>
      (construct === undefined || one.construct === construct) &&
      (target === undefined || one.target === target),
  )
  if (chosen.length > 0) return chosen
  const known = analyses.map(({ name }) => name).join(', ')
  throw new Refusal(
    'not_found',
    known === ''
      ? `The study "${study}" compares nothing, so there is nothing to analyse.`
      : `The study "${study}" has no such analysis; it has ${known}.`,
  )
}
