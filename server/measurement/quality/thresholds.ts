/**
 * Thurstonian thresholds: the measure at which P(X >= h) = 1/2, in logits, same layout as `thresholds`
 * (items x steps). They are always ordered, unlike Andrich thresholds, which mark where the curves of
 * neighbouring categories cross. Source: Masters 1982; TAM tam.threshold.
 */
export function thurstoneThresholds(thresholds: Float64Array, items: number, steps: number): Float64Array {
  const result = new Float64Array(items * steps)
  for (let i = 0; i < items; i++) {
    const own = thresholds.subarray(i * steps, (i + 1) * steps)
    for (let h = 1; h <= steps; h++) result[i * steps + h - 1] = solveHalf(own, h)
  }
  return result
}

function solveHalf(thresholds: Float64Array, step: number): number {
  let low = Math.min(...thresholds) - 50
  let high = Math.max(...thresholds) + 50
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2
    if (probabilityAtLeast(thresholds, step, middle) < 0.5) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function probabilityAtLeast(thresholds: Float64Array, step: number, measure: number): number {
  const exponents = [0]
  for (const threshold of thresholds) exponents.push(exponents.at(-1)! + measure - threshold)
  const largest = Math.max(...exponents)
  const weights = exponents.map((exponent) => Math.exp(exponent - largest))
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return sum(weights.slice(step)) / sum(weights)
}
