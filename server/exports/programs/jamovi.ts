import { language, respondent, society } from '../columns-shared.ts'
import { writeTable } from '../table-file.ts'
import { scoreColumns } from './columns.ts'
import { type ProgramFile, type Survey, type WideScores, wideRows } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** How a score becomes the number in a file; the rule for ties is in the file's name. */
const tieRules = [
  { suffix: '012_equal1', toCell: (score: number) => score },
  {
    suffix: 'dich_more',
    toCell: (score: number) => (score === 2 ? 1 : 0),
    rule: { label: ', dichotomised', codes: { 0: 'Target is less, or equal', 1: 'Target is more' } },
  },
  {
    suffix: 'dich_notless',
    toCell: (score: number) => (score >= 1 ? 1 : 0),
    rule: { label: ', dichotomised', codes: { 0: 'Target is less', 1: 'Target is more, or equal' } },
  },
] as const

/** Returns how the three-category file of a wide table is called; SPSS reads it too. */
export function threeCategoryFile(wide: WideScores): string {
  return `jamovi/${wide.name}_${tieRules[0].suffix}.csv`
}

/** Returns the files for jamovi's snowIRT: 0/1/2 for its Polytomous Model, two 0/1 for its Dichotomous Model. */
export function jamoviFiles(survey: Survey): ProgramFile[] {
  return survey.wides.flatMap((wide) =>
    tieRules.map((tie): ProgramFile => {
      const name = `jamovi/${wide.name}_${tie.suffix}.csv`
      const scores = scoreColumns(survey.definition, 'rule' in tie ? tie.rule : undefined)
      const columns = [respondent, society, language, ...scores]
      return {
        name,
        columns,
        write: (folder) => writeTable(folder, name, columns, 'script', rows(survey, wide, tie.toCell)),
      }
    }),
  )
}

function* rows(survey: Survey, wide: WideScores, toCell: (score: number) => number) {
  for (const [index, scores] of wideRows(survey, wide)) {
    const one = survey.answers.respondents[index]!
    const cells = Array.from(scores, (score) => (score === NO_SCORE ? null : toCell(score)))
    yield [one.pseudonym, one.society, one.language, ...cells]
  }
}
