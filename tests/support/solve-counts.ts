/** What somebody knows of unknown whole numbers: a sum of some of them, some taken away, lies between two numbers. */
export interface Statement {
  terms: readonly (readonly [unknown: number, factor: 1 | -1])[]
  least: number
  most: number
}

interface Bounds {
  low: Int32Array
  high: Int32Array
}

/** Beyond so many guesses a search is given up. */
const mostGuesses = 20_000

/**
 * Returns whole numbers from 0 to `most` that agree with every statement; undefined where there are none, and
 * 'undecided' where the search was given up. Exact: bounds are narrowed statement by statement until nothing changes,
 * then one unknown is guessed, first as it is in `near`, and so on.
 */
export function findNumbers(
  statements: readonly Statement[],
  near: readonly number[],
  most: number,
): Int32Array | undefined | 'undecided' {
  const about: number[][] = near.map(() => [])
  statements.forEach(({ terms }, index) => {
    for (const [unknown] of terms) about[unknown]!.push(index)
  })
  let guesses = 0
  const search = (bounds: Bounds, changed: readonly number[]): Int32Array | undefined | 'undecided' => {
    if (!narrow(bounds, statements, about, changed)) return undefined
    const next = mostTied(bounds)
    if (next < 0) return bounds.low
    const [low, high] = [bounds.low[next]!, bounds.high[next]!]
    const values = Array.from({ length: high - low + 1 }, (_, n) => low + n).sort(
      (a, b) => Math.abs(a - near[next]!) - Math.abs(b - near[next]!),
    )
    for (const value of values) {
      if (++guesses > mostGuesses) return 'undecided'
      const guess = { low: bounds.low.slice(), high: bounds.high.slice() }
      guess.low[next] = value
      guess.high[next] = value
      const found = search(guess, about[next]!)
      if (found !== undefined) return found
    }
    return undefined
  }
  const free = { low: new Int32Array(near.length), high: new Int32Array(near.length).fill(most) }
  return search(
    free,
    statements.map((_, index) => index),
  )
}

/** The unknown with the fewest values left; -1 where all are found. */
function mostTied({ low, high }: Bounds): number {
  let found = -1
  let fewest = Number.POSITIVE_INFINITY
  low.forEach((from, unknown) => {
    const room = high[unknown]! - from
    if (room > 0 && room < fewest) {
      fewest = room
      found = unknown
    }
  })
  return found
}

/** Narrows bounds in place until nothing changes; false where two statements contradict each other. */
function narrow(
  { low, high }: Bounds,
  statements: readonly Statement[],
  about: readonly (readonly number[])[],
  changed: readonly number[],
): boolean {
  const waiting = new Set(changed)
  for (const index of waiting) {
    waiting.delete(index)
    const { terms, least, most } = statements[index]!
    let lowest = 0
    let highest = 0
    for (const [unknown, factor] of terms) {
      lowest += factor === 1 ? low[unknown]! : -high[unknown]!
      highest += factor === 1 ? high[unknown]! : -low[unknown]!
    }
    if (lowest > most || highest < least) return false
    // Nothing can be narrowed where every value of each unknown still fits.
    if (lowest >= least && highest <= most) continue
    for (const [unknown, factor] of terms) {
      const [own, top] = factor === 1 ? [low[unknown]!, high[unknown]!] : [-high[unknown]!, -low[unknown]!]
      const from = least - (highest - top)
      const to = most - (lowest - own)
      const [newLow, newHigh] = factor === 1 ? [from, to] : [-to, -from]
      if (newLow <= low[unknown]! && newHigh >= high[unknown]!) continue
      low[unknown] = Math.max(low[unknown]!, newLow)
      high[unknown] = Math.min(high[unknown]!, newHigh)
      if (low[unknown]! > high[unknown]!) return false
      for (const other of about[unknown]!) waiting.add(other)
    }
  }
  return true
}
