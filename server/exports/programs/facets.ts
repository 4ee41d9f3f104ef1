import { writeLines } from '../table-file.ts'
import { ratingTable, type ScoreTable } from './score-tables.ts'
import type { ProgramFile, Survey } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/**
 * Returns specification and data in one file, as a text file of Windows, which the manual asks for: per construct
 * pairs with ties and an order effect; rating items.
 */
export function facetsFiles(survey: Survey): ProgramFile[] {
  const compared = survey.answers.constructs.map((construct, index): ProgramFile => {
    const name = `facets/${construct}.txt`
    return { name, write: (folder) => writeLines(folder, name, lines(survey, construct, index), 'windows') }
  })
  const rated = ratingTable(survey)
  if (!rated) return compared
  const name = `facets/${rated.name}.txt`
  return [
    ...compared,
    { name, write: (folder) => writeLines(folder, name, ratingLines(survey, rated), 'windows') },
  ]
}

/** Respondents by rating items: a rating scale, items centred at 0. */
function* ratingLines({ answers }: Survey, table: ScoreTable): Generator<string> {
  yield `Title = ${table.title}`
  yield 'Facets = 2                 ; 1 respondent, 2 item'
  yield `Models = ?,?,R${table.categories.length - 1}            ; one scale for all items; ?,#,R${table.categories.length - 1} for partial credit`
  yield 'Noncenter = 1'
  yield 'Positive = 1'
  yield 'Labels ='
  yield '1,Respondent'
  yield* answers.respondents.map((one, index) => `${index + 1}=${one.pseudonym}`)
  yield '*'
  yield '2,Item'
  // A comma would end a label.
  yield* table.items.map((item, index) => `${index + 1}=${item.replaceAll(/[,;=*]/g, ' ')}`)
  yield '*'
  yield 'Data ='
  for (const [respondent, scores] of table.rows())
    for (let item = 0; item < scores.length; item++)
      if (scores[item] !== NO_SCORE) yield `${respondent + 1},${item + 1},${scores[item]}`
}

/**
 * Every answer stands in two mirrored lines with weight 0.5, so that ties and the order effect stay symmetrical;
 * judges are a dummy facet anchored at 0. Source of the layout: the Facets manual; rasch.org/rmt/rmt92d.htm.
 */
function* lines({ answers, definition }: Survey, construct: string, index: number): Generator<string> {
  const items = [...definition.targets, ...definition.comparators]
  yield '; without the order effect: Facets = 2,4, Entered = 1,1,2,0, Models = ?,-?,?,R2,0.5, Positive = 1,2, no facet 3 in Labels'
  yield `Title = ${construct}`
  yield 'Facets = 3,4               ; labelled: 1 procedure, 2 judge, 3 order; four in each line of data'
  yield 'Entered = 1,1,2,3          ; procedure, procedure, judge, order'
  yield 'Models = ?,-?,?,?,R2,0.5   ; -? reverses the second procedure; R2 = 0..2; each answer twice'
  yield 'Noncenter = 0'
  yield 'Positive = 1,2,3'
  yield 'Labels ='
  yield '1,Procedure'
  for (let item = 0; item < items.length; item++) yield `${item + 1}=${items[item]!.id}`
  yield '*'
  yield '2,Judge,A                  ; dummy: all anchored at 0, for fit only'
  for (let judge = 0; judge < answers.respondents.length; judge++)
    yield `${judge + 1}=${answers.respondents[judge]!.pseudonym},0`
  yield '*'
  yield '3,Order'
  yield '1=first-named shown first'
  yield '2=first-named shown second'
  yield '*'
  yield 'Data ='
  for (let at = 0; at < answers.length; at++) {
    if (answers.construct[at] !== index) continue
    const [a, b, judge] = [answers.a[at]! + 1, answers.b[at]! + 1, answers.respondent[at]! + 1]
    const order = answers.first[at] === 1 ? 1 : 2
    const score = answers.score[at]!
    yield `${a},${b},${judge},${order},${score}`
    yield `${b},${a},${judge},${3 - order},${2 - score}`
  }
}
