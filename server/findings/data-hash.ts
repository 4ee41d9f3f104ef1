import { createHash } from 'node:crypto'
import { answerColumns } from '../exports/programs/columns.ts'
import { answerRows } from '../exports/programs/pairs-for-r.ts'
import type { Survey } from '../exports/programs/survey.ts'
import { NO_SCORE } from '../exports/programs/survey-answers.ts'

/** Lines that are hashed at once: enough that the cost per call vanishes. */
const linesAtOnce = 2000

/**
 * Returns the SHA-256 of what an analysis is made from: the bytes of r/answers.csv in a bundle of the same run, so that
 * `sha256sum` on that file gives the hash a page prints. A study with rating items adds a line `respondent,item,category`
 * for each rating.
 */
export function dataSha256(survey: Survey): string {
  const hash = createHash('sha256')
  hash.update(`${answerColumns.map(({ name }) => name).join(',')}\n`)
  let lines: string[] = []
  const add = (line: string): void => {
    lines.push(line)
    if (lines.length < linesAtOnce) return
    hash.update(lines.join(''))
    lines = []
  }
  for (const row of answerRows(survey)) add(`${row.join(',')}\n`)
  const { definition, answers, ratings } = survey
  const width = definition.ratingItems.length
  ratings.forEach((category, at) => {
    if (category === NO_SCORE) return
    const { pseudonym } = answers.respondents[Math.floor(at / width)]!
    add(`${pseudonym},${definition.ratingItems[at % width]!.id},${category}\n`)
  })
  hash.update(lines.join(''))
  return hash.digest('hex')
}
