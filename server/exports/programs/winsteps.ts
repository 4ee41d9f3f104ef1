import { writeLines } from '../table-file.ts'
import { oneLine } from './one-line.ts'
import { type ScoreTable, scoreTables } from './score-tables.ts'
import { countScores, isLinked, type ProgramFile, type Survey } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** In the paired layout every comparison is a column; with more of them Facets is the better program. */
export const mostPairedComparisons = 30_000

/**
 * Returns control and data in one file, as a text file of Windows, where alone the program runs: a rating scale of comparators, and pairs
 * where pairs are linked.
 */
export function winstepsFiles(survey: Survey): ProgramFile[] {
  const scored = scoreTables(survey).map((table): ProgramFile => {
    const name = `winsteps/${table.name}.txt`
    return { name, write: (folder) => writeLines(folder, name, ratingScaleLines(survey, table), 'windows') }
  })
  if (!isLinked(survey.definition)) return scored
  const paired = survey.answers.constructs.flatMap((construct, index): ProgramFile[] => {
    if (answersOn(survey, index).length > mostPairedComparisons) return []
    const name = `winsteps/${construct}_paired.txt`
    return [
      { name, write: (folder) => writeLines(folder, name, pairedLines(survey, construct, index), 'windows') },
    ]
  })
  return [...scored, ...paired]
}

/** Surgeons are persons, comparators or rating items are items; the label holds what DIF may be asked by. */
function* ratingScaleLines({ answers, definition }: Survey, table: ScoreTable): Generator<string> {
  const { columns, categories } = table
  const { societies } = definition
  const idWidth = Math.max(6, ...answers.respondents.map((one) => one.pseudonym.length))
  const numberOf = new Map(societies.map(({ slug }, index) => [slug, String(index + 1).padStart(2, '0')]))
  const labelWidth = idWidth + 1 + 2 + 1 + 2
  // More than ten categories need two letters an answer.
  const cell = (score: number | string) => String(score).padStart(categories.length > 10 ? 2 : 1)
  yield* societies.map(({ slug }) => `; society ${numberOf.get(slug)} = ${slug}`)
  yield '; respondents without a score are left out; a missing score is "."'
  yield `TITLE = '${table.title}'`
  yield* layout({
    items: columns.length,
    firstColumn: labelWidth + 2,
    labelWidth,
    codes: categories.map((_, x) => cell(x)),
  })
  yield `@SOC = ${idWidth + 2}W2     ; society in the label: DIF = @SOC`
  yield `@LANG = ${idWidth + 5}W2    ; language in the label: DIF = @LANG`
  yield* clfile(categories)
  yield* table.items.map(labelText)
  yield 'END NAMES'
  for (const [index, scores] of table.rows()) {
    if (countScores(scores) === 0) continue
    const one = answers.respondents[index]!
    const label = `${one.pseudonym.padEnd(idWidth)} ${numberOf.get(one.society) ?? '00'} ${one.language}`
    const cells = Array.from(scores, (score) => cell(score === NO_SCORE ? '.' : score))
    yield `${label.padEnd(labelWidth)} ${cells.join('')}`
  }
}

/** Procedures are rows, comparisons columns: two entries in each column, which add to 2. */
function* pairedLines(survey: Survey, construct: string, index: number): Generator<string> {
  const { answers, definition } = survey
  const chosen = answersOn(survey, index)
  const labelWidth = Math.max(4, ...answers.items.map((item) => item.length))
  yield '; measures are those of a paired model; standard errors are about sqrt(2) too small and ignore the judge'
  yield `TITLE = '${construct}: ${answers.items.length} procedures in pairs'`
  yield* layout({ items: chosen.length, firstColumn: labelWidth + 2, labelWidth, codes: ['0', '1', '2'] })
  yield 'PAIRED = YES    ; two entries in each column, adding to 2'
  yield* clfile(['Less', 'Equal', 'More'])
  for (const at of chosen) yield answers.respondents[answers.respondent[at]!]!.pseudonym
  yield 'END NAMES'
  const items = [...definition.targets, ...definition.comparators]
  for (let item = 0; item < items.length; item++) {
    const cells = Array.from(chosen, (at) => {
      if (answers.a[at] === item) return String(answers.score[at])
      return answers.b[at] === item ? String(2 - answers.score[at]!) : '.'
    })
    yield `${items[item]!.id.padEnd(labelWidth)} ${cells.join('')}`
  }
}

interface Layout {
  items: number
  firstColumn: number
  labelWidth: number
  /** all of one width */
  codes: string[]
}

function* layout(at: Layout): Generator<string> {
  const width = at.codes[0]!.length
  yield `NI = ${at.items}`
  yield `ITEM1 = ${at.firstColumn}`
  yield 'NAME1 = 1'
  yield `NAMLEN = ${at.labelWidth}`
  if (width > 1) yield `XWIDE = ${width}       ; letters an answer`
  const codes = at.codes.join('')
  yield `CODES = ${width > 1 ? `"${codes}"` : codes}`
  yield 'GROUPS = " "    ; one rating scale for all; GROUPS = 0 for partial credit'
}

function* clfile(categories: readonly string[]): Generator<string> {
  yield 'CLFILE = *'
  yield* categories.map((category, score) => `${score} ${labelText(category)}`)
  yield '*'
  yield '&END'
}

/** A semicolon begins a comment, and a plus at the end goes on in the next line (Winsteps manual, rules for values). */
function labelText(text: string): string {
  return oneLine(text).replaceAll(/[;；]/g, ',').replace(/\++$/, ' plus')
}

/** Positions of the answers on one construct. */
function answersOn({ answers }: Survey, construct: number): Int32Array {
  const found = new Int32Array(answers.length)
  let count = 0
  for (let at = 0; at < answers.length; at++) if (answers.construct[at] === construct) found[count++] = at
  return found.slice(0, count)
}
