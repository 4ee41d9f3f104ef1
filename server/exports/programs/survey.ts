import type { Definition } from '../../studies/definition.ts'
import type { Column } from '../column.ts'
import type { FileFacts } from '../table-file.ts'
import { NO_SCORE, type SurveyAnswers } from './survey-answers.ts'

/** What a program's files are made from. */
export interface Survey {
  definition: Definition
  answers: SurveyAnswers
  /** one table per target and construct */
  wides: WideScores[]
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

/** Returns a survey with its wide tables filled in one pass over the answers. */
export function toSurvey(definition: Definition, answers: SurveyAnswers): Survey {
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
  return { definition, answers, wides }
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
