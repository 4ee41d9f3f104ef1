import { comparatorWrvu } from '../../studies/comparator-wrvu.ts'
import type { Definition } from '../../studies/definition.ts'
import { textIn } from '../../studies/definition-text.ts'
import { oneLine } from './one-line.ts'
import type { RowsKept } from './score-tables.ts'

/** Returns where to begin: for people who have just unzipped the files. */
export function beginHere(blind: boolean, compares: boolean): string {
  return `## Begin here

1. Unzip everything into a folder: programs cannot open files inside a zip file.
2. Whoever works in jamovi follows *In jamovi, step by step* below; whoever works in R ${blind ? 'follows *In R*' : 'runs `Rscript analysis.R` in the folder'};
   every other program has its file in the table *Which file for which program*.
3. What ${compares ? 'C01, C02, … are called is in the next table, and in `items.csv`' : 'R01, R02, … are called is in the next table'}.`
}

/** Returns words as a cell of a Markdown table. */
export function tableCell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|')
}

/** Returns the items with their codes and work RVUs: what columns are called, and what a regression needs. */
export function itemTable(definition: Definition): string {
  const language = definition.languages[0]!
  const label = (text: Parameters<typeof textIn>[0]) => tableCell(textIn(text, language, definition))
  return [
    '## What the columns are',
    '',
    '| item | code | label | work RVU | year |',
    '|---|---|---|---|---|',
    ...definition.targets.map(
      ({ id, codes, label: text }) => `| ${id} | ${codes.join('+')} | ${label(text)} (target) | sought | |`,
    ),
    ...definition.comparators.map(
      (one) =>
        `| ${one.id} | ${one.codes.map(({ code }) => code).join('+')} | ${label(one.label)} | ${comparatorWrvu(one).wrvu} | ${one.wrvuYear} |`,
    ),
  ].join('\n')
}

/** Returns the way from a file to the published kind of table for somebody who knows only jamovi. */
export function jamoviGuide(name: string, kept: RowsKept | undefined, blind: boolean): string {
  const steps = [...stepsToMeasures(name), ...(blind ? [] : [stepToValue(name)]), paperStep(name)]
  return `## In jamovi, step by step

${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}

Why jamovi's numbers are not quite this program's own:

- jamovi drops every respondent with a blank without saying so${kept ? `: of ${kept.rows} rows of this file it keeps ${kept.complete}` : ''}. This program uses every
  answer; the table *How many rows each program will keep* has all files.
- jamovi prints the quick standard errors of TAM, which are too small${blind ? '' : ' (column `se_quick` of `analysis/numbers.csv`, on all rows; `location_se` is the full one)'}.
- jamovi draws infit and outfit at random (100 draws a surgeon), this program takes their expectation: they may differ by 0.01
  (infit) and 0.07 (outfit).${blind ? '' : '\n- The same table on all rows is in `analysis/numbers.csv` (`location`, `location_se`, `infit`, `outfit`; `WLE_reliability`, `MADaQ3`,\n  `persons`), and `analysis.R` prints it.'}`
}

/** What snowIRT (4.8) shows only where it is ticked; its panels are closed at first. */
export const tickFit = `Open **Item Analysis** (in some versions **IRT Analysis**) below the variables and tick **Measure**, **S.E. measure**, **Infit** and
   **Outfit**; under **Model fit**, **Reliability** and **MADaQ3**. Infit, outfit and MADaQ3 are off at first.`

function stepsToMeasures(name: string): string[] {
  return [
    'Once: **Modules** (the plus at the upper right) → **jamovi library** → install **snowIRT**.',
    `**☰ → Open → This PC → Browse**: \`jamovi/${name}_012_equal1.csv\`. Each row is a surgeon; 2 = the target is more, 1 = equal,
   0 = the target is less, blank = no answer.`,
    `In **Data**, click the heading of C01, hold Shift and click the heading of the last C column, then **Setup**: measure type
   **Continuous**. snowIRT wants this; jamovi itself guesses Nominal.`,
    '**snowIRT → Polytomous Rasch Model**: move the C columns to the variables. Leave respondent, society and language out.',
    tickFit,
    `The table of items is with the codes of the table above the published kind of table. The target lies at 0. A comparator above 0
   was judged more than the target, one below 0 less. Papers of the field take infit and outfit from 0.6 to 1.4 as good. Person
   reliability and MADaQ3 stand in the table of the model's fit.`,
  ]
}

function stepToValue(name: string): string {
  return `The implied work RVU: **☰ → New**, and type two columns, one row a comparator: \`measure\` from step 6 and \`wrvu\` from the
   table *What the columns are*. **Regression → Linear Regression**: dependent variable \`wrvu\`, covariate \`measure\`; under
   **Model Coefficients** tick the confidence interval. **Intercept** is the implied work RVU, because the target lies at 0; R² is
   beside it. Its interval only says where the line lies. Report the much wider prediction interval as well, which jamovi does
   not print: \`pi_with_target_se_low\` and \`…_high\` of \`${name}\` in \`analysis/numbers.csv\`, and beside it the mean of the
   comparators' work RVUs, which needs no survey.`
}

function paperStep(name: string): string {
  return `For the table of the 2024 paper (Dichotomous Model) open \`jamovi/${name}_dich_more.csv\` instead and choose **snowIRT →
   Dichotomous Rasch Model**; there the measure and its standard error are off at first as well. An item that everybody answered alike stops that model: take it out.`
}
