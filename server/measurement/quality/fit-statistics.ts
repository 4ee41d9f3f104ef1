/**
 * Mean-square fit of items, persons or objects, with standardised values.
 * `infit` is weighted by information, `outfit` is not; 1 is as expected, above 1 noisier.
 */
export type FitStatistics = {
  n: Int32Array
  infit: Float64Array
  outfit: Float64Array
  infitZ: Float64Array
  outfitZ: Float64Array
}

/** How mean squares are standardised: as eRm and the textbook do, or as Winsteps prints them. */
export type Standardisation = 'textbook' | 'winsteps'

/** Running sums per object, from which `toFitStatistics` makes mean squares. */
export type FitSums = {
  n: Int32Array
  /** sum (x - E)^2 / V */
  standardised: Float64Array
  /** sum (x - E)^2 */
  squared: Float64Array
  /** sum V */
  variance: Float64Array
  /** sum C / V^2 */
  kurtosis: Float64Array
  /** sum (C - V^2) */
  excess: Float64Array
}

/** Empty sums for `size` objects. */
export function fitSums(size: number): FitSums {
  return {
    n: new Int32Array(size),
    standardised: new Float64Array(size),
    squared: new Float64Array(size),
    variance: new Float64Array(size),
    kurtosis: new Float64Array(size),
    excess: new Float64Array(size),
  }
}

/**
 * Adds `weight` observations of squared residual `square`, variance V and fourth moment C to an object.
 * Source: Wright & Masters 1982, p. 100-101.
 */
export function addToFit(
  sums: FitSums,
  object: number,
  square: number,
  variance: number,
  fourth: number,
  weight: number,
): void {
  sums.standardised[object]! += (weight * square) / variance
  sums.squared[object]! += weight * square
  sums.variance[object]! += weight * variance
  sums.kurtosis[object]! += (weight * fourth) / (variance * variance)
  sums.excess[object]! += weight * (fourth - variance * variance)
}

/**
 * Mean squares and standardised values: outfit = sum z^2 / n, infit = sum (x-E)^2 / sum V,
 * q_out^2 = sum(C/V^2)/n^2 - 1/n, q_in^2 = sum(C-V^2)/(sum V)^2, t = (MS^(1/3) - 1) 3/q + q/3.
 * Winsteps caps q at 1.4142 and drops the last q/3. An object without observations has mean squares 1
 * and standardised values 0. Source: Wright & Masters 1982, p. 100-101; RMT 16:2 p. 879; Winsteps, WHEXACT.
 */
export function toFitStatistics(sums: FitSums, standardisation: Standardisation = 'textbook'): FitStatistics {
  const size = sums.n.length
  const result: FitStatistics = {
    n: sums.n,
    infit: new Float64Array(size).fill(1),
    outfit: new Float64Array(size).fill(1),
    infitZ: new Float64Array(size),
    outfitZ: new Float64Array(size),
  }
  for (let i = 0; i < size; i++) {
    const n = sums.n[i]!
    if (n === 0 || sums.variance[i]! <= 0) continue
    result.outfit[i] = sums.standardised[i]! / n
    result.infit[i] = sums.squared[i]! / sums.variance[i]!
    const outfitQ = Math.sqrt(Math.max(0, sums.kurtosis[i]! / n ** 2 - 1 / n))
    const infitQ = Math.sqrt(Math.max(0, sums.excess[i]!)) / sums.variance[i]!
    result.outfitZ[i] = standardise(result.outfit[i]!, outfitQ, standardisation)
    result.infitZ[i] = standardise(result.infit[i]!, infitQ, standardisation)
  }
  return result
}

function standardise(meanSquare: number, q: number, standardisation: Standardisation): number {
  if (q <= 0) return 0
  const cubeRoot = Math.cbrt(meanSquare) - 1
  return standardisation === 'winsteps'
    ? (cubeRoot * 3) / Math.min(q, Math.SQRT2)
    : (cubeRoot * 3) / q + q / 3
}
