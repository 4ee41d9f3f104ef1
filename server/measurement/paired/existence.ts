import { strongComponents, weakComponents } from '../numeric/graph.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import type { PairCounts } from './judgements.ts'

/**
 * The conditions for a finite, unique paired-comparison estimate, each decided apart.
 * `strong`, `hasTie` and `winCycle` are the three conditions of the model with a tie parameter;
 * without ties `strong` alone decides. `unanimous` lists items that won (or lost) every judgement.
 */
export type PairedExistence = {
  connected: boolean
  strong: boolean
  hasTie: boolean
  winCycle: boolean
  finite: boolean
  weakGroups: number[][]
  strongGroups: number[][]
  alwaysMore: number[]
  alwaysLess: number[]
}

/**
 * Decides whether B (and T, when `ties`) have finite estimates: (1) the graph of "was judged more", a tie
 * counting as arrows both ways, is strongly connected; (2) at least one tie; (3) some directed cycle has
 * more "more" arrows than "equal" arrows. Without ties only (1) on decisive judgements is needed.
 * Sources: Ford 1957, Am Math Monthly 64:28 for (1); METHODS 2.2 for (2) and (3), from the requirement
 * that no direction keeps every judgement's likelihood from falling.
 */
export function pairedExistence(pairs: PairCounts, ties: boolean): PairedExistence {
  const wins = new Uint8Array(pairs.items ** 2)
  const equals = new Uint8Array(pairs.items ** 2)
  for (let k = 0; k < pairs.cells; k++) {
    const forward = pairs.low[k]! * pairs.items + pairs.high[k]!
    const backward = pairs.high[k]! * pairs.items + pairs.low[k]!
    if (pairs.counts[3 * k + 2]! > 0) wins[forward] = 1
    if (pairs.counts[3 * k]! > 0) wins[backward] = 1
    if (ties && pairs.counts[3 * k + 1]! > 0) equals[forward] = equals[backward] = 1
  }
  const arcs = wins.map((win, k) => win | equals[k]!)
  const strongGroups = strongComponents({ size: pairs.items, arcs })
  const weakGroups = weakComponents({ size: pairs.items, arcs })
  const hasTie = equals.includes(1)
  const winCycle = hasWinCycle(wins, equals, pairs.items)
  const strong = strongGroups.length === 1
  return {
    connected: weakGroups.length === 1,
    strong,
    hasTie,
    winCycle,
    finite: strong && (!ties || (hasTie && winCycle)),
    weakGroups,
    strongGroups,
    alwaysMore: unanimousItems(arcs, pairs.items, 'more'),
    alwaysLess: unanimousItems(arcs, pairs.items, 'less'),
  }
}

/** Bellman-Ford finds a negative cycle on arcs "more" -1 and "equal" +1 both ways. */
function hasWinCycle(wins: Uint8Array, equals: Uint8Array, items: number): boolean {
  const distance = new Int32Array(items)
  for (let round = 0; round <= items; round++) {
    let changed = false
    for (let from = 0; from < items; from++) {
      for (let to = 0; to < items; to++) {
        const arc = from * items + to
        if (!wins[arc] && !equals[arc]) continue
        const reach = distance[from]! + (wins[arc] ? -1 : 1)
        if (reach < distance[to]!) {
          distance[to] = reach
          changed = true
        }
      }
    }
    if (!changed) return false
  }
  return true
}

function unanimousItems(arcs: Uint8Array, items: number, side: 'more' | 'less'): number[] {
  return Array.from({ length: items }, (_, i) => i).filter((i) => {
    let out = 0
    let into = 0
    for (let j = 0; j < items; j++) {
      out += arcs[i * items + j]!
      into += arcs[j * items + i]!
    }
    return side === 'more' ? out > 0 && into === 0 : into > 0 && out === 0
  })
}

/**
 * The refusal, with groups and items named, that follows from failed conditions; undefined when finite.
 * Source: METHODS 2.2, existence.
 */
export function explainPairedExistence(existence: PairedExistence): NoEstimate | undefined {
  if (existence.finite) return undefined
  if (!existence.connected) {
    const groups = existence.weakGroups
    return noEstimate(
      'disconnected',
      `The items fall into ${groups.length} groups that were never compared with each other, so they have no common scale.`,
      { groups },
    )
  }
  if (!existence.strong) {
    const items = [...existence.alwaysMore, ...existence.alwaysLess]
    const sentence =
      items.length > 0
        ? 'Some items were judged more, or less, every time; they have no finite measure without a penalty.'
        : 'One group of items was judged more than another every time; the distance between them has no finite estimate.'
    return noEstimate('unanimous', sentence, { items, groups: existence.strongGroups })
  }
  if (!existence.hasTie) {
    return noEstimate(
      'unused-category',
      'Nobody answered “equal”, so the answers do not say how readily a tie is given; leave ties out.',
    )
  }
  return existence.winCycle ? undefined : explainWinCycle(existence)
}

function explainWinCycle(existence: PairedExistence): NoEstimate {
  return noEstimate(
    'perfectly-ordered',
    'Nearly every answer agrees on one order of the items, so nothing says how far apart they lie; measures and the share of ties have no finite estimate together.',
    { groups: existence.strongGroups },
  )
}
