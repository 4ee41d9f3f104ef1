import type { Survey } from '../exports/programs/survey.ts'
import type { AnswerTable } from '../results/answer-table.ts'
import type { ConstructTable } from './case.ts'

const scores = { less: 0, equal: 1, more: 2 } as const

/**
 * Returns the table with the second answer in place of the first wherever a pair was shown twice and both answers have
 * a score; undefined where no such pair is in the table.
 */
export function withSecondAnswers(
  { answers }: Survey,
  target: string,
  { slug, table }: ConstructTable,
): AnswerTable | undefined {
  const construct = answers.constructs.indexOf(slug)
  const again = new Map<string, number>()
  for (const { respondent, construct: on, a, b, response } of answers.repeats) {
    if (on !== construct || response === null || response === 'cannot') continue
    again.set(`${respondent} ${answers.items[a]} ${answers.items[b]}`, scores[response])
  }
  let replaced = 0
  const second = (respondent: number, a: string, b: string, first: number): number => {
    const score = again.get(`${respondent} ${a} ${b}`)
    if (score !== undefined) replaced++
    return score ?? first
  }
  const answeredAgain: AnswerTable =
    table.kind === 'wide'
      ? {
          ...table,
          scores: table.scores.map((row, respondent) =>
            row.map((score, place) =>
              score === null ? null : second(respondent, target, table.items[place]!.id, score),
            ),
          ),
        }
      : {
          ...table,
          judgements: table.judgements.map((one) => ({
            ...one,
            more: second(one.respondent, table.items[one.a]!.id, table.items[one.b]!.id, one.more),
          })),
        }
  return replaced > 0 ? answeredAgain : undefined
}
