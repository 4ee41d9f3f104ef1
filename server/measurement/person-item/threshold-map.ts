import type { ShiftInvariance } from '../numeric/shift-invariant.ts'

/** `rsm` Andrich's rating scale, `pcm` Masters' partial credit; `dichotomous` is either with one step. */
export type ItemModel = 'dichotomous' | 'rsm' | 'pcm'

/**
 * How free parameters make thresholds: threshold d_ih = sum_p matrix[(i * steps + h - 1), p] * parameter_p.
 * RSM: parameters are delta_1..delta_I, tau_1..tau_{m-1}, with d_ih = delta_i + tau_h and tau_m = -sum tau.
 * PCM: the thresholds themselves. Source: Andrich 1978; Masters 1982.
 * `locationMap` (items x parameters) gives an item's location, the mean of its thresholds.
 */
export type ThresholdMap = {
  model: ItemModel
  items: number
  steps: number
  parameters: number
  matrix: Float64Array
  locationMap: Float64Array
  shift: ShiftInvariance
}

/**
 * The threshold map for a model with `items` items of `steps` steps (categories less one).
 * Source: Andrich 1978; Masters 1982.
 */
export function thresholdMap(model: ItemModel, items: number, steps: number): ThresholdMap {
  const parameters = model === 'pcm' ? items * steps : items + steps - 1
  const matrix = new Float64Array(items * steps * parameters)
  for (let i = 0; i < items; i++) {
    for (let h = 0; h < steps; h++) {
      const row = (i * steps + h) * parameters
      if (model === 'pcm') matrix[row + i * steps + h] = 1
      else fillRatingScaleRow(matrix, row, i, h, items, steps)
    }
  }
  const locationMap = averageSteps(matrix, items, steps, parameters)
  return {
    model,
    items,
    steps,
    parameters,
    matrix,
    locationMap,
    shift: locationShift(model, items, parameters, locationMap),
  }
}

function fillRatingScaleRow(
  matrix: Float64Array,
  row: number,
  item: number,
  step: number,
  items: number,
  steps: number,
): void {
  matrix[row + item] = 1
  if (step < steps - 1) matrix[row + items + step] = 1
  else for (let h = 0; h < steps - 1; h++) matrix[row + items + h] = -1
}

function averageSteps(matrix: Float64Array, items: number, steps: number, parameters: number): Float64Array {
  const average = new Float64Array(items * parameters)
  for (let t = 0; t < items * steps; t++) {
    const item = Math.floor(t / steps)
    for (let p = 0; p < parameters; p++)
      average[item * parameters + p]! += matrix[t * parameters + p]! / steps
  }
  return average
}

function locationShift(
  model: ItemModel,
  items: number,
  parameters: number,
  locationMap: Float64Array,
): ShiftInvariance {
  const direction = new Float64Array(parameters).fill(1)
  if (model !== 'pcm') direction.fill(0, items)
  const centre = new Float64Array(parameters)
  for (let i = 0; i < items; i++) {
    for (let p = 0; p < parameters; p++) centre[p]! += locationMap[i * parameters + p]! / items
  }
  return { direction, centre }
}

/** Thresholds (items x steps, row-major) for the given parameters. Source: Andrich 1978; Masters 1982. */
export function toThresholds(map: ThresholdMap, parameters: Float64Array): Float64Array {
  const thresholds = new Float64Array(map.items * map.steps)
  for (let t = 0; t < thresholds.length; t++) {
    let sum = 0
    for (let p = 0; p < map.parameters; p++) sum += map.matrix[t * map.parameters + p]! * parameters[p]!
    thresholds[t] = sum
  }
  return thresholds
}

/** Chain rule for a gradient: from one per threshold to one per parameter. */
export function toParameterGradient(map: ThresholdMap, thresholdGradient: Float64Array): Float64Array {
  const gradient = new Float64Array(map.parameters)
  for (let t = 0; t < thresholdGradient.length; t++) {
    for (let p = 0; p < map.parameters; p++) {
      gradient[p]! += map.matrix[t * map.parameters + p]! * thresholdGradient[t]!
    }
  }
  return gradient
}

/**
 * Chain rule for a second derivative that is zero between different items: `blocks` holds for each
 * item a steps x steps matrix; the result is parameters x parameters.
 */
export function toParameterInformation(map: ThresholdMap, blocks: Float64Array): Float64Array {
  const { items, steps, parameters, matrix } = map
  const information = new Float64Array(parameters * parameters)
  for (let i = 0; i < items; i++) {
    for (let h = 0; h < steps; h++) {
      for (let k = 0; k < steps; k++) {
        const value = blocks[(i * steps + h) * steps + k]!
        addOuter(
          information,
          matrix,
          (i * steps + h) * parameters,
          (i * steps + k) * parameters,
          parameters,
          value,
        )
      }
    }
  }
  return information
}

function addOuter(
  target: Float64Array,
  matrix: Float64Array,
  left: number,
  right: number,
  size: number,
  value: number,
): void {
  for (let p = 0; p < size; p++) {
    const factor = value * matrix[left + p]!
    if (factor === 0) continue
    for (let r = 0; r < size; r++) target[p * size + r]! += factor * matrix[right + r]!
  }
}

/** Item locations: the mean of each item's thresholds, in logits. Source: METHODS 2.1. */
export function toLocations(thresholds: Float64Array, items: number, steps: number): Float64Array {
  const locations = new Float64Array(items)
  for (let t = 0; t < thresholds.length; t++) locations[Math.floor(t / steps)]! += thresholds[t]! / steps
  return locations
}
