import type { Cell } from '../column.ts'
import { respondent } from '../columns-shared.ts'
import { writeTable } from '../table-file.ts'
import { type ScoreTable, scoreTables } from './score-tables.ts'
import { countScores, type ProgramFile, type Survey } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** Returns the matrices for eRm, without the rows it stops at: those with no score, or only one. */
export function ermFiles(survey: Survey): ProgramFile[] {
  return scoreTables(survey).map((table) => {
    const name = `erm/${table.name}.csv`
    const columns = [respondent, ...table.columns]
    return {
      name,
      columns,
      write: (folder) => writeTable(folder, name, columns, 'script', rows(survey, table)),
    }
  })
}

function* rows(survey: Survey, table: ScoreTable): Generator<Cell[]> {
  for (const [index, scores] of table.rows()) {
    if (countScores(scores) < 2) continue
    const cells = Array.from(scores, (score) => (score === NO_SCORE ? null : score))
    yield [survey.answers.respondents[index]!.pseudonym, ...cells]
  }
}
