/**
 * The version of the contract: names, codes and order of columns. A change of meaning makes a new one. 2: funnel.csv
 * has totals beside its cells, told apart by its last columns.
 */
export const schemaVersion = 2

/** A cell as it is written; null is an empty cell. */
export type Cell = string | number | null

/**
 * How a column is read: `code` is a word of a closed alphabet (letters, digits, `_ - . : + /`), never altered and
 * never quoted; `text` is for people and may hold anything.
 */
export type ColumnType = 'code' | 'text' | 'integer' | 'decimal' | 'date'

/** One column of one file: what headers, codebook and documentation are made from. */
export interface Column {
  name: string
  label: string
  type: ColumnType
  unit?: string
  codes?: Record<string, string>
  /** the numbers that are possible, where a rule bounds them: "0 to 500" */
  range?: string
  /** what a blank cell means; where it is not said, no cell is blank */
  blank?: string
  /** the schema version that brought it */
  since: number
}
