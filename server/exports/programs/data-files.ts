import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cell } from '../column.ts'
import { type FileFacts, writeTable } from '../table-file.ts'
import { ratingAnswerColumns } from './columns.ts'
import { answersFile } from './pairs-for-r.ts'
import type { ProgramFile, Survey } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** The ratings that are analysed, in a study that has rating items. */
export const ratingsFile = 'r/ratings.csv'

/** Returns the slim long file of the ratings; none where nothing is rated. */
export function ratingFiles(survey: Survey): ProgramFile[] {
  if (survey.definition.ratingItems.length === 0) return []
  const columns = ratingAnswerColumns
  const write = (folder: string) =>
    writeTable(folder, ratingsFile, columns, 'script', ratingAnswerRows(survey))
  return [{ name: ratingsFile, columns, write }]
}

/** The rows of r/ratings.csv. */
export function* ratingAnswerRows({ definition, answers, ratings }: Survey): Generator<Cell[]> {
  const width = definition.ratingItems.length
  for (const [at, category] of ratings.entries())
    if (category !== NO_SCORE)
      yield [
        answers.respondents[Math.floor(at / width)]!.pseudonym,
        definition.ratingItems[at % width]!.id,
        category,
      ]
}

/** Returns which bytes the hash of an analysis's data is taken of, in words. */
export function dataFilesText(hasRatings: boolean): string {
  return hasRatings ? `${answersFile} followed by ${ratingsFile}` : answersFile
}

/** Returns the command that prints the hash of an analysis's data in an unzipped bundle. */
export function dataCommand(hasRatings: boolean): string {
  return hasRatings ? `cat ${answersFile} ${ratingsFile} | sha256sum` : `sha256sum ${answersFile}`
}

/** Returns the hash of the data of an archive's analysis, as pages print it; undefined without files for programs. */
export function hashOfFiles(folder: string, files: readonly FileFacts[]): string | undefined {
  const find = (wanted: string) => files.find(({ name }) => name === wanted)
  if (!find(ratingsFile)) return find(answersFile)?.sha256
  const hash = createHash('sha256')
  for (const name of [answersFile, ratingsFile]) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}
