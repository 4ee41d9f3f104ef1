import { writeLines } from '../table-file.ts'
import { threeCategoryFile } from './jamovi.ts'
import type { ProgramFile, Survey, WideScores } from './survey.ts'

/** SPSS reads a value label up to this many bytes. */
const longestLabel = 120
const namesPerLine = 10

/** Returns the syntax that opens each three-category file with its labels. */
export function spssFiles(survey: Survey): ProgramFile[] {
  return survey.wides.map((wide): ProgramFile => {
    const name = `spss/${wide.name}.sps`
    return { name, write: (folder) => writeLines(folder, name, lines(survey, wide)) }
  })
}

function* lines({ definition, answers }: Survey, wide: WideScores): Generator<string> {
  const { comparators, societies } = definition
  const ids = comparators.map((comparator) => comparator.id)
  const width = (values: string[], least: number) => Math.max(least, ...values.map((value) => value.length))
  const idWidth = width(
    answers.respondents.map((one) => one.pseudonym),
    6,
  )
  const societyWidth = width(
    societies.map((society) => society.slug),
    1,
  )
  yield "* First say where the unzipped folder is: CD 'C:\\folder'."
  yield `GET DATA /TYPE=TXT /FILE='${threeCategoryFile(wide)}' /DELIMITERS="," /QUALIFIER='"' /FIRSTCASE=2`
  yield ` /VARIABLES=respondent A${idWidth} society A${societyWidth} language A2`
  yield* inLines(ids.map((id) => `${id} F1.0`)).map((line, index, all) =>
    index === all.length - 1 ? `  ${line}.` : `  ${line}`,
  )
  yield `VARIABLE LABELS respondent 'Pseudonym'`
  yield* comparators.map(({ id, codes }, index) => {
    const label = `${wide.target} v ${id} (${codes.map((entry) => entry.code).join('+')}), ${wide.construct}`
    return `  /${id} ${quoted(label)}${index === comparators.length - 1 ? '.' : ''}`
  })
  yield 'VALUE LABELS'
  yield* inLines(ids).map((line) => `  ${line}`)
  yield "  0 'Target less' 1 'Equal' 2 'Target more'"
  yield '  /society'
  yield* societies.map(({ slug, name }, index) => {
    const end = index === societies.length - 1 ? '.' : ''
    return `  ${quoted(slug)} ${quoted(name)}${end}`
  })
  yield 'VARIABLE LEVEL'
  yield* inLines(ids).map((line) => `  ${line}`)
  yield '  (ORDINAL).'
  yield 'EXECUTE.'
}

function inLines(words: string[]): string[] {
  const lines: string[] = []
  for (let from = 0; from < words.length; from += namesPerLine)
    lines.push(words.slice(from, from + namesPerLine).join(' '))
  return lines
}

/** Returns words in single quotes as SPSS reads them, cut where they would be too long. */
export function quoted(text: string): string {
  let cut = text
  while (Buffer.byteLength(cut) > longestLabel) cut = cut.slice(0, -1)
  return `'${cut.replaceAll("'", "''")}'`
}
