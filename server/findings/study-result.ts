import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { differencesOf } from '../exports/programs/run-of-files.ts'
import { runAnalysis, type StudyAnalysis, studyAnalyses } from '../exports/programs/study-analyses.ts'
import { readSurvey, type Survey, type SurveyChoice } from '../exports/programs/survey.ts'
import { takeSnapshot } from '../exports/snapshot.ts'
import { programVersion } from '../program-version.ts'
import type { AnalysisResult, ImpliedResult } from '../results/analysis-result.ts'
import { plannedRun, type Run } from '../results/run.ts'
import type { Definition } from '../studies/definition.ts'
import { textIn } from '../studies/definition-text.ts'
import { refuseWhileBlind } from './blinding.ts'
import { type AnswerCounts, countsOf } from './counts.ts'
import { dataSha256 } from './data-hash.ts'
import {
  type ComparatorFacts,
  type ConstructFacts,
  comparatorsOf,
  constructsOf,
  type TargetFacts,
  targetsOf,
} from './items.ts'
import { type Judge, judgesOf, secondsOf } from './judges.ts'
import { type People, peopleOf } from './people.ts'

/** What one target got on one construct. */
export interface Finding {
  /** as the bundle calls the analysis: analysis/result-<name>.json */
  name: string
  target: TargetFacts
  construct: ConstructFacts
  /** the engine's whole result; a paired model holds all targets, so their findings share it */
  result: AnalysisResult
  /** how `result.items` names the target; null in a person-by-item model, where the target is the point 0 */
  targetItem: string | null
  /** the implied wRVU, or why there is none; two readings of a dichotomised model, none where nothing is read off */
  values: ImpliedResult[]
  counts: AnswerCounts[]
}

/** A study's result under one run of its analysis: all that a page, a picture or a report shows. */
export interface StudyResult {
  slug: string
  title: string
  definition: Definition
  /** of the newest published version, whose plan is followed */
  version: { label: string; sha256: string; planSha256: string }
  engineVersion: string
  /** SHA-256 of r/answers.csv of a bundle of the same run (`data-hash.ts`) */
  dataSha256: string
  run: Run
  /** how the run differs from the frozen plan, a sentence each; empty = the planned analysis */
  differences: string[]
  people: People
  targets: TargetFacts[]
  /** every comparator of the study, those left out marked */
  comparators: ComparatorFacts[]
  /** the primary one first */
  constructs: ConstructFacts[]
  /** one per target and construct: by target, the primary construct first */
  findings: Finding[]
  /** the analysis of the rating items; undefined where the study has none */
  ratings: AnalysisResult | undefined
  judges: Judge[]
  /** time of every judgement whose time was measured */
  seconds: Float64Array
  /** the rows themselves, for what needs more than counts */
  survey: Survey
}

/** What is asked for beside the plan; nothing = the planned analysis without bootstrap. */
export interface ResultOptions extends Omit<SurveyChoice, 'run'> {
  /** what of the planned run is changed */
  run?: Partial<Run>
  /** further sentences for `differences`, where `leaveOut` or `withoutItems` are the run's own choice */
  alsoDiffers?: string[]
  /** of surgeons, for intervals_surgeons and its like; 0 when left out, because it takes seconds */
  bootstrap?: { seed: number; replications: number }
  /** only these analyses are fitted; all when left out */
  only?: (analysis: Pick<StudyAnalysis, 'construct' | 'target'>) => boolean
}

/**
 * Returns the result of a study: its frozen plan followed to the letter, or another run of it. Everything is read in
 * one snapshot, from the same rows as the bundle's files for programs; the numbers are those of the engine, untouched.
 * Test answers never count. Refuses while the study takes answers: nobody sees an estimate before it has closed
 * (`studyPrecision` says what may be seen). 150 surgeons take some 50 ms, 5,000 some 600 ms; `keptResult` keeps it.
 */
export function studyResult(context: Context, study: StudyRow, options: ResultOptions = {}): StudyResult {
  refuseWhileBlind(study)
  return analyseUnblinded(context, study, options)
}

/** The same whatever the study's state: only for what shows nothing of the estimate, such as its interval's width. */
export function analyseUnblinded(context: Context, study: StudyRow, options: ResultOptions): StudyResult {
  return context.read(() => {
    const plan = plannedRun(newestPlan(context, study))
    const run = { ...plan, ...options.run }
    const snapshot = takeSnapshot(context, {
      slug: study.slug,
      include: run.include,
      mode: 'live',
      flavour: 'script',
    })
    const { definition, label, row } = snapshot.newest
    const survey = readSurvey(context, snapshot, { ...options, run })
    const results = analyseAll(survey, options)
    return {
      slug: study.slug,
      title: textIn(definition.title, 'en', definition),
      definition,
      version: { label, sha256: row.sha256, planSha256: row.plan_sha256 },
      engineVersion: programVersion,
      dataSha256: dataSha256(survey),
      run,
      differences: [...differencesOf(survey).differences, ...(options.alsoDiffers ?? [])],
      people: peopleOf(context, study.id, survey),
      targets: targetsOf(definition),
      comparators: comparatorsOf(definition, survey.itemsLeftOut),
      constructs: constructsOf(definition),
      findings: findingsOf(survey, results),
      ratings: results.find(({ analysis }) => analysis.construct === null)?.result,
      judges: judgesOf(survey),
      seconds: secondsOf(survey),
      survey,
    }
  })
}

function newestPlan(context: Context, study: StudyRow): Definition['plan'] {
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  // Without a published version there is nothing to analyse, which takeSnapshot says in its own words.
  const text = newest?.definition ?? context.queries.studies.findDraft.get(study.id)!.definition
  return (JSON.parse(text) as Definition).plan
}

interface Analysed {
  analysis: StudyAnalysis
  result: AnalysisResult
}

function analyseAll(survey: Survey, { bootstrap, only }: ResultOptions): Analysed[] {
  return studyAnalyses(survey)
    .filter((analysis) => only?.(analysis) ?? true)
    .map((analysis) => ({
      analysis,
      result: runAnalysis(survey, analysis, bootstrap ?? { seed: 1, replications: 0 }, []),
    }))
}

function findingsOf(survey: Survey, results: Analysed[]): Finding[] {
  const { definition } = survey
  const constructs = constructsOf(definition)
  return targetsOf(definition).flatMap((target) =>
    constructs.flatMap((construct): Finding[] => {
      const found = results.find(
        ({ analysis }) =>
          analysis.construct === construct.slug && (analysis.target ?? target.id) === target.id,
      )
      if (!found) return []
      const { analysis, result } = found
      const targetItem = analysis.target === null ? target.id : null
      return [
        {
          name: analysis.name,
          target,
          construct,
          result,
          targetItem,
          values: result.implied_wrvu
            .filter((value) => targetItem === null || value.target === targetItem)
            .map((value) => ({ ...value, target: target.id })),
          counts: countsOf(survey, target.id, construct.slug),
        },
      ]
    }),
  )
}
