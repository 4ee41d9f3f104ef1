import { Refusal } from '../refusal.ts'

/** Where each part of a comparator stands in a row. */
export interface TableColumns {
  name: number | undefined
  measure: number
  wrvu: number
  error: number | undefined
  indicator: number | undefined
}

/** Headers by their letters and digits alone, as papers and programs write them; the first that fits is taken. */
const headers: Record<keyof TableColumns, RegExp> = {
  name: /^(cpt|cptcodes?|codes?|comparators?|procedures?|items?|names?|label|cptcodesasbilledtogether)$/,
  measure: /^((item)?measures?|logits?|difficulty|location|b|xsi|estimate)(logits?)?$/,
  wrvu: /^(published|cms)?(work)?w?rvus?(\d{4})?$|^y$/,
  error: /^((model|measure|location|standard)?(se|error)|stderr|stderror)(logits?)?$/,
  indicator: /^(multipleprocedure|multproc|mp)?indicators?(\d{4})?$/,
}

const kinds = Object.keys(headers) as (keyof TableColumns)[]

/**
 * Returns where the columns stand. A first row with a known header names them; a first row of numbers alone means
 * code, measure, wRVU and standard error in that order, or measure and wRVU.
 */
export function findColumns(cells: readonly string[]): {
  columns: TableColumns
  hasHeader: boolean
  unused: string[]
} {
  const plain = cells.map((cell) => cell.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const found = Object.fromEntries(
    kinds.map((kind) => [kind, plain.findIndex((text) => headers[kind].test(text))]),
  )
  const at = (kind: keyof TableColumns) => (found[kind] === -1 ? undefined : found[kind])
  const [measure, wrvu] = [at('measure'), at('wrvu')]
  if (measure !== undefined && wrvu !== undefined) {
    const columns = { name: at('name'), measure, wrvu, error: at('error'), indicator: at('indicator') }
    const used = Object.values(columns)
    return {
      columns,
      hasHeader: true,
      unused: cells.filter((cell, index) => cell !== '' && !used.includes(index)),
    }
  }
  if (plain.slice(1).some((text) => /[a-z]{2}/.test(text)) || Object.values(found).some((index) => index > 0))
    throw missingColumns(measure, wrvu)
  return {
    columns: byPosition(cells.length),
    hasHeader: false,
    unused: cells.slice(4).map((_, k) => `column ${k + 5}`),
  }
}

function byPosition(count: number): TableColumns {
  if (count < 2)
    throw new Refusal('invalid', 'A table needs a column with measures and one with wRVUs.', [
      'Separate the columns with commas, semicolons or tabs.',
    ])
  if (count === 2) return { name: undefined, measure: 0, wrvu: 1, error: undefined, indicator: undefined }
  return { name: 0, measure: 1, wrvu: 2, error: count > 3 ? 3 : undefined, indicator: undefined }
}

function missingColumns(measure: number | undefined, wrvu: number | undefined): Refusal {
  return new Refusal('invalid', 'The first row does not name the columns that are needed.', [
    ...(measure === undefined ? ['No column is called measure (or difficulty, location, logit).'] : []),
    ...(wrvu === undefined ? ['No column is called wrvu (or work_rvu, rvu).'] : []),
    'A code column, se and indicator may be there too; without a header the order is code, measure, wRVU, se.',
  ])
}
