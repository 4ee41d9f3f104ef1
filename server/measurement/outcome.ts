/** Why there is no estimate. Every function that can fail returns one of these instead of numbers. */
export type NoEstimateReason =
  | 'empty'
  | 'too-few-persons'
  | 'too-few-items'
  | 'value-out-of-range'
  | 'unused-category'
  | 'disconnected'
  | 'perfectly-ordered'
  | 'all-equal'
  | 'unanimous'
  | 'not-converged'
  | 'undefined-limits'
  | 'two-readings'

/** "No estimate" as a value: the named reason and a sentence a person understands. */
export type NoEstimate = {
  outcome: NoEstimateReason
  sentence: string
  /** Indices of the items concerned, where some can be named. */
  items?: number[]
  /** Groups of item indices without a link between them, for `disconnected`. */
  groups?: number[][]
}

/** Builds a `NoEstimate`. */
export function noEstimate(
  outcome: NoEstimateReason,
  sentence: string,
  named: { items?: number[]; groups?: number[][] } = {},
): NoEstimate {
  return { outcome, sentence, ...named }
}
