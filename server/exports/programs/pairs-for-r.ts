import type { Cell } from '../column.ts'
import { writeTable } from '../table-file.ts'
import { answerColumns, countColumns, paircompColumns, winColumns } from './columns.ts'
import type { ProgramFile, Survey } from './survey.ts'
import { NO_TIME } from './survey-answers.ts'

/** A matrix of judges by pairs has half the square of the items as columns; beyond this it serves nobody. */
export const mostPaircompItems = 60

export const answersFile = 'r/answers.csv'

/** Returns the files about pairs: the slim long file, counts, wins and losses, and psychotools' matrices. */
export function pairFiles(survey: Survey): ProgramFile[] {
  const { answers } = survey
  const long = tableFile(answersFile, answerColumns, () => answerRows(survey))
  const perConstruct = answers.constructs.flatMap((construct, index) => [
    tableFile(`r/${construct}_counts.csv`, countColumns, () => countRows(survey, index)),
    tableFile(`r/${construct}_bradleyterry2.csv`, winColumns, () => winRows(survey, index)),
    ...(answers.items.length > mostPaircompItems ? [] : [paircompFile(survey, construct, index)]),
  ])
  return [long, ...perConstruct]
}

function tableFile(
  name: string,
  columns: NonNullable<ProgramFile['columns']>,
  rows: () => Iterable<Cell[]>,
): ProgramFile {
  return { name, columns, write: (folder) => writeTable(folder, name, columns, 'script', rows()) }
}

function paircompFile(survey: Survey, construct: string, index: number): ProgramFile {
  const columns = paircompColumns(survey.answers.items)
  return tableFile(`psychotools/${construct}.csv`, columns, () => paircompRows(survey, index, columns.length))
}

/** The rows of r/answers.csv. */
export function* answerRows({ answers }: Survey): Generator<Cell[]> {
  for (let at = 0; at < answers.length; at++) {
    const { pseudonym, society } = answers.respondents[answers.respondent[at]!]!
    const active = answers.activeMs[at]!
    yield [
      pseudonym,
      society,
      answers.constructs[answers.construct[at]!]!,
      answers.items[answers.a[at]!]!,
      answers.items[answers.b[at]!]!,
      answers.score[at]!,
      answers.first[at]!,
      active === NO_TIME ? null : active,
    ]
  }
}

/** Less, equal, more for each pair of items with the first listed first; where it was shown second, after all those. */
function countAnswers({ answers }: Survey, construct: number): Int32Array {
  const size = answers.items.length
  const counts = new Int32Array(2 * size * size * 3)
  for (let at = 0; at < answers.length; at++) {
    if (answers.construct[at] !== construct) continue
    const [a, b, score, first] = [answers.a[at]!, answers.b[at]!, answers.score[at]!, answers.first[at]!]
    const [low, high, seen, side] = a < b ? [a, b, score, first] : [b, a, 2 - score, -first]
    counts[(((side === 1 ? 0 : size) + low) * size + high) * 3 + seen]!++
  }
  return counts
}

function* countRows(survey: Survey, construct: number): Generator<Cell[]> {
  const { items } = survey.answers
  const counts = countAnswers(survey, construct)
  for (let low = 0; low < items.length; low++) {
    for (let high = low + 1; high < items.length; high++) {
      for (const side of [1, -1]) {
        const at = (((side === 1 ? 0 : items.length) + low) * items.length + high) * 3
        const [less, equal, more] = [counts[at]!, counts[at + 1]!, counts[at + 2]!]
        const n = less + equal + more
        if (n > 0) yield [items[low]!, items[high]!, side, more, equal, less, n]
      }
    }
  }
}

function* winRows(survey: Survey, construct: number): Generator<Cell[]> {
  const { items } = survey.answers
  const counts = countAnswers(survey, construct)
  const both = items.length * items.length * 3
  for (let low = 0; low < items.length; low++) {
    for (let high = low + 1; high < items.length; high++) {
      const at = (low * items.length + high) * 3
      const [less, equal, more] = [0, 1, 2].map((x) => counts[at + x]! + counts[both + at + x]!) as [
        number,
        number,
        number,
      ]
      if (less + equal + more > 0) yield [items[low]!, items[high]!, more, less, equal, less + equal + more]
    }
  }
}

function* paircompRows({ answers }: Survey, construct: number, width: number): Generator<Cell[]> {
  let at = 0
  for (let respondent = 0; respondent < answers.respondents.length; respondent++) {
    const row = new Array<Cell>(width).fill(null)
    row[0] = answers.respondents[respondent]!.pseudonym
    for (; at < answers.length && answers.respondent[at] === respondent; at++) {
      if (answers.construct[at] !== construct) continue
      const [a, b, more] = [answers.a[at]!, answers.b[at]!, answers.score[at]! - 1]
      const [low, high] = a < b ? [a, b] : [b, a]
      row[1 + (high * (high - 1)) / 2 + low] = a < b ? more : -more
    }
    yield row
  }
}
