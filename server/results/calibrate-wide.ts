import type { NoEstimate } from '../measurement/outcome.ts'
import { type CalibrationSet, chooseCalibrationSet } from '../measurement/person-item/calibration-set.ts'
import type { PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import {
  dichotomise,
  type Responses,
  toResponses,
  withoutTies,
} from '../measurement/person-item/responses.ts'
import type { ItemModel } from '../measurement/person-item/threshold-map.ts'
import { type AnalysisOptions, leavesTiesOut, type WideAnswers } from './answer-table.ts'
import { fitBy } from './fit-by.ts'

/** Score from which an answer counts as 1 when a dichotomous model is asked of three categories: "more". */
const MORE = 2

/** A person-by-item table as a model takes it, and the fit, which may have no estimate. */
export interface CalibratedWide {
  outcome: 'calibrated'
  /** answers before any recoding */
  packed: Responses
  /** answers as the model takes them */
  responses: Responses
  set: CalibrationSet
  fit: PersonItemFit | NoEstimate
}

/** Packs, recodes, chooses rows and items, and fits: what every analysis of a person-by-item table begins with. */
export function calibrateWide(table: WideAnswers, options: AnalysisOptions): CalibratedWide | NoEstimate {
  const packed = toResponses(table.scores)
  if ('outcome' in packed) return packed
  const responses = recoded(packed, options)
  const persons = options.estimator === 'jmle' ? 'non-extreme' : 'all'
  const set = chooseCalibrationSet(responses, { persons, completeRows: options.completeRows })
  if ('outcome' in set) return set
  const fit = fitBy(set.responses, modelFor(options, set.responses), options.estimator)
  return { outcome: 'calibrated', packed, responses, set, fit }
}

/** A dichotomous model of three categories: "more" against the rest, or against "less" where ties are left out. */
function recoded(packed: Responses, options: AnalysisOptions): Responses {
  if (options.model !== 'dichotomous' || packed.maxScore === 1) return packed
  return leavesTiesOut(options) ? withoutTies(packed) : dichotomise(packed, MORE)
}

function modelFor(options: AnalysisOptions, responses: Responses): ItemModel {
  if (responses.maxScore === 1) return 'dichotomous'
  return options.model === 'pcm' ? 'pcm' : 'rsm'
}
