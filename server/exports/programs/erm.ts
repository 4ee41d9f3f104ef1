import { respondent } from '../columns-shared.ts'
import { writeTable } from '../table-file.ts'
import { scoreColumns } from './columns.ts'
import { countScores, type ProgramFile, type Survey, type WideScores, wideRows } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** Returns the matrices for eRm, without the rows it stops at: those with no score, or only one. */
export function ermFiles(survey: Survey): ProgramFile[] {
  const columns = [respondent, ...scoreColumns(survey.definition)]
  return survey.wides.map((wide) => ({
    name: `erm/${wide.name}.csv`,
    columns,
    write: (folder) => writeTable(folder, `erm/${wide.name}.csv`, columns, 'script', rows(survey, wide)),
  }))
}

function* rows(survey: Survey, wide: WideScores) {
  for (const [index, scores] of wideRows(survey, wide)) {
    if (countScores(scores) < 2) continue
    const cells = Array.from(scores, (score) => (score === NO_SCORE ? null : score))
    yield [survey.answers.respondents[index]!.pseudonym, ...cells]
  }
}
