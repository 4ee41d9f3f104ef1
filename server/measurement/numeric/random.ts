import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded stream of random numbers; the same seed always gives the same stream. */
export type RandomStream = {
  /** Uniform on [0, 1). */
  uniform(): number
  /** Uniform integer in [0, below). */
  integer(below: number): number
  /** Standard normal (Box & Muller 1958). */
  normal(): number
  /** Student's t: normal / sqrt(chi-square / df). df is a whole number >= 1. */
  student(df: number): number
}

/**
 * A random stream for a whole-number seed. Generator: xoroshiro128+ of pure-rand.
 * Source: Blackman & Vigna 2018 (generator), Box & Muller 1958 (normal).
 */
export function randomStream(seed: number): RandomStream {
  const generator = xoroshiro128plus(seed | 0)
  const uniform = () => uniformFloat64(generator)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return {
    uniform,
    normal,
    integer: (below) => uniformInt(generator, 0, below - 1),
    student: (df) => {
      let chiSquare = 0
      for (let k = 0; k < df; k++) chiSquare += normal() ** 2
      return normal() / Math.sqrt(chiSquare / df)
    },
  }
}
