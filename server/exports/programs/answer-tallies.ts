import type { Response } from '../../../db/queries/judgements.ts'

/** How often each answer was given to a pair on a construct; `none` = planned for somebody, who gave no answer. */
export interface PairTally extends Record<Response | 'none', number> {
  /** index of the construct */
  construct: number
  /** indices of the items */
  a: number
  b: number
}

/** Returns a counter of answers by construct and pair, and the list it makes, in the order of appearance. */
export function tallyKeeper(): {
  tallies: PairTally[]
  count: (construct: number, a: number, b: number, response: Response | null) => void
} {
  const places = new Map<number, PairTally>()
  const tallies: PairTally[] = []
  return {
    tallies,
    count(construct, a, b, response) {
      // An item's index is below 2^16, a construct's below 2^8.
      const key = (construct * 65_536 + a) * 65_536 + b
      let tally = places.get(key)
      if (!tally) {
        tally = { construct, a, b, less: 0, equal: 0, more: 0, cannot: 0, none: 0 }
        places.set(key, tally)
        tallies.push(tally)
      }
      tally[response ?? 'none']++
    },
  }
}
