import type { SeededRandom } from './seeded-random.ts'

/**
 * Returns for each pair whether its first item is shown first, so that every item is shown first and second
 * equally often (to within one), and so are the targets taken together.
 *
 * A pair is an edge, its direction the order shown. In a graph whose degrees are all even, closed walks over unused
 * edges enter and leave each vertex equally often (Euler). Items with an odd number of pairs are made even by a
 * helping edge to one of two helping vertices (one for targets, one for the others), which costs each such item one.
 */
export function balancedSides(
  pairs: readonly (readonly [string, string])[],
  targets: readonly string[],
  random: SeededRandom,
): boolean[] {
  const edges = [...pairs, ...helpingEdges(pairs, targets)]
  const edgesAt = new Map<string, number[]>()
  for (const index of random.shuffle(edges.map((_, at) => at)))
    for (const end of edges[index]!) edgesAt.set(end, [...(edgesAt.get(end) ?? []), index])
  const firstShown: (boolean | undefined)[] = edges.map(() => undefined)
  for (const start of random.shuffle([...edgesAt.keys()])) {
    let here = start
    for (;;) {
      const index = edgesAt.get(here)!.find((one) => firstShown[one] === undefined)
      // Even degrees: a walk gets stuck only where it began.
      if (index === undefined) break
      const [first, second] = edges[index]!
      firstShown[index] = here === first
      here = here === first ? second : first
    }
  }
  return pairs.map((_, index) => firstShown[index]!)
}

const helperOfTargets = 'odd targets'
const helperOfOthers = 'odd others'

function helpingEdges(
  pairs: readonly (readonly [string, string])[],
  targets: readonly string[],
): [string, string][] {
  const degrees = new Map<string, number>()
  for (const end of pairs.flat()) degrees.set(end, (degrees.get(end) ?? 0) + 1)
  const odd = [...degrees].filter(([, degree]) => degree % 2 === 1).map(([item]) => item)
  const edges = odd.map((item): [string, string] => [
    item,
    targets.includes(item) ? helperOfTargets : helperOfOthers,
  ])
  // The number of odd vertices is even in any graph, so both helpers are odd or neither is.
  const oddTargets = odd.filter((item) => targets.includes(item)).length
  return oddTargets % 2 === 1 ? [...edges, [helperOfTargets, helperOfOthers]] : edges
}
