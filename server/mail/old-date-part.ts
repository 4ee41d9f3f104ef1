/** People whose newest mail names a closing time that no longer counts, and who of them can be told. */
export interface OldDatePart {
  sentence: string
  who: string
  /** why not the others, with their numbers */
  notTo: string[]
}
