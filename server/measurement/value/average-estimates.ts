import { mean } from '../numeric/statistics.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'

/** An average over surveys or constructs, kept with what went into it. */
export type AveragedEstimate = { outcome: 'value'; value: number; parts: number[] }

/**
 * Plain mean of several implied wRVUs, as an explicit step: no other function averages over surveys or
 * constructs. Source: METHODS section 4, point 6. `empty` without values.
 */
export function averageEstimates(parts: readonly number[]): AveragedEstimate | NoEstimate {
  if (parts.length === 0) return noEstimate('empty', 'There is nothing to average.')
  return { outcome: 'value', value: mean(parts), parts: [...parts] }
}
