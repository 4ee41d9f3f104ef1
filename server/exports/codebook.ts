import type { Cell, Column } from './column.ts'

/** The columns of one file, or of several files that share them. */
export interface CodebookPart {
  file: string
  columns: readonly Column[]
}

/** Yields codebook.csv: one row per column of every file. */
export function* codebookRows(parts: readonly CodebookPart[]): Generator<Cell[]> {
  for (const { file, columns } of parts)
    for (const column of columns) {
      const { name, label, type, unit, since, blank } = column
      yield [file, name, label, type, unit ?? null, valuesText(column), since, blank ?? null]
    }
}

/** Returns codebook.md: the same for people, with the rules that no single column tells. */
export function codebookText(title: string, parts: readonly CodebookPart[]): string {
  const tables = parts.map(({ file, columns }) => {
    const lines = columns.map(
      (column) =>
        `| \`${column.name}\` | ${cell(column.label)} | ${column.type}${column.unit ? `, ${cell(column.unit)}` : ''} | ${cell(valuesText(column) ?? '')} | ${cell(column.blank ?? 'never')} |`,
    )
    return [
      `## ${file}`,
      '',
      '| column | what it holds | type | values | blank |',
      '|---|---|---|---|---|',
      ...lines,
    ].join('\n')
  })
  return `${[`# Codebook: ${cell(title)}`, rules, ...tables].join('\n\n')}\n`
}

const rules = `- The unit of \`judgements.csv\` is the planned pair. \`status\` tells apart an answer, a pair that was shown and left
  without one, and a pair that was never shown; the answer \`cannot\` is an answer without a score; \`equal\` scores 1.
- Scores are 2 = item A (the target) is more, 1 = equal, 0 = item A is less.
- In the wide files the first presentation of a pair counts, with its last answer; repeats and pairs of two comparators
  are left out. Blank = never shown, shown and not answered, or cannot.
- Who withdrew is in no file of answers. Where everybody who started is included, \`respondents.csv\` keeps one row with
  state \`withdrawn\` and blank answers, so that counts add up; who refused consent keeps such a row with state \`started\`.
- Free text is in none of these files.
- Times are seconds since the respondent's own start. The only calendar value is \`start_day\`.`

function valuesText({ codes, range }: Column): string | null {
  if (!codes) return range ?? null
  return Object.entries(codes)
    .map(([code, meaning]) => `${code} = ${meaning}`)
    .join('; ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}
