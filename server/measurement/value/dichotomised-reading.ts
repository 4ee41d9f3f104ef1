import { type NoEstimate, noEstimate } from '../outcome.ts'
import { type ImpliedWrvu, impliedWrvu } from './implied-wrvu.ts'

/**
 * The two readings of a dichotomised survey. Zero stands for the target only where ties are symmetric, which
 * a recoding breaks: `moreOnly` (more = 1) reads too low, `moreOrEqual` (more or equal = 1) too high.
 */
export type DichotomisedReadings = {
  outcome: 'two-readings'
  moreOnly: ImpliedWrvu
  moreOrEqual: ImpliedWrvu
  sentence: string
}

/** Measures and errors of the comparators under one recoding, persons' mean 0. */
export type RecodedMeasures = { measures: ArrayLike<number>; errors: ArrayLike<number>; meanError: number }

/**
 * Reads a dichotomised model both ways, or refuses (`two-readings`) when only one recoding has measures: one of
 * them alone would be read as the target's value. Source: METHODS section 4.
 */
export function readDichotomised(
  moreOnly: RecodedMeasures | NoEstimate,
  moreOrEqual: RecodedMeasures | NoEstimate,
  workRvu: ArrayLike<number>,
): DichotomisedReadings | NoEstimate {
  const low = readOne(moreOnly, workRvu)
  const high = readOne(moreOrEqual, workRvu)
  if (low.outcome !== 'value' || high.outcome !== 'value') {
    return noEstimate(
      'two-readings',
      'A model of two answers must be read both ways, and one of the two has no estimate.',
    )
  }
  return {
    outcome: 'two-readings',
    moreOnly: low,
    moreOrEqual: high,
    sentence: 'The target lies between the two readings; a model that keeps the ties reads one value.',
  }
}

function readOne(
  recoded: RecodedMeasures | NoEstimate,
  workRvu: ArrayLike<number>,
): ImpliedWrvu | NoEstimate {
  if ('outcome' in recoded) return recoded
  const points = { measures: recoded.measures, errors: recoded.errors, workRvu }
  return impliedWrvu(points, { kind: 'target', measure: 0, error: recoded.meanError })
}
