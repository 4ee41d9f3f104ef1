import type { NoEstimate } from '../measurement/outcome.ts'
import { fitConditional } from '../measurement/person-item/fit-conditional.ts'
import { fitJoint } from '../measurement/person-item/fit-joint.ts'
import { fitMarginal } from '../measurement/person-item/fit-marginal.ts'
import type { PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import type { ItemModel } from '../measurement/person-item/threshold-map.ts'
import type { AnalysisOptions } from './answer-table.ts'

/** Fits a person-by-item model by the estimator asked for. */
export function fitBy(
  responses: Responses,
  model: ItemModel,
  estimator: AnalysisOptions['estimator'],
): PersonItemFit | NoEstimate {
  if (estimator === 'mml') return fitMarginal(responses, model)
  return estimator === 'cml' ? fitConditional(responses, model) : fitJoint(responses, model)
}
