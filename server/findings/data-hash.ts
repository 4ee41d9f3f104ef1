import { createHash } from 'node:crypto'
import { answerColumns, ratingAnswerColumns } from '../exports/programs/columns.ts'
import { ratingAnswerRows } from '../exports/programs/data-files.ts'
import { answerRows } from '../exports/programs/pairs-for-r.ts'
import type { Survey } from '../exports/programs/survey.ts'

/** Lines that are hashed at once: enough that the cost per call vanishes. */
const linesAtOnce = 2000

/**
 * Returns the SHA-256 of what an analysis is made from: the bytes of r/answers.csv in a bundle of the same run, so that
 * `sha256sum` on that file gives the hash a page prints; in a study with rating items followed by those of r/ratings.csv.
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
  if (survey.definition.ratingItems.length > 0) {
    add(`${ratingAnswerColumns.map(({ name }) => name).join(',')}\n`)
    for (const row of ratingAnswerRows(survey)) add(`${row.join(',')}\n`)
  }
  hash.update(lines.join(''))
  return hash.digest('hex')
}
