import type { Definition } from '../../studies/definition.ts'
import { textIn } from '../../studies/definition-text.ts'
import { tableCell, tickFit } from './readme-jamovi.ts'
import { type RowsKept, ratingTableName } from './score-tables.ts'

/** Returns the rating items and their categories: what columns and numbers are called. */
export function ratingItemTable(definition: Definition): string {
  const say = (text: Parameters<typeof textIn>[0]) =>
    tableCell(textIn(text, definition.languages[0]!, definition))
  const categories = definition.ratingScale?.categories ?? []
  return [
    '## What the rating items are',
    '',
    categories.map((category, score) => `${score} = ${say(category)}`).join(', '),
    '',
    '| item | label | statement |',
    '|---|---|---|',
    ...definition.ratingItems.map(({ id, label, text }) => `| ${id} | ${say(label)} | ${say(text)} |`),
  ].join('\n')
}

/** Returns the way from the rating items to the published kind of table in jamovi. */
export function ratingGuide({ rows, complete }: RowsKept): string {
  return `## Rating items in jamovi, step by step

1. Once: **Modules** (the plus at the upper right) → **jamovi library** → install **snowIRT**.
2. **☰ → Open → This PC → Browse**: \`jamovi/${ratingTableName}.csv\`. Each row is a respondent, each R column an item, blank = no answer.
3. In **Data**, click the heading of R01, hold Shift and click the heading of the last R column, then **Setup**: measure type
   **Continuous**.
4. **snowIRT → Polytomous Rasch Model**: move the R columns to the variables. Leave respondent, society and language out.
5. ${tickFit}
6. The table of items is the published kind of table. A high measure is a statement that is hard to agree with. Person reliability
   and MADaQ3 stand in the table of the model's fit; category curves and the person-item map can be ticked under **Plots**.

jamovi drops every respondent with a blank without saying so: of ${rows} rows it keeps ${complete}. An item whose lowest category
nobody chose stops some models, because programs want categories from 0 upwards: merge categories, or take it out.`
}
