import type { StandingOut } from '../findings/chance-text.ts'

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
    /** the comparators differ in their work RVU, so that there is a line */
    hasSpread: boolean
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
  /** the mean square that lies furthest outside, with its name such as `outfit 1.65` */
  misfitting: { name: string; side: 'above' | 'below'; figure: string }[]
  /** how many stand out in each analysis, beside what chance gives; empty where that was not simulated */
  byChance: { about: string; rows: StandingOut[]; note: string }[]
  /** answers whose steps are out of order; `items` where each comparator has steps of its own */
  disordered: { about: string; steps: number[] | undefined; items: string[] }[]
  /** pairs that hang together beyond the model, the largest first */
  dependence: { about: string; MADaQ3: number; n: number; pairs: DependentPair[] }[]
  /** respondents whose way of answering stands out, and for which reasons; a respondent may have several */
  flagged: { respondents: number; of: number; reasons: { reason: string; n: number }[] }
  /** shares of the answers on the primary construct, 0 to 1 */
  tieShare: number | undefined
  cannotShare: number | undefined
  /** repeated pairs answered alike, of how many */
  agreement: { alike: number; n: number } | undefined
  personReliability: number | null
  /** a star has no cycles by which consistency could be checked */
  isStar: boolean
  languages: number
  /** sentences from the sensitivity analyses that say that something moves the value out of its interval */
  movers: string[]
  /** sentences that say that a single surgeon moves the value far */
  heavy: string[]
}

/** Two items whose answers go together more, or less, than the scale explains. */
export interface DependentPair {
  first: string
  second: string
  aq3: number
  p: number
}

export interface Limit {
  kind: string
  sentence: string
}
