import { rootDiagonal, sandwich } from '../numeric/matrix.ts'
import { scoreMoments } from './category-tables.ts'
import type { ConditionalFit } from './fit-conditional.ts'
import type { JointFit } from './fit-joint.ts'
import type { MarginalFit } from './fit-marginal.ts'
import { type ThresholdMap, toLocations } from './threshold-map.ts'

export type PersonItemFit = MarginalFit | ConditionalFit | JointFit

/** Where 0 logits lies: in the middle of the persons (the target, in a star design) or of the items. */
export type Metric = 'persons-mean-0' | 'items-mean-0'

/**
 * Item measures in logits. `thresholds` are Andrich thresholds d_ih (items x steps); `tau` the common steps
 * of the rating scale model, else null. Standard errors come in named kinds: `locationErrors` is the
 * estimator's default (MML: full information; CML: full inverse; JMLE: one parameter at a time);
 * `quickErrors` is TAM's complete-data error, which is too small, for MML only.
 */
export type ItemEstimates = {
  metric: Metric
  steps: number
  locations: Float64Array
  locationErrors: Float64Array
  /** of the locations, items x items; null by JMLE, whose errors are of one item at a time */
  locationCovariance: Float64Array | null
  quickErrors: Float64Array | null
  thresholds: Float64Array
  thresholdErrors: Float64Array | null
  tau: Float64Array | null
  tauErrors: Float64Array | null
  disordered: boolean[]
}

/**
 * Item measures and standard errors of any of the three fits.
 * Sources: location = mean of an item's thresholds (METHODS 2.1); errors by linear propagation of the
 * parameters' covariance; quick error 1/sqrt(sum_q N_iq V_iq) as TAM prints.
 */
export function itemEstimates(fit: PersonItemFit): ItemEstimates {
  const { map, thresholds } = fit
  const shared = {
    steps: map.steps,
    locations: toLocations(thresholds, map.items, map.steps),
    thresholds,
    tau: map.model === 'rsm' ? commonSteps(map, thresholds) : null,
    disordered: findDisordered(thresholds, map),
  }
  if (fit.estimator === 'jmle') {
    const locationErrors = jointLocationErrors(fit)
    return {
      ...shared,
      metric: 'items-mean-0',
      locationErrors,
      locationCovariance: null,
      quickErrors: null,
      thresholdErrors: null,
      tauErrors: null,
    }
  }
  const covariance = fit.estimator === 'mml' ? parameterBlock(fit) : fit.covariance
  const locationCovariance = sandwich(map.locationMap, covariance, map.items, map.parameters)
  return {
    ...shared,
    metric: fit.estimator === 'mml' ? 'persons-mean-0' : 'items-mean-0',
    locationErrors: rootDiagonal(locationCovariance, map.items),
    locationCovariance,
    quickErrors: fit.estimator === 'mml' ? quickLocationErrors(fit) : null,
    thresholdErrors: propagated(map.matrix, covariance, map.items * map.steps, map.parameters),
    tauErrors: map.model === 'rsm' ? commonStepErrors(map, covariance) : null,
  }
}

function propagated(
  linearMap: Float64Array,
  covariance: Float64Array,
  rows: number,
  parameters: number,
): Float64Array {
  return rootDiagonal(sandwich(linearMap, covariance, rows, parameters), rows)
}

/** The covariance of the item parameters alone, without ln variance. */
function parameterBlock(fit: MarginalFit): Float64Array {
  const size = fit.map.parameters
  return Float64Array.from(
    { length: size * size },
    (_, k) => fit.covariance[Math.floor(k / size) * (size + 1) + (k % size)]!,
  )
}

/**
 * Mean of the item locations with its standard error; minus this is the mean person.
 * Source: METHODS 2.4, read-out of the target.
 */
export function meanLocation(fit: MarginalFit | ConditionalFit): { value: number; error: number } {
  const { map } = fit
  const covariance = fit.estimator === 'mml' ? parameterBlock(fit) : fit.covariance
  const value = map.shift.centre.reduce((sum, weight, p) => sum + weight * fit.parameters[p]!, 0)
  return { value, error: propagated(map.shift.centre, covariance, 1, map.parameters)[0]! }
}

function quickLocationErrors(fit: MarginalFit): Float64Array {
  const { items } = fit.map
  const { variance } = scoreMoments(fit.evaluation.tables)
  const information = new Float64Array(items)
  fit.evaluation.itemNodeCounts.forEach((count, cell) => {
    information[cell % items]! += count * variance[cell]!
  })
  return information.map((value) => 1 / Math.sqrt(value))
}

function jointLocationErrors(fit: JointFit): Float64Array {
  const { groups, map } = fit
  const information = new Float64Array(map.items)
  for (let g = 0; g < groups.groups; g++) {
    for (const i of groups.answeredItems[groups.pattern[g]!]!) {
      information[i]! += groups.count[g]! * fit.cellVariance[g * map.items + i]!
    }
  }
  return information.map((value) => fit.shrinkage / Math.sqrt(value))
}

function commonSteps(map: ThresholdMap, thresholds: Float64Array): Float64Array {
  const location = toLocations(thresholds.subarray(0, map.steps), 1, map.steps)[0]!
  return Float64Array.from({ length: map.steps }, (_, h) => thresholds[h]! - location)
}

/** tau_h = d_1h - location_1, whatever the item. */
function commonStepErrors(map: ThresholdMap, covariance: Float64Array): Float64Array {
  const size = map.parameters
  const steps = Float64Array.from(
    { length: map.steps * size },
    (_, k) => map.matrix[k]! - map.locationMap[k % size]!,
  )
  return propagated(steps, covariance, map.steps, size)
}

/** Disordered: a later Andrich threshold below an earlier one, so some category is never most likely. */
function findDisordered(thresholds: Float64Array, map: ThresholdMap): boolean[] {
  return Array.from({ length: map.items }, (_, i) => {
    for (let h = 1; h < map.steps; h++) {
      if (thresholds[i * map.steps + h]! < thresholds[i * map.steps + h - 1]!) return true
    }
    return false
  })
}
