import { programVersion } from '../../program-version.ts'
import { analyseAnswers } from '../../results/analyse-answers.ts'
import type { AnalysisResult } from '../../results/analysis-result.ts'
import type { AnalysedItem, AnswerTable, PairAnswers, WideAnswers } from '../../results/answer-table.ts'
import { comparatorWrvu } from '../../studies/comparator-wrvu.ts'
import { isLinked, type Survey, type WideScores, wideRows } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** One analysis of a study by the default model of its design. */
export interface StudyAnalysis {
  /** the construct; where several targets are analysed apart, after the target */
  name: string
  model: 'rsm' | 'paired'
  construct: string
  target: string | null
  table(): AnswerTable
}

/** Seed and length of the bootstrap where nothing else is asked for. */
export const defaultBootstrap = { seed: 1, replications: 500 }

/**
 * Returns the analyses of a study: a star is a rating scale of comparators for each target and construct; where
 * pairs are linked, each construct is one paired model. A study that compares nothing has none.
 */
export function studyAnalyses(survey: Survey): StudyAnalysis[] {
  if (isLinked(survey.definition)) {
    return survey.answers.constructs.map((construct, index) => ({
      name: construct,
      model: 'paired',
      construct,
      target: null,
      table: () => pairTable(survey, index),
    }))
  }
  return survey.wides.map((wide) => ({
    name: wide.name,
    model: 'rsm',
    construct: wide.construct,
    target: wide.target,
    table: () => wideTable(survey, wide),
  }))
}

/** With fewer respondents no interval is shown, so none is drawn: tiny samples often have no estimate, and cost most. */
const fewestForBootstrap = 20

/** Analyses by the default model; the same rows as the files for programs hold. */
export function runAnalysis(
  analysis: StudyAnalysis,
  bootstrap: { seed: number; replications: number },
  input: AnalysisResult['input'],
): AnalysisResult {
  const table = analysis.table()
  const { seed } = bootstrap
  const replications = table.respondents.length < fewestForBootstrap ? 0 : bootstrap.replications
  const result = analyseAnswers(table, {
    model: analysis.model,
    estimator: 'mml',
    ties: 'adjacent',
    order: false,
    completeRows: false,
    seed,
    replications,
  })
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
    scores: Array.from(wideRows(survey, wide), ([, scores]) =>
      Array.from(scores, (score) => (score === NO_SCORE ? null : score)),
    ),
  }
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
