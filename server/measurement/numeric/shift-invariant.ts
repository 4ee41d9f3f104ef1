import { invertPositiveDefinite, sandwich } from './matrix.ts'

/**
 * A likelihood that does not change when every measure moves by the same amount has a singular
 * information matrix. `direction` is that shift in parameter space; `centre` are the weights of the
 * mean that is held at 0, so that centre . direction > 0.
 */
export type ShiftInvariance = { direction: Float64Array; centre: Float64Array }

/**
 * Covariance matrix of the parameters in the metric where centre . parameters = 0, or undefined
 * when the information is singular in some other direction too (no unique estimate).
 * Source: P G P' with G any generalised inverse of the information and P = I - d c'/(c'd)
 * (Searle 1971, Linear Models, ch. 5).
 */
export function centredCovariance(
  information: Float64Array,
  size: number,
  shift: ShiftInvariance,
): Float64Array | undefined {
  const filled = Float64Array.from(information)
  let trace = 0
  for (let i = 0; i < size; i++) trace += information[i * size + i]!
  const weight = trace / size
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      filled[i * size + j]! += weight * shift.direction[i]! * shift.direction[j]!
    }
  }
  const inverse = invertPositiveDefinite(filled, size)
  return inverse && sandwich(centringProjection(size, shift), inverse, size, size)
}

/** Moves the parameters along the shift until centre . parameters = 0, in place. */
export function centreParameters(parameters: Float64Array, shift: ShiftInvariance): void {
  const amount = dot(shift.centre, parameters) / dot(shift.centre, shift.direction)
  for (let i = 0; i < parameters.length; i++) parameters[i]! -= amount * shift.direction[i]!
}

function centringProjection(size: number, shift: ShiftInvariance): Float64Array {
  const length = dot(shift.centre, shift.direction)
  const projection = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      projection[i * size + j] = (i === j ? 1 : 0) - (shift.direction[i]! * shift.centre[j]!) / length
    }
  }
  return projection
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!
  return sum
}
