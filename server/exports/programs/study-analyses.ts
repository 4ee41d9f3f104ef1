import { programVersion } from '../../program-version.ts'
import { analyseAnswers } from '../../results/analyse-answers.ts'
import type { AnalysisResult } from '../../results/analysis-result.ts'
import type { AnalysedItem, AnswerTable, PairAnswers, WideAnswers } from '../../results/answer-table.ts'
import { optionsOf, whyNoRun } from '../../results/run.ts'
import { startResult } from '../../results/start-result.ts'
import { comparatorWrvu } from '../../studies/comparator-wrvu.ts'
import { ratingTableName } from './score-tables.ts'
import type { Survey, WideScores } from './survey.ts'
import { wideRows } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** One analysis of a study by the run of its survey. */
export interface StudyAnalysis {
  /** the construct; where several targets are analysed apart, after the target */
  name: string
  /** the construct; null for rating items */
  construct: string | null
  /** null where all targets are in one paired model, and for rating items */
  target: string | null
  table(): AnswerTable
}

/** Seed and length of the bootstrap where nothing else is asked for. */
export const defaultBootstrap = { seed: 1, replications: 500 }

/**
 * Returns the analyses of a study by the run of its survey: a person-by-item model takes each target and construct
 * apart, a paired model each construct with all targets; rating items are one more.
 */
export function studyAnalyses(survey: Survey): StudyAnalysis[] {
  const { definition, answers, run } = survey
  const compared: StudyAnalysis[] =
    run.model === 'paired'
      ? answers.constructs.map((construct, index) => ({
          name: construct,
          construct,
          target: null,
          table: () => pairTable(survey, index),
        }))
      : survey.wides.map((wide) => ({
          name: wide.name,
          construct: wide.construct,
          target: wide.target,
          table: () => wideTable(survey, wide),
        }))
  const rated: StudyAnalysis = {
    name: ratingTableName,
    construct: null,
    target: null,
    table: () => ratingTable(survey),
  }
  const comparesNothing = definition.targets.length === 0
  return [...(comparesNothing ? [] : compared), ...(definition.ratingItems.length > 0 ? [rated] : [])]
}

/** With fewer respondents no interval is shown, so none is drawn: tiny samples often have no estimate, and cost most. */
export const fewestForIntervals = 20

/** Analyses by the run of the survey; the same rows as the files for programs hold. */
export function runAnalysis(
  survey: Survey,
  analysis: StudyAnalysis,
  bootstrap: { seed: number; replications: number },
  input: AnalysisResult['input'],
): AnalysisResult {
  const table = analysis.table()
  const { seed } = bootstrap
  const replications = table.respondents.length < fewestForIntervals ? 0 : bootstrap.replications
  // Rating items know no ties, so the tie rule has no effect on them.
  const run =
    analysis.construct === null ? { ...survey.run, tieRule: 'middle_category' as const } : survey.run
  const options = optionsOf(run, { seed, replications })
  const why = whyNoRun(run)
  const result =
    why === undefined
      ? analyseAnswers(table, options)
      : { ...startResult(table, options), outcome: 'not-carried', sentence: why }
  return { ...result, engine: { ...result.engine, version: programVersion }, input }
}

const personsPerPart = 100

/** Yields a result as it is written, JSON with an indent of two, in parts: with many respondents it has megabytes. */
export function* resultParts(result: AnalysisResult): Generator<string> {
  const { persons } = result
  if (persons.length === 0) return yield `${JSON.stringify(result, null, 2)}\n`
  const whole = JSON.stringify({ ...result, persons: [] }, null, 2)
  // Two spaces: at this depth no other property has the name.
  const mark = '\n  "persons": ['
  const at = whole.indexOf(mark) + mark.length
  yield whole.slice(0, at)
  for (let from = 0; from < persons.length; from += personsPerPart) {
    const part = JSON.stringify(persons.slice(from, from + personsPerPart), null, 2)
    // Without the brackets of the part, and one level further in.
    const lines = part.slice(2, -2).replaceAll('\n', '\n  ')
    yield `${from === 0 ? '' : ','}\n  ${lines}`
  }
  yield `\n  ${whole.slice(at)}\n`
}

function wideTable(survey: Survey, wide: WideScores): WideAnswers {
  return {
    kind: 'wide',
    items: comparatorsOf(survey),
    respondents: survey.answers.respondents.map((one) => one.pseudonym),
    scores: Array.from(wideRows(survey, wide), ([, scores]) => withNulls(scores)),
  }
}

function ratingTable({ definition, answers, ratings }: Survey): WideAnswers {
  const width = definition.ratingItems.length
  return {
    kind: 'wide',
    items: definition.ratingItems.map(({ id }) => ({ id, workRvu: null, isTarget: false })),
    respondents: answers.respondents.map((one) => one.pseudonym),
    scores: answers.respondents.map((_, row) => withNulls(ratings.subarray(row * width, (row + 1) * width))),
  }
}

function withNulls(scores: Int8Array): (number | null)[] {
  return Array.from(scores, (score) => (score === NO_SCORE ? null : score))
}

/** Items nobody was asked about are left out, as an analysis of the long file leaves them out. */
function pairTable(survey: Survey, construct: number): PairAnswers {
  const { answers, definition } = survey
  const known: AnalysedItem[] = [
    ...definition.targets.map(({ id }) => ({ id, workRvu: null, isTarget: true })),
    ...comparatorsOf(survey),
  ]
  const places = new Int32Array(known.length).fill(-1)
  const positions: number[] = []
  for (let at = 0; at < answers.length; at++) {
    if (answers.construct[at] !== construct) continue
    positions.push(at)
    places[answers.a[at]!] = places[answers.b[at]!] = 0
  }
  const items = known.filter((_, item) => places[item] === 0)
  items.forEach((item, place) => {
    places[known.indexOf(item)] = place
  })
  return {
    kind: 'pairs',
    items,
    respondents: answers.respondents.map((one) => one.pseudonym),
    judgements: positions.map((at) => ({
      a: places[answers.a[at]!]!,
      b: places[answers.b[at]!]!,
      more: answers.score[at]!,
      first: answers.first[at]!,
      respondent: answers.respondent[at]!,
      weight: 1,
    })),
  }
}

function comparatorsOf({ definition }: Survey): AnalysedItem[] {
  return definition.comparators.map((comparator) => ({
    id: comparator.id,
    workRvu: comparatorWrvu(comparator).wrvu,
    isTarget: false,
  }))
}
