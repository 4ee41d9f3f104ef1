import { balancedWindow, hamiltonianPairs } from './balanced-pairs.ts'
import { balancedSides } from './balanced-sides.ts'
import type { Design } from './definition.ts'
import { seededRandom } from './seeded-random.ts'

/** One planned pair of a respondent's schedule. */
export interface PlannedPair {
  seq: number
  block: number
  construct: string
  itemA: string
  itemB: string
  shownFirst: 'a' | 'b'
  isRepeat: boolean
}

/** What a schedule is planned from; ids in the study's order. */
export interface ScheduleInput {
  targets: string[]
  comparators: string[]
  constructs: string[]
  design: Design
}

/** A pair of item ids: the target first where there is one, else the one listed first. */
type Pair = readonly [string, string]

/**
 * Returns the schedule of the respondent with this position in the order of starting (0, 1, 2, …).
 *
 * Pure: the same seed and ordinal always give the same schedule. Constructs come as blocks in random order, pairs
 * in random order within.
 *
 * Sides. Respondents 2m and 2m+1 share their pairs with opposite sides, so over the first respondents, however many,
 * every pair of a construct is shown either way equally often (to within one). Within a respondent every item is
 * first and second equally often on each construct (balanced-sides.ts), and the constructs take turns in which way
 * round they show a pair, so every item and every pair balances to within one over the whole schedule.
 *
 * Subsets. Comparators, links and round-robin pairs are dealt like cards to respondents 2m and 2m+1 together
 * (balanced-pairs.ts): none is ever more than one deal, two respondents, ahead of another. A star shows every
 * comparator after ceil(comparators / shown) deals, links join all comparators after ceil((comparators - 1) / links),
 * and a round robin joins all items from the first respondent on. Over deals no comparator has more than three links
 * more than another.
 *
 * Repeats come from the first half of a block and stand at its end in the same order, with sides swapped: at least
 * half a block of other pairs lies between.
 */
export function planSchedule(input: ScheduleInput, seed: number, ordinal: number): PlannedPair[] {
  const twins = ordinal >> 1
  const swapped = ordinal % 2 === 1
  const random = seededRandom(seed, 'schedule', ordinal)
  const shared = seededRandom(seed, 'sides', twins)
  const pairs = pairsOf(input, seed, twins)
  const sides = balancedSides(pairs, input.targets, shared)
  const constructShift = shared.shuffle(input.constructs.map((_, index) => index))
  const constructs = random.shuffle(input.constructs)
  const repeats = spreadRepeats(input.design.repeats, random.shuffle(constructs))
  const schedule: PlannedPair[] = []
  constructs.forEach((construct, blockIndex) => {
    const row = constructShift[input.constructs.indexOf(construct)]!
    const planned = pairs.map(([itemA, itemB], index): Omit<PlannedPair, 'seq'> => {
      const aFirst = (sides[index]! === (row % 2 === 0)) !== swapped
      const block = blockIndex + 1
      return { block, construct, itemA, itemB, shownFirst: aFirst ? 'a' : 'b', isRepeat: false }
    })
    const block = random.shuffle(planned)
    const repeated = random.shuffle(block.slice(0, Math.ceil(block.length / 2)))
    const again = repeated.slice(0, repeats.get(construct) ?? 0).map(
      (pair): Omit<PlannedPair, 'seq'> => ({
        ...pair,
        shownFirst: pair.shownFirst === 'a' ? 'b' : 'a',
        isRepeat: true,
      }),
    )
    const inOrder = again.sort((x, y) => positionOf(block, x) - positionOf(block, y))
    for (const pair of [...block, ...inOrder]) schedule.push({ seq: schedule.length + 1, ...pair })
  })
  return schedule
}

/** Returns how many pairs one respondent judges, repeats included. */
export function countJudgements(input: ScheduleInput): number {
  return planSchedule(input, 0, 0).length
}

function positionOf(block: Omit<PlannedPair, 'seq'>[], pair: Omit<PlannedPair, 'seq'>): number {
  return block.findIndex((one) => one.itemA === pair.itemA && one.itemB === pair.itemB)
}

function spreadRepeats(repeats: number, constructs: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (let index = 0; index < repeats; index++) {
    const construct = constructs[index % constructs.length]!
    counts.set(construct, (counts.get(construct) ?? 0) + 1)
  }
  return counts
}

function pairsOf({ targets, comparators, design }: ScheduleInput, seed: number, deal: number): Pair[] {
  if (design.kind === 'round_robin') return roundRobin([...targets, ...comparators], design, seed, deal)
  const shown = balancedWindow(
    (pass) => seededRandom(seed, 'comparators', pass).shuffle(comparators),
    design.comparatorsPerRespondent ?? comparators.length,
    deal,
  )
  const star = targets.flatMap((target) => shown.map((comparator): Pair => [target, comparator]))
  if (design.kind === 'star') return star
  const links = balancedWindow(
    (pass) => hamiltonianPairs(seededRandom(seed, 'links', pass).shuffle(comparators)),
    design.linksPerRespondent ?? 0,
    deal,
  )
  return [...allPairs(targets), ...star, ...inListOrder(links, comparators)]
}

function roundRobin(items: string[], design: Design, seed: number, deal: number): Pair[] {
  const pairs = balancedWindow(
    (pass) => hamiltonianPairs(seededRandom(seed, 'round robin', pass).shuffle(items)),
    design.pairsPerRespondent ?? (items.length * (items.length - 1)) / 2,
    deal,
  )
  return inListOrder(pairs, items)
}

/** Returns the pairs with the item that is listed first in front: targets come before comparators. */
function inListOrder(pairs: Pair[], items: string[]): Pair[] {
  const order = new Map(items.map((item, index) => [item, index]))
  return pairs.map(([x, y]): Pair => (order.get(x)! < order.get(y)! ? [x, y] : [y, x]))
}

function allPairs(items: string[]): Pair[] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): Pair => [first, second]))
}
