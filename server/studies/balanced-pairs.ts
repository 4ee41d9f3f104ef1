/**
 * Returns the hand that deal number `deal` gets when entries are dealt like cards, `size` at a time, from a deck
 * that is dealt again and again. After any number of deals no entry was dealt more than once more often than
 * another. One pass is the smallest number of deals that uses whole decks; `deckOf(pass)` gives its order, so that
 * different entries meet in different passes while no hand ever holds an entry twice.
 */
export function balancedWindow<Entry>(
  deckOf: (pass: number) => readonly Entry[],
  size: number,
  deal: number,
): Entry[] {
  const length = deckOf(0).length
  if (length === 0 || size === 0) return []
  const dealsPerPass = length / greatestCommonDivisor(length, size)
  const deck = deckOf(Math.floor(deal / dealsPerPass))
  const start = (deal % dealsPerPass) * size
  return Array.from({ length: size }, (_, index) => deck[(start + index) % length]!)
}

/**
 * Returns all pairs of the items, ordered so that every run of `items.length - 1` pairs from the start of a path
 * connects all of them: the complete graph is cut into Hamiltonian paths (even number of items) or cycles (odd
 * number), by the zigzag construction of Walecki (in É. Lucas, Récréations mathématiques II, 1892).
 */
export function hamiltonianPairs<Item>(items: readonly Item[]): [Item, Item][] {
  const n = items.length
  if (n < 2) return []
  const hub = n % 2 === 1 ? items[n - 1] : undefined
  const ring = n - (n % 2)
  const pairs: [Item, Item][] = []
  for (let turn = 0; turn < ring / 2; turn++) {
    const path = Array.from({ length: ring }, (_, step) => {
      const zigzag = step % 2 === 1 ? (step + 1) / 2 : -step / 2
      return items[(((turn + zigzag) % ring) + ring) % ring]!
    })
    if (hub !== undefined) pairs.push([hub, path[0]!])
    for (let step = 1; step < ring; step++) pairs.push([path[step - 1]!, path[step]!])
    if (hub !== undefined) pairs.push([path[ring - 1]!, hub])
  }
  return pairs
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
