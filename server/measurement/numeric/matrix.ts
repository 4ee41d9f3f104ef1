/** Square matrices are row-major Float64Arrays of length size * size. */

/**
 * Inverse of a symmetric positive definite matrix, or undefined when it is not positive definite
 * to working precision. Source: Cholesky factorisation (Golub & Van Loan, ch. 4.2).
 */
export function invertPositiveDefinite(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = cholesky(matrix, size)
  if (!factor) return undefined
  const inverse = new Float64Array(size * size)
  const column = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    column.fill(0)
    column[k] = 1
    solveFactored(factor, size, column)
    for (let i = 0; i < size; i++) inverse[i * size + k] = column[i]!
  }
  return inverse
}

/**
 * Lower Cholesky factor of a symmetric positive definite matrix, or undefined when it has none.
 * Source: Golub & Van Loan, ch. 4.2.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!
      else if (sum <= 1e-13 * Math.abs(matrix[i * size + i]!) || !Number.isFinite(sum)) return undefined
      else factor[i * size + i] = Math.sqrt(sum)
    }
  }
  return factor
}

/**
 * Solves L L' x = rhs in place, for the factor L that `cholesky` returned.
 * Source: Golub & Van Loan, ch. 3.1.
 */
export function solveFactored(factor: Float64Array, size: number, rhs: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = rhs[i]!
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * rhs[k]!
    rhs[i] = sum / factor[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = rhs[i]!
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * rhs[k]!
    rhs[i] = sum / factor[i * size + i]!
  }
}

/** matrix (rows x columns) times vector (columns). */
export function timesVector(matrix: Float64Array, vector: Float64Array, rows: number): Float64Array {
  const columns = vector.length
  const product = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j]! * vector[j]!
    product[i] = sum
  }
  return product
}

/** left (rows x inner) times right (inner x columns). */
export function timesMatrix(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const product = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = left[i * inner + k]!
      if (factor === 0) continue
      for (let j = 0; j < columns; j++) product[i * columns + j]! += factor * right[k * columns + j]!
    }
  }
  return product
}

/** map * matrix * map', for map (rows x size) and a symmetric matrix (size x size). */
export function sandwich(map: Float64Array, matrix: Float64Array, rows: number, size: number): Float64Array {
  const left = timesMatrix(map, matrix, rows, size, size)
  const result = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      let sum = 0
      for (let k = 0; k < size; k++) sum += left[i * size + k]! * map[j * size + k]!
      result[i * rows + j] = sum
    }
  }
  return result
}

/** Square roots of the diagonal; a diagonal element below zero by rounding counts as zero. */
export function rootDiagonal(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sqrt(Math.max(0, matrix[i * size + i]!)))
}
