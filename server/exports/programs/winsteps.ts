import type { Definition } from '../../studies/definition.ts'
import { writeLines } from '../table-file.ts'
import { countScores, isLinked, type ProgramFile, type Survey, type WideScores, wideRows } from './survey.ts'
import { NO_SCORE } from './survey-answers.ts'

/** In the paired layout every comparison is a column; with more of them Facets is the better program. */
export const mostPairedComparisons = 30_000

/** Returns control and data in one file: a rating scale of comparators, and pairs where pairs are linked. */
export function winstepsFiles(survey: Survey): ProgramFile[] {
  const wide = survey.wides.map((one): ProgramFile => {
    const name = `winsteps/${one.name}.txt`
    return { name, write: (folder) => writeLines(folder, name, ratingScaleLines(survey, one)) }
  })
  if (!isLinked(survey.definition)) return wide
  const paired = survey.answers.constructs.flatMap((construct, index): ProgramFile[] => {
    if (answersOn(survey, index).length > mostPairedComparisons) return []
    const name = `winsteps/${construct}_paired.txt`
    return [{ name, write: (folder) => writeLines(folder, name, pairedLines(survey, construct, index)) }]
  })
  return [...wide, ...paired]
}

/** Surgeons are persons, comparators items; the label holds what DIF may be asked by. */
function* ratingScaleLines(survey: Survey, wide: WideScores): Generator<string> {
  const { definition, answers } = survey
  const { comparators, societies } = definition
  const idWidth = Math.max(6, ...answers.respondents.map((one) => one.pseudonym.length))
  const numberOf = new Map(societies.map(({ slug }, index) => [slug, String(index + 1).padStart(2, '0')]))
  const labelWidth = idWidth + 1 + 2 + 1 + 2
  yield* societies.map(({ slug }) => `; society ${numberOf.get(slug)} = ${slug}`)
  yield '; respondents without a score are left out; a missing score is "."'
  yield `TITLE = '${wide.construct}: ${wide.target} ${codesOf(definition, wide.target)} against ${comparators.length} comparators'`
  yield* layout({ items: comparators.length, firstColumn: labelWidth + 2, labelWidth })
  yield `@SOC = ${idWidth + 2}W2     ; society in the label: DIF = @SOC`
  yield `@LANG = ${idWidth + 5}W2    ; language in the label: DIF = @LANG`
  yield* categories('Target less', 'Target more')
  yield* comparators.map(({ id, codes }) => `${id} ${codes.map((entry) => entry.code).join('+')}`)
  yield 'END NAMES'
  for (const [index, scores] of wideRows(survey, wide)) {
    if (countScores(scores) === 0) continue
    const one = answers.respondents[index]!
    const label = `${one.pseudonym.padEnd(idWidth)} ${numberOf.get(one.society) ?? '00'} ${one.language}`
    const cells = Array.from(scores, (score) => (score === NO_SCORE ? '.' : String(score)))
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
  yield* layout({ items: chosen.length, firstColumn: labelWidth + 2, labelWidth })
  yield 'PAIRED = YES    ; two entries in each column, adding to 2'
  yield* categories('Less', 'More')
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

function* layout(at: { items: number; firstColumn: number; labelWidth: number }): Generator<string> {
  yield `NI = ${at.items}`
  yield `ITEM1 = ${at.firstColumn}`
  yield 'NAME1 = 1'
  yield `NAMLEN = ${at.labelWidth}`
  yield 'CODES = 012'
  yield 'GROUPS = " "    ; one rating scale for all; GROUPS = 0 for partial credit'
}

function* categories(least: string, most: string): Generator<string> {
  yield 'CLFILE = *'
  yield `0 ${least}`
  yield '1 Equal'
  yield `2 ${most}`
  yield '*'
  yield '&END'
}

/** Positions of the answers on one construct. */
function answersOn({ answers }: Survey, construct: number): Int32Array {
  const found = new Int32Array(answers.length)
  let count = 0
  for (let at = 0; at < answers.length; at++) if (answers.construct[at] === construct) found[count++] = at
  return found.slice(0, count)
}

function codesOf({ targets }: Definition, target: string): string {
  return targets.find((one) => one.id === target)!.codes.join('+')
}
