import type { ExportedRespondent } from '../../../db/queries/exports.ts'
import type { Context } from '../../context.ts'
import type { Run } from '../../results/run.ts'
import type { Definition } from '../../studies/definition.ts'
import type { Column } from '../column.ts'
import type { Snapshot } from '../snapshot.ts'
import type { FileFacts } from '../table-file.ts'
import { type AnswerChoice, NO_SCORE, readAnswers, type SurveyAnswers } from './survey-answers.ts'

/** What a program's files are made from. */
export interface Survey {
  /** without the comparators and rating items that are left out */
  definition: Definition
  answers: SurveyAnswers
  /** one table per target and construct */
  wides: WideScores[]
  /** respondents x rating items, row by row, NO_SCORE where nothing was chosen; empty without rating items */
  ratings: Int8Array
  /** items left out, by a recorded decision or for this run */
  itemsLeftOut: { item: string; reason: string }[]
  run: Run
}

/** What is read of a study for one run of its analysis. */
export interface SurveyChoice {
  run: Run
  leaveOut?: AnswerChoice['leaveOut']
  /** items left out for this run alone, with the reason */
  withoutItems?: { item: string; reason: string }[]
}

/** Reads the survey that a run analyses, from the rows the files for programs are made of. */
export function readSurvey(context: Context, snapshot: Snapshot, choice: SurveyChoice): Survey {
  const { run, leaveOut } = choice
  const decided = run.recorded ? context.queries.exports.listItemExclusions.all(snapshot.study.id) : []
  const itemsLeftOut = [...decided, ...(choice.withoutItems ?? [])]
  const out = new Set(itemsLeftOut.map(({ item }) => item))
  const whole = snapshot.newest.definition
  const definition = {
    ...whole,
    comparators: whole.comparators.filter(({ id }) => !out.has(id)),
    ratingItems: whole.ratingItems.filter(({ id }) => !out.has(id)),
  }
  const { planRules, recorded } = run
  const answers = readAnswers(context, snapshot, {
    definition,
    planRules,
    recorded,
    ...(leaveOut ? { leaveOut } : {}),
  })
  const ratings = readRatings(context, definition, answers)
  return { definition, answers, wides: toWides(definition, answers), ratings, itemsLeftOut, run }
}

/** The answers on one target and one construct: respondents x comparators, row by row. */
export interface WideScores {
  /** how its files are called: the construct, with several targets after the target */
  name: string
  target: string
  construct: string
  scores: Int8Array
}

/** A file for one program: what it is called, its columns where it is a table, and how it is written. */
export interface ProgramFile {
  name: string
  columns?: readonly Column[]
  write(folder: string): FileFacts
}

/** Wide tables, filled in one pass over the answers. */
function toWides(definition: Definition, answers: SurveyAnswers): WideScores[] {
  const { targets, constructs, comparators } = definition
  const size = answers.respondents.length * comparators.length
  const wides = targets.flatMap((target) =>
    constructs.map(
      ({ slug }): WideScores => ({
        name: targets.length === 1 ? slug : `${target.id}_${slug}`,
        target: target.id,
        construct: slug,
        scores: new Int8Array(size).fill(NO_SCORE),
      }),
    ),
  )
  for (let at = 0; at < answers.length; at++) {
    const [a, b] = [answers.a[at]!, answers.b[at]!]
    if (a >= answers.targets || b < answers.targets) continue
    const wide = wides[a * constructs.length + answers.construct[at]!]!
    wide.scores[answers.respondent[at]! * comparators.length + b - answers.targets] = answers.score[at]!
  }
  return wides
}

function readRatings(context: Context, { ratingItems }: Definition, answers: SurveyAnswers): Int8Array {
  const scores = new Int8Array(answers.respondents.length * ratingItems.length).fill(NO_SCORE)
  if (ratingItems.length === 0) return scores
  const placeOf = new Map(ratingItems.map(({ id }, index) => [id, index]))
  answers.respondents.forEach(({ id }, row) => {
    for (const { variable, value } of context.queries.exports.listAnswers.all(id)) {
      const place = placeOf.get(variable)
      const category: unknown = place === undefined ? null : JSON.parse(value)
      if (category !== null) scores[row * ratingItems.length + place!] = Number(category)
    }
  })
  return scores
}

/**
 * Returns whom a run analyses: kept by it, and with an answer that a model can use (a pair answered less, equal or more,
 * or something rated). Its length is the run's N.
 */
export function analysedOf({ answers, ratings, definition }: Survey): ExportedRespondent[] {
  const spoke = new Set(answers.respondent.subarray(0, answers.length))
  const width = definition.ratingItems.length
  ratings.forEach((category, at) => {
    if (category !== NO_SCORE) spoke.add(Math.floor(at / width))
  })
  return answers.respondents.filter((_, index) => spoke.has(index))
}

/** Yields the scores of each respondent of a wide table with the respondent's index. */
export function* wideRows(survey: Survey, wide: WideScores): Generator<[respondent: number, Int8Array]> {
  const width = survey.definition.comparators.length
  for (let row = 0; row < survey.answers.respondents.length; row++)
    yield [row, wide.scores.subarray(row * width, (row + 1) * width)]
}

/** Returns how many scores a row holds. */
export function countScores(scores: Int8Array): number {
  return scores.reduce((count, score) => (score === NO_SCORE ? count : count + 1), 0)
}

/** Whether pairs of comparators, or of targets, are compared too, so that a paired model has cycles to learn from. */
export function isLinked({ design }: Definition): boolean {
  return design?.kind === 'linked' || design?.kind === 'round_robin'
}
