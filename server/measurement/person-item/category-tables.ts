/**
 * What the model says about every item at a list of person measures (nodes or estimates).
 * Arrays are laid out [measure][item] or [measure][item][step]: index (q * items + i) * steps + h - 1.
 */
export type CategoryTables = {
  measures: Float64Array
  items: number
  steps: number
  /** ln of the sum of category weights. */
  logNormaliser: Float64Array
  /** P(X_i >= h). */
  atLeast: Float64Array
}

/**
 * Category probabilities at the given measures.
 * Source: P(X = x) proportional to exp(x theta - sum_{h<=x} d_ih), Masters 1982.
 */
export function categoryTables(
  measures: Float64Array,
  thresholds: Float64Array,
  items: number,
  steps: number,
): CategoryTables {
  const cells = measures.length * items
  const tables = {
    measures,
    items,
    steps,
    logNormaliser: new Float64Array(cells),
    atLeast: new Float64Array(cells * steps),
  }
  const weights = new Float64Array(steps + 1)
  for (let q = 0; q < measures.length; q++) {
    for (let i = 0; i < items; i++)
      fillCell(tables, q * items + i, measures[q]!, thresholds, i * steps, weights)
  }
  return tables
}

function fillCell(
  tables: CategoryTables,
  cell: number,
  measure: number,
  thresholds: Float64Array,
  firstThreshold: number,
  weights: Float64Array,
): void {
  const { steps, atLeast, logNormaliser } = tables
  let exponent = 0
  let largest = 0
  weights[0] = 0
  for (let h = 1; h <= steps; h++) {
    exponent += measure - thresholds[firstThreshold + h - 1]!
    weights[h] = exponent
    if (exponent > largest) largest = exponent
  }
  let total = 0
  for (let h = 0; h <= steps; h++) {
    weights[h] = Math.exp(weights[h]! - largest)
    total += weights[h]!
  }
  logNormaliser[cell] = largest + Math.log(total)
  let tail = 0
  for (let h = steps; h >= 1; h--) {
    tail += weights[h]! / total
    atLeast[cell * steps + h - 1] = tail
  }
}

/** The first four moments of an item's score at each measure, index q * items + i. */
export type ScoreMoments = {
  /** E, the expected score. */
  expected: Float64Array
  /** V, the variance, which is also the information about the person. */
  variance: Float64Array
  /** K3 = sum (x - E)^3 p. */
  third: Float64Array
  /** C = sum (x - E)^4 p. */
  fourth: Float64Array
}

/** Score moments from the tables. Source: Wright & Masters 1982, p. 100. */
export function scoreMoments(tables: CategoryTables): ScoreMoments {
  const { steps, atLeast } = tables
  const cells = tables.logNormaliser.length
  const moments = {
    expected: new Float64Array(cells),
    variance: new Float64Array(cells),
    third: new Float64Array(cells),
    fourth: new Float64Array(cells),
  }
  for (let cell = 0; cell < cells; cell++) {
    let expected = 0
    for (let h = 0; h < steps; h++) expected += atLeast[cell * steps + h]!
    moments.expected[cell] = expected
    for (let x = 0; x <= steps; x++) {
      const above = x === 0 ? 1 : atLeast[cell * steps + x - 1]!
      const probability = above - (x === steps ? 0 : atLeast[cell * steps + x]!)
      const deviation = x - expected
      moments.variance[cell]! += deviation ** 2 * probability
      moments.third[cell]! += deviation ** 3 * probability
      moments.fourth[cell]! += deviation ** 4 * probability
    }
  }
  return moments
}
