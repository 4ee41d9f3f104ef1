/**
 * The polynomials of one missing pattern: each item contributes sum_x eps_ix z^x with
 * eps_ix = exp(-sum_{h<=x} d_ih), scaled so that the largest weight of an item is 1.
 * `prefix[k]` is the product of the pattern's first k items, `suffix[k]` of items k and later; both are
 * stored flat with row length `length`. gamma_r, the coefficient of z^r of the whole, is prefix[count].
 * Source: Andersen 1972; Fischer & Molenaar 1995, ch. 3 and 19 (elementary symmetric functions).
 */
export type PatternPolynomials = {
  items: Int32Array
  length: number
  weights: Float64Array
  steps: number
  prefix: Float64Array
  suffix: Float64Array
}

/** Category weights of all items, index i * (steps + 1) + x, each item's largest being 1. */
export type ScaledWeights = { weights: Float64Array; logScale: Float64Array; steps: number }

/**
 * Scaled weights eps_ix and the log of what each item was divided by.
 * Source: Fischer & Molenaar 1995, ch. 19.
 */
export function scaledWeights(thresholds: Float64Array, items: number, steps: number): ScaledWeights {
  const weights = new Float64Array(items * (steps + 1))
  const logScale = new Float64Array(items)
  for (let i = 0; i < items; i++) {
    let sum = 0
    let largest = 0
    const exponents = [0]
    for (let h = 0; h < steps; h++) {
      sum -= thresholds[i * steps + h]!
      exponents.push(sum)
      if (sum > largest) largest = sum
    }
    logScale[i] = largest
    exponents.forEach((exponent, x) => {
      weights[i * (steps + 1) + x] = Math.exp(exponent - largest)
    })
  }
  return { weights, logScale, steps }
}

/** Prefix and suffix products for the items of one pattern. Source: Verhelst, Glas & van der Sluis 1984. */
export function patternPolynomials(items: Int32Array, scaled: ScaledWeights): PatternPolynomials {
  const { steps, weights } = scaled
  const count = items.length
  const length = count * steps + 1
  const prefix = new Float64Array((count + 1) * length)
  const suffix = new Float64Array((count + 1) * length)
  prefix[0] = 1
  suffix[count * length] = 1
  for (let k = 0; k < count; k++) {
    multiplyByItem(prefix, k * length, k * steps + 1, prefix, (k + 1) * length, weights, items[k]!, steps, 0)
    const j = count - 1 - k
    multiplyByItem(suffix, (j + 1) * length, k * steps + 1, suffix, j * length, weights, items[j]!, steps, 0)
  }
  return { items, length, weights, steps, prefix, suffix }
}

/**
 * target := source * sum_{x >= lowest} eps_ix z^x, where source has `terms` coefficients.
 * Offsets point into flat arrays; the target's coefficients must be zero.
 */
export function multiplyByItem(
  source: Float64Array,
  sourceStart: number,
  terms: number,
  target: Float64Array,
  targetStart: number,
  weights: Float64Array,
  item: number,
  steps: number,
  lowest: number,
): void {
  for (let x = lowest; x <= steps; x++) {
    const weight = weights[item * (steps + 1) + x]!
    for (let l = 0; l < terms; l++) target[targetStart + l + x]! += weight * source[sourceStart + l]!
  }
}

/** P(X_k >= h | raw score) for the pattern's k-th item, index h - 1. Source: Andersen 1970. */
export function conditionalAtLeast(polynomials: PatternPolynomials, k: number, score: number): Float64Array {
  const { items, length, weights, steps, prefix, suffix } = polynomials
  const total = prefix[items.length * length + score]!
  const atLeast = new Float64Array(steps)
  let tail = 0
  for (let x = steps; x >= 1; x--) {
    const rest = score - x
    let without = 0
    const last = Math.min(rest, k * steps)
    for (let l = Math.max(0, rest - (items.length - k - 1) * steps); l <= last; l++) {
      without += prefix[k * length + l]! * suffix[(k + 1) * length + rest - l]!
    }
    tail += (weights[items[k]! * (steps + 1) + x]! * without) / total
    atLeast[x - 1] = tail
  }
  return atLeast
}
