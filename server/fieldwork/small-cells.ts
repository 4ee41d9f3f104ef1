import type { Definition } from '../studies/definition.ts'
import { findDetermined } from './determined.ts'

/** Counts of 1 to 4 are withheld where a study says nothing else. */
const defaultThreshold = 5

/** Returns the number from which on counts of a study are shown to analysts. */
export function smallCellThresholdOf(definition: Definition): number {
  return definition.smallCellThreshold ?? defaultThreshold
}

/** One cell of a table of counts, with the totals (by name) that it goes into. */
export interface CountedCell {
  name: string
  n: number
  totals: readonly string[]
}

interface Total {
  name: string
  n: number
  cells: number[]
}

/**
 * Returns the names of the cells and totals that must not be shown: every count of 1 to threshold - 1, and further ones
 * (complementary suppression) until no such count can be worked out from what is shown. The overall total is given up
 * last. Zeros are shown: they tell of nobody.
 */
export function smallCells(cells: readonly CountedCell[], threshold: number): Set<string> {
  const isSmall = (n: number) => n > 0 && n < threshold
  const totals = totalsOf(cells)
  const withheld = new Set([...cells, ...totals].filter(({ n }) => isSmall(n)).map(({ name }) => name))
  if (withheld.size === 0) return withheld
  const small = [
    ...cells.flatMap(({ n }, index) => (isSmall(n) ? [[index]] : [])),
    ...totals.filter(({ n }) => isSmall(n)).map((total) => total.cells),
  ]
  for (;;) {
    const shown = totals.filter(({ name }) => !withheld.has(name))
    const hiddenOf = (members: readonly number[]) => members.filter((at) => withheld.has(cells[at]!.name))
    const equations = shown.map((total) => ({ total, hidden: hiddenOf(total.cells) }))
    const open = equations.filter(({ hidden }) => hidden.length > 0)
    const few = open.find(({ hidden }) => isSmall(hidden.reduce((sum, at) => sum + cells[at]!.n, 0)))
    const known =
      few === undefined
        ? findDetermined(
            open.map(({ hidden }) => hidden),
            small.map(hiddenOf),
          )
        : undefined
    if (!few && !known) return withheld
    const hidden = few?.hidden ?? known!
    const near = few ? [few.total] : connected(open, hidden)
    withheld.add(nextToWithhold(cells, near, shown, withheld))
  }
}

/** Returns the totals that a set of hidden cells is tied to, those with the fewest hidden cells first. */
function connected(open: readonly { total: Total; hidden: number[] }[], set: readonly number[]): Total[] {
  const reached = new Set(set)
  const tied = new Set<(typeof open)[number]>()
  for (let before = -1; before !== tied.size; ) {
    before = tied.size
    for (const equation of open) {
      if (!equation.hidden.some((at) => reached.has(at))) continue
      tied.add(equation)
      for (const at of equation.hidden) reached.add(at)
    }
  }
  return [...tied].sort((a, b) => a.hidden.length - b.hidden.length).map(({ total }) => total)
}

/** The cell that costs least: in as few shown totals as can be, then the smallest; where none is left, a total. */
function nextToWithhold(
  cells: readonly CountedCell[],
  near: readonly Total[],
  shown: readonly Total[],
  withheld: ReadonlySet<string>,
): string {
  const names = new Set(shown.map(({ name }) => name))
  const shownTotals = (cell: CountedCell) => cell.totals.filter((name) => names.has(name)).length
  for (const total of near) {
    const free = total.cells.map((at) => cells[at]!).filter(({ name, n }) => n > 0 && !withheld.has(name))
    const [best] = free.sort((a, b) => shownTotals(a) - shownTotals(b) || a.n - b.n)
    if (best) return best.name
  }
  return [...near].sort((a, b) => a.cells.length - b.cells.length || a.n - b.n)[0]!.name
}

function totalsOf(cells: readonly CountedCell[]): Total[] {
  const totals = new Map<string, Total>()
  cells.forEach(({ n, totals: names }, index) => {
    for (const name of new Set(names)) {
      const total = totals.get(name) ?? { name, n: 0, cells: [] }
      total.n += n
      total.cells.push(index)
      totals.set(name, total)
    }
  })
  return [...totals.values()]
}
