/** Sums over a pattern's items of the cumulants of the score at a measure. */
export type ScoreCumulants = { mean: number; variance: number; third: number; fourth: number }

/**
 * Cumulants of the score on `items` at a measure, the sum of those of each item (answers are independent given the
 * measure). `thresholds` as in `ItemEstimates`; `weights` is room for one item's `steps` + 1 probabilities.
 */
export function scoreCumulants(
  measure: number,
  items: Int32Array,
  thresholds: Float64Array,
  steps: number,
  weights: Float64Array,
): ScoreCumulants {
  const sums = { mean: 0, variance: 0, third: 0, fourth: 0 }
  for (let k = 0; k < items.length; k++) {
    const mean = weighCategories(measure, thresholds, items[k]! * steps, steps, weights)
    let variance = 0
    let third = 0
    let fourth = 0
    for (let x = 0; x <= steps; x++) {
      const deviation = x - mean
      const square = deviation * deviation * weights[x]!
      variance += square
      third += square * deviation
      fourth += square * deviation * deviation
    }
    sums.mean += mean
    sums.variance += variance
    sums.third += third
    sums.fourth += fourth - 3 * variance * variance
  }
  return sums
}

/** Sum over `items` of the logarithm of the total of the category weights, whose derivative is the mean score. */
export function logTotals(
  measure: number,
  items: Int32Array,
  thresholds: Float64Array,
  steps: number,
): number {
  let sum = 0
  for (const item of items) {
    let exponent = 0
    let largest = 0
    const exponents = Array.from({ length: steps }, (_, h) => {
      exponent += measure - thresholds[item * steps + h]!
      if (exponent > largest) largest = exponent
      return exponent
    })
    sum +=
      largest +
      Math.log(exponents.reduce((total, one) => total + Math.exp(one - largest), Math.exp(-largest)))
  }
  return sum
}

/** Fills the category probabilities of one item and returns their mean. */
function weighCategories(
  measure: number,
  thresholds: Float64Array,
  start: number,
  steps: number,
  weights: Float64Array,
): number {
  let exponent = 0
  let largest = 0
  weights[0] = 0
  for (let h = 0; h < steps; h++) {
    exponent += measure - thresholds[start + h]!
    weights[h + 1] = exponent
    if (exponent > largest) largest = exponent
  }
  let total = 0
  let weighted = 0
  for (let x = 0; x <= steps; x++) {
    const weight = Math.exp(weights[x]! - largest)
    weights[x] = weight
    total += weight
    weighted += x * weight
  }
  for (let x = 0; x <= steps; x++) weights[x]! /= total
  return weighted / total
}
