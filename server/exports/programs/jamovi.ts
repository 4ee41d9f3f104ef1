import type { Cell, Column } from '../column.ts'
import { language, respondent, society } from '../columns-shared.ts'
import { writeTable } from '../table-file.ts'
import { scoreColumns } from './columns.ts'
import { ratingTable, type ScoreTable } from './score-tables.ts'
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

/** Returns how the file of a table with all its categories is called; SPSS reads it too. */
export function jamoviFile({ name }: Pick<ScoreTable, 'name'>, survey: Survey): string {
  const compared = survey.wides.some((wide) => wide.name === name)
  return compared ? `jamovi/${name}_${tieRules[0].suffix}.csv` : `jamovi/${name}.csv`
}

/**
 * Returns the files for jamovi's snowIRT: 0/1/2 for its Polytomous Model, two 0/1 for its Dichotomous Model; rating
 * items with the categories they have.
 */
export function jamoviFiles(survey: Survey): ProgramFile[] {
  const compared = survey.wides.flatMap((wide) => tieRules.map((tie) => comparedFile(survey, wide, tie)))
  const rated = ratingTable(survey)
  if (!rated) return compared
  const columns = [respondent, society, language, ...rated.columns]
  return [
    ...compared,
    tableFile(jamoviFile(rated, survey), columns, () => rows(survey, rated.rows(), asItIs)),
  ]
}

function comparedFile(survey: Survey, wide: WideScores, tie: (typeof tieRules)[number]): ProgramFile {
  const name = `jamovi/${wide.name}_${tie.suffix}.csv`
  const scores = scoreColumns(survey.definition, 'rule' in tie ? tie.rule : undefined)
  const columns = [respondent, society, language, ...scores]
  return tableFile(name, columns, () => rows(survey, wideRows(survey, wide), tie.toCell))
}

function tableFile(name: string, columns: readonly Column[], made: () => Iterable<Cell[]>): ProgramFile {
  return { name, columns, write: (folder) => writeTable(folder, name, columns, 'script', made()) }
}

const asItIs = (score: number): number => score

function* rows(
  survey: Survey,
  scored: Iterable<[respondent: number, Int8Array]>,
  toCell: (score: number) => number,
): Generator<Cell[]> {
  for (const [index, scores] of scored) {
    const one = survey.answers.respondents[index]!
    const cells = Array.from(scores, (score) => (score === NO_SCORE ? null : toCell(score)))
    yield [one.pseudonym, one.society, one.language, ...cells]
  }
}
