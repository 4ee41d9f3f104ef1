/** A directed graph on nodes 0..size-1: arcs[from * size + to] is 1 where there is an arc. */
export type Graph = { size: number; arcs: Uint8Array }

/** Components linked by arcs in either direction, largest first, nodes ascending. */
export function weakComponents(graph: Graph): number[][] {
  const { size } = graph
  const both = new Uint8Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      if (graph.arcs[from * size + to]) both[from * size + to] = both[to * size + from] = 1
    }
  }
  return strongComponents({ size, arcs: both })
}

/**
 * Components within which every node reaches every other, largest first, nodes ascending.
 * Source: Kosaraju's two passes (Aho, Hopcroft & Ullman 1983, ch. 6.7).
 */
export function strongComponents(graph: Graph): number[][] {
  const { size, arcs } = graph
  const finished: number[] = []
  const seen = new Uint8Array(size)
  for (let start = 0; start < size; start++)
    finished.push(...visit(size, start, seen, (from, to) => arcs[from * size + to]!))
  const placed = new Uint8Array(size)
  const components: number[][] = []
  for (const start of finished.reverse()) {
    const component = visit(size, start, placed, (from, to) => arcs[to * size + from]!)
    if (component.length > 0) components.push(component.sort((a, b) => a - b))
  }
  return components.sort((a, b) => b.length - a.length || a[0]! - b[0]!)
}

/** Nodes newly reached from `start`, in the order in which they are finished. */
function visit(
  size: number,
  start: number,
  seen: Uint8Array,
  hasArc: (from: number, to: number) => number,
): number[] {
  const finished: number[] = []
  if (seen[start]) return finished
  const path = [start]
  const next = [0]
  seen[start] = 1
  while (path.length > 0) {
    const from = path.at(-1)!
    const to = next[next.length - 1]!++
    if (to === size) {
      finished.push(from)
      path.pop()
      next.pop()
    } else if (hasArc(from, to) && !seen[to]) {
      seen[to] = 1
      path.push(to)
      next.push(0)
    }
  }
  return finished
}
