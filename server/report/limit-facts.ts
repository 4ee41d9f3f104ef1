/** What of a study's result decides which limits apply to it. */
export interface LimitFacts {
  values: {
    target: string
    r2: number
    comparators: number
    predicted: number
    low: number
    high: number
    baseline: number
    decimals: number
    /** kinds of the engine's own warnings */
    warnings: readonly string[]
  }[]
  /** targets without a value, with the reason */
  without: { target: string; sentence: string }[]
  /** procedures were compared, not only statements rated */
  comparesPairs: boolean
  respondents: number
  /** undefined where the number reached is not known */
  started: { n: number; of: number; ofName: string } | undefined
  completed: { n: number; of: number } | undefined
  hasOpenLinks: boolean
  /** comparators that all respondents put on one side, and comparators that do not fit the model */
  unanimous: string[]
  misfitting: string[]
  /** shares of the answers on the primary construct, 0 to 1 */
  tieShare: number | undefined
  cannotShare: number | undefined
  /** share of repeated pairs answered alike, 0 to 1 */
  agreement: number | undefined
  personReliability: number | null
  /** a star has no cycles by which consistency could be checked */
  isStar: boolean
  languages: number
  /** sentences from the sensitivity analyses that say that something moves the value out of its interval */
  movers: string[]
}

export interface Limit {
  kind: string
  sentence: string
}
