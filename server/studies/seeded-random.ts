import { createHash } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface SeededRandom {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number
  /** A number from 0 to below 1, with 32 bits. */
  share(): number
  /** A new array in random order (Fisher–Yates). */
  shuffle<Entry>(entries: readonly Entry[]): Entry[]
}

/** Returns random numbers that depend on the seed, a purpose and an index alone. */
export function seededRandom(seed: number, purpose: string, index: number): SeededRandom {
  const digest = createHash('sha256').update(`${seed}/${purpose}/${index}`).digest()
  const generator = xoroshiro128plus(digest.readInt32LE(0))
  const below = (limit: number): number => uniformInt(generator, 0, limit - 1)
  return {
    below,
    share: () => below(2 ** 32) / 2 ** 32,
    shuffle: (entries) => {
      const shuffled = [...entries]
      for (let last = shuffled.length - 1; last > 0; last--) {
        const chosen = below(last + 1)
        const held = shuffled[last]!
        shuffled[last] = shuffled[chosen]!
        shuffled[chosen] = held
      }
      return shuffled
    },
  }
}
