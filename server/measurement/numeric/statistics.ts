/** Arithmetic mean; 0 for an empty list, so that no caller can receive NaN. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) return 0
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** Sum of squared deviations from the mean. */
export function squaredDeviations(values: ArrayLike<number>): number {
  const centre = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2
  return sum
}

/** Variance with divisor n - 1; 0 for fewer than two values. */
export function sampleVariance(values: ArrayLike<number>): number {
  return values.length < 2 ? 0 : squaredDeviations(values) / (values.length - 1)
}

/** Variance with divisor n; 0 for an empty list. */
export function populationVariance(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : squaredDeviations(values) / values.length
}

/**
 * The p-quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
 * `sorted` must be ascending and not empty.
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!)
}

/**
 * Holm's step-down adjustment of p-values, in the input's order.
 * Source: Holm 1979, Scand J Statist 6:65.
 */
export function holmAdjust(pValues: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: pValues.length }, (_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!)
  const adjusted = new Float64Array(pValues.length)
  let largest = 0
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = largest
  })
  return adjusted
}
