/** Smaller than any pivot of a matrix of zeros and ones of the sizes met here. */
const nothing = 1e-9

/**
 * Returns the first of some sets of unknown counts whose sum follows from known sums of unknown counts: whose row of
 * zeros and ones is a linear combination of the known rows (Gaussian elimination). Each set lists its unknowns.
 */
export function findDetermined(
  known: readonly (readonly number[])[],
  sets: readonly (readonly number[])[],
): readonly number[] | undefined {
  const unknowns = [...new Set(known.flat())]
  const placeOf = new Map(unknowns.map((unknown, place) => [unknown, place]))
  const toRow = (members: readonly number[]): Float64Array => {
    const row = new Float64Array(unknowns.length)
    for (const unknown of members) row[placeOf.get(unknown)!] = 1
    return row
  }
  const basis: { pivot: number; row: Float64Array }[] = []
  for (const members of known) {
    const row = reduce(toRow(members), basis)
    const pivot = row.findIndex((value) => Math.abs(value) > nothing)
    if (pivot >= 0) basis.push({ pivot, row: row.map((value) => value / row[pivot]!) })
  }
  return sets.find(
    (set) =>
      set.length > 0 &&
      set.every((unknown) => placeOf.has(unknown)) &&
      reduce(toRow(set), basis).every((value) => Math.abs(value) <= nothing),
  )
}

/** Takes out of a row what the rows of the basis explain, in the order in which they were found. */
function reduce(row: Float64Array, basis: readonly { pivot: number; row: Float64Array }[]): Float64Array {
  for (const { pivot, row: known } of basis) {
    const factor = row[pivot]!
    if (factor === 0) continue
    for (let place = 0; place < row.length; place++) row[place]! -= factor * known[place]!
  }
  return row
}
